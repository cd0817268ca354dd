import { describe, expect, it } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import type { Appeal } from '../../../src/features/moderation/model.ts'
import { DAY, HOUR, SECOND } from '../../../src/kernel/clock.ts'
import { aDecision, anAccount, nextId, openCaseOf, submitted, T0, type World } from '../../support/storage.ts'
import { aLease } from './decisions.ts'
import { freshWorld, type Open } from './open.ts'

/** A comment that the world's moderator refused, with the decision. */
export async function refusedComment(world: World): Promise<{ comment: Comment; decisionId: string }> {
  const comment = await submitted(world, { state: 'pending' })
  const caseId = await openCaseOf(world, comment)
  await world.stores.moderation.takeLease(world.site.id, caseId, aLease(world), T0)
  const write = aDecision(world, comment, { caseId, action: 'reject' })
  await world.stores.moderation.recordDecision({ ...write, strikePoints: 2 })
  return {
    comment: { ...comment, state: 'rejected', version: comment.version + 1 },
    decisionId: write.decision.id,
  }
}

export function anAppeal(world: World, decisionId: string, change: Partial<Appeal> = {}): Appeal {
  return {
    id: nextId(),
    siteId: world.site.id,
    decisionId,
    appellantId: world.reader.id,
    side: 'author',
    body: 'It was a quote.',
    createdAt: T0 + HOUR,
    late: false,
    outcome: 'open',
    decidedAt: null,
    answerId: null,
    ...change,
  }
}

export function caseFor({ commentId, articleId }: { commentId: string | null; articleId: string | null }) {
  return { id: nextId(), commentId, articleId, accountId: null, dueAt: T0 + 14 * DAY }
}

export function appealStoreContract(open: Open): void {
  describe('an appeal', () => {
    const world = freshWorld(open)

    async function filed(change: Partial<Appeal> = {}) {
      const { stores } = world()
      const { comment, decisionId } = await refusedComment(world())
      const appeal = anAppeal(world(), decisionId, change)
      const subject = { commentId: comment.id, articleId: comment.articleId }
      const outcome = await stores.moderation.fileAppeal(appeal, caseFor(subject))
      return { appeal, comment, decisionId, subject, outcome }
    }

    /** Another moderator's answer, under the lease that was taken. */
    async function answered({ appeal, comment, decisionId }: Awaited<ReturnType<typeof filed>>) {
      const { stores, site } = world()
      const other = anAccount(site.id, { displayName: 'Yuna', role: 'moderator' })
      await stores.accounts.insert(other, null)
      const caseFile = await stores.moderation.appealCase(site.id, appeal.id)
      const caseId = caseFile?.id ?? ''
      const reversed = await stores.moderation.decision(site.id, decisionId)
      const lease = aLease(world(), { holderId: other.id })
      await stores.moderation.takeLease(site.id, caseId, lease, T0)
      const write = aDecision({ moderator: other }, comment, { caseId, action: 'overturn' })
      return {
        ...write,
        decision: {
          ...write.decision,
          to: 'published',
          source: 'appeal' as const,
          sourceIds: [appeal.id],
          reverses: decisionId,
          at: T0 + 2 * SECOND,
        },
        reports: null,
        reversed,
        appeal: { id: appeal.id, outcome: 'overturned' as const },
      }
    }

    it('is kept with its case, and found by its person and by the desk', async () => {
      const { stores, site, reader } = world()
      const { appeal, comment, outcome } = await filed()
      expect(outcome).toEqual({ outcome: 'applied', appeal })
      expect(await stores.moderation.appeal(site.id, appeal.id)).toEqual(appeal)
      expect(await stores.moderation.appealsOf(site.id, reader.id)).toEqual([appeal])
      expect(await stores.moderation.appealCase(site.id, appeal.id)).toMatchObject({
        kind: 'appeal',
        commentId: comment.id,
        appealId: appeal.id,
        dueAt: T0 + 14 * DAY,
        closedAt: null,
      })
      const listed = await stores.moderation.appeals(site.id, { open: true, limit: 9 })
      expect(listed.map((row) => [row.appeal, row.appellantName])).toEqual([[appeal, 'Ada']])
      expect(await stores.moderation.openAppeals(site.id)).toBe(1)
      expect((await stores.moderation.summary(site.id)).openAppeals).toBe(1)
    })

    it('is one for each decision and person; the first is answered again', async () => {
      const { stores, site } = world()
      const { appeal, decisionId, subject } = await filed()
      const second = anAppeal(world(), decisionId, { body: 'Once more.' })
      expect(await stores.moderation.fileAppeal(second, caseFor(subject))).toEqual({
        outcome: 'duplicate',
        appeal,
      })
      expect(await stores.moderation.openAppeals(site.id)).toBe(1)
    })

    it('is of its site: another one finds nothing', async () => {
      const { stores, reader } = world()
      const { appeal } = await filed()
      expect(await stores.moderation.appeal('elsewhere', appeal.id)).toBeNull()
      expect(await stores.moderation.appealCase('elsewhere', appeal.id)).toBeNull()
      expect(await stores.moderation.appealsOf('elsewhere', reader.id)).toEqual([])
      expect(await stores.moderation.appeals('elsewhere', { open: true, limit: 9 })).toEqual([])
    })

    it('against what does not stand any more is refused, and leaves nothing', async () => {
      const { stores, site } = world()
      const made = await filed()
      await stores.moderation.recordDecision(await answered(made))
      const late = anAppeal(world(), made.decisionId, { appellantId: world().moderator.id })
      expect(await stores.moderation.fileAppeal(late, caseFor(made.subject))).toEqual({ outcome: 'stale' })
      expect(await stores.moderation.appeal(site.id, late.id)).toBeNull()
    })

    it('ends with its answer, in the step that publishes the comment and takes the strike away', async () => {
      const { stores, site, reader } = world()
      const made = await filed()
      const write = await answered(made)
      expect(await stores.moderation.recordDecision(write)).toMatchObject({ outcome: 'applied' })
      const { at: decidedAt, id: answerId } = write.decision
      expect(await stores.moderation.appeal(site.id, made.appeal.id)).toMatchObject({
        outcome: 'overturned',
        decidedAt,
        answerId,
      })
      expect(await stores.moderation.appealCase(site.id, made.appeal.id)).toMatchObject({
        closedAt: decidedAt,
        lease: null,
      })
      expect(await stores.comments.byId(site.id, made.comment.id)).toMatchObject({ state: 'published' })
      const strikes = await stores.moderation.strikesOf(site.id, reader.id)
      expect(strikes.map(({ undoneAt }) => undoneAt)).toEqual([decidedAt])
      const decided = await stores.moderation.appeals(site.id, { open: false, limit: 9 })
      expect(decided.map((row) => row.appeal.id)).toEqual([made.appeal.id])
      expect(await stores.moderation.openAppeals(site.id)).toBe(0)
    })

    it('is not answered by whoever decided before, and nothing of it is kept', async () => {
      const { stores, site, moderator } = world()
      const made = await filed()
      const write = await answered(made)
      const caseId = write.decision.caseId ?? ''
      const later = T0 + HOUR
      await stores.moderation.takeLease(site.id, caseId, aLease(world(), { expiresAt: later * 2 }), later)
      const own = {
        ...write,
        decision: { ...write.decision, actorId: moderator.id, at: later },
        lease: { holderId: moderator.id, token: 'token' },
      }
      expect(await stores.moderation.recordDecision(own)).toEqual({ outcome: 'same-person' })
      expect(await stores.moderation.appeal(site.id, made.appeal.id)).toEqual(made.appeal)
      expect(await stores.comments.byId(site.id, made.comment.id)).toMatchObject({ state: 'rejected' })
    })

    it('ends by itself when the refusal is corrected without it', async () => {
      const { stores, site } = world()
      const made = await filed()
      const write = await answered(made)
      const correction = {
        ...write,
        decision: { ...write.decision, source: 'own' as const, caseId: null },
        lease: null,
        appeal: null,
      }
      expect(await stores.moderation.recordDecision(correction)).toMatchObject({ outcome: 'applied' })
      expect(await stores.moderation.appeal(site.id, made.appeal.id)).toMatchObject({
        outcome: 'overturned',
        answerId: correction.decision.id,
      })
      expect(await stores.moderation.openAppeals(site.id)).toBe(0)
    })
  })
}
