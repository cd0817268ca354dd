import { describe, expect, it } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import type { LegalNotice } from '../../../src/features/moderation/model.ts'
import { aDecision, aSite, nextId, submitted, T0, type World } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const HOUR = 3_600_000

function aNotice(comment: Comment, change: Partial<LegalNotice> = {}): LegalNotice {
  const id = nextId()
  return {
    id,
    siteId: comment.siteId,
    codeHash: id.padEnd(64, '0'),
    regime: 'kr44_2',
    commentId: comment.id,
    claimantName: 'Kim Minsu',
    claimantEmail: 'minsu@example.org',
    reference: 'Defamation',
    body: 'It is untrue.',
    goodFaith: true,
    language: 'ko',
    receivedAt: T0,
    dueAt: T0 + HOUR,
    outcome: 'open',
    decidedAt: null,
    answerId: null,
    ...change,
  }
}

async function blind(world: World, comment: Comment, at: number, days = 30): Promise<string> {
  const write = aDecision(world, comment, { action: 'blind', caseId: '' })
  const ground = {
    ground: 'law' as const,
    lawReference: 'KR 44-2',
    explanationHmac: 'e'.repeat(64),
    clauses: [],
  }
  const term = {
    at,
    startsAt: at,
    endsAt: at + days * 24 * HOUR,
    from: 'published',
    to: 'blinded',
    caseId: null,
  }
  const decision = { ...write.decision, ...ground, ...term }
  const made = await world.stores.moderation.recordDecision({ ...write, decision, lease: null })
  if (made.outcome !== 'applied') throw new Error(`the blind was not recorded: ${made.outcome}`)
  return made.decision.id
}

/** What every store of legal notices does. */
export function noticeStoreContract(open: Open): void {
  describe('legal notices', () => {
    const world = freshWorld(open)

    it('keeps a notice with a case of its own, and finds it by id and by code in its own site only', async () => {
      const { stores, site } = world()
      const { moderation } = stores
      const comment = await submitted(world())
      const notice = aNotice(comment)
      const caseId = nextId()
      expect(await moderation.fileNotice(notice, caseId, null)).toEqual({ outcome: 'applied' })
      expect(await moderation.notice(site.id, notice.id)).toMatchObject({ notice, caseId })
      expect(await moderation.noticeByCode(notice.codeHash)).toEqual(notice)
      expect(await moderation.noticesOn(site.id, comment.id)).toEqual([notice])
      expect(await moderation.summary(site.id)).toMatchObject({ openNotices: 1, waiting: 0 })
      const other = aSite()
      await stores.sites.insert(other)
      expect(await moderation.notice(other.id, notice.id)).toBeNull()
      expect(await moderation.noticesOn(other.id, comment.id)).toEqual([])
      expect(await moderation.notices(other.id, { state: 'open', limit: 9 })).toEqual([])
      expect(await moderation.noticeByCode('0'.repeat(64))).toBeNull()
    })

    it('answers the same code with the notice that it stands for, and keeps no second one', async () => {
      const { moderation } = world().stores
      const comment = await submitted(world())
      const notice = aNotice(comment)
      await moderation.fileNotice(notice, nextId(), null)
      const again = aNotice(comment, { codeHash: notice.codeHash, body: 'Another text.' })
      expect(await moderation.fileNotice(again, nextId(), null)).toEqual({ outcome: 'replayed', notice })
      expect(await moderation.noticesOn(comment.siteId, comment.id)).toHaveLength(1)
    })

    it('takes one only about a comment that is seen or blinded', async () => {
      const { moderation } = world().stores
      const waiting = await submitted(world(), { state: 'pending' })
      expect(await moderation.fileNotice(aNotice(waiting), nextId(), null)).toEqual({ outcome: 'missing' })
      const seen = await submitted(world())
      const foreign = aSite()
      await world().stores.sites.insert(foreign)
      const elsewhere = aNotice(seen, { siteId: foreign.id })
      expect(await moderation.fileNotice(elsewhere, nextId(), null)).toEqual({ outcome: 'missing' })
      await blind(world(), seen, T0)
      expect(await moderation.fileNotice(aNotice(seen), nextId(), null)).toEqual({ outcome: 'applied' })
    })

    it('takes no more than the limits, which answered ones and past hours do not count against', async () => {
      const { moderation } = world().stores
      const [first, second] = [await submitted(world()), await submitted(world())]
      const limits = { perComment: 1, perHour: 2, hourAgo: T0 - HOUR }
      const file = (comment: Comment, at = T0) =>
        moderation.fileNotice(aNotice(comment, { receivedAt: at }), nextId(), {
          ...limits,
          hourAgo: at - HOUR,
        })
      expect(await file(first)).toEqual({ outcome: 'applied' })
      expect(await file(first)).toEqual({ outcome: 'flooded' })
      expect(await file(second)).toEqual({ outcome: 'applied' })
      const third = await submitted(world())
      expect(await file(third)).toEqual({ outcome: 'flooded' })
      expect(await file(third, T0 + HOUR)).toEqual({ outcome: 'applied' })
      // Nor do those of times that have not come yet: the clock was set back.
      expect(await file(await submitted(world()), T0 - HOUR)).toEqual({ outcome: 'applied' })
      expect(await moderation.fileNotice(aNotice(first), nextId(), null)).toEqual({ outcome: 'applied' })
    })

    it('blinds for every open notice in the step of the decision, and lists it by the end of the blind', async () => {
      const { stores, site } = world()
      const { moderation } = stores
      const comment = await submitted(world())
      const [one, two] = [aNotice(comment), aNotice(comment)]
      for (const notice of [one, two]) await moderation.fileNotice(notice, nextId(), null)
      const decisionId = await blind(world(), comment, T0)
      const endsAt = T0 + 30 * 24 * HOUR
      for (const { id } of [one, two])
        expect((await moderation.notice(site.id, id))?.notice).toMatchObject({
          outcome: 'blinded',
          answerId: decisionId,
        })
      expect(await moderation.notices(site.id, { state: 'open', limit: 9 })).toEqual([])
      const listed = await moderation.notices(site.id, { state: 'blinded', limit: 9 })
      expect(listed.map(({ blindEndsAt }) => blindEndsAt)).toEqual([endsAt, endsAt])
      const running = { commentId: comment.id, from: 'published', endsAt, decisionId, reported: false }
      expect(await moderation.blindOf(site.id, comment.id)).toEqual(running)
      expect(await moderation.ownBlinds(site.id, 9)).toEqual([])
      expect(await moderation.blindsOver(endsAt - 1, 9)).toEqual([])
      expect(await moderation.blindsOver(endsAt, 9)).toEqual([{ siteId: site.id, commentId: comment.id }])
      expect(await moderation.pressing(site.id, { now: T0, endsBefore: endsAt - 1 })).toBe(0)
      expect(await moderation.pressing(site.id, { now: T0, endsBefore: endsAt })).toBe(1)
      const shown = await stores.comments.blindsShown(site.id, [comment.id])
      expect(shown.get(comment.id)).toMatchObject({ endsAt })
    })

    it('counts an open notice as pressing from its due time on', async () => {
      const { moderation } = world().stores
      const comment = await submitted(world())
      await moderation.fileNotice(aNotice(comment), nextId(), null)
      const at = (now: number) => moderation.pressing(comment.siteId, { now, endsBefore: now })
      expect(await at(T0 + HOUR - 1)).toBe(0)
      expect(await at(T0 + HOUR)).toBe(1)
    })

    it('keeps a blinded comment in its place in the thread, top or reply, and a waiting one out of it', async () => {
      const { stores, site, article } = world()
      const top = await submitted(world())
      const parent = await submitted(world())
      const reply = await submitted(world(), { parentId: parent.id })
      await blind(world(), top, T0)
      await blind(world(), reply, T0)
      const page = await stores.comments.page(article.id, { sort: 'oldest', after: null, limit: 9 })
      expect(page.items.map(({ comment }) => comment.state).sort()).toEqual(['blinded', 'published'])
      expect(page.items.flatMap(({ replies }) => replies.map(({ id }) => id))).toEqual([reply.id])
      expect([...(await stores.comments.blindsShown(site.id, [top.id, reply.id])).keys()].sort()).toEqual(
        [top.id, reply.id].sort(),
      )
    })
  })
}
