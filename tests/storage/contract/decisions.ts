import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import { chainPayload } from '../../../src/features/moderation/chain.ts'
import { CHAIN_START, LEASE_MS, type Lease } from '../../../src/features/moderation/model.ts'
import type { DecisionWrite } from '../../../src/features/moderation/store.ts'
import {
  aDecision,
  anAccount,
  aReport,
  aWorld,
  nextId,
  openCaseOf,
  submitted,
  T0,
  type World,
} from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

export function aLease({ moderator }: World, change: Partial<Lease> = {}): Lease {
  const { id: holderId, displayName: holderName } = moderator
  return { holderId, holderName, token: 'token', expiresAt: T0 + LEASE_MS, ...change }
}

/** Takes the case of the comment and answers the decision that its moderator is about to make. */
async function ready(
  world: World,
  comment: Comment,
  action: DecisionWrite['decision']['action'],
): Promise<DecisionWrite> {
  const caseId = await openCaseOf(world, comment)
  await world.stores.moderation.takeLease(world.site.id, caseId, aLease(world), T0)
  return aDecision(world, comment, { caseId, action })
}

export function decisionStoreContract(open: Open): void {
  describe('a decision', () => {
    const world = freshWorld(open)

    it('approves: state, case, counters, chain and outbox together', async () => {
      const { stores, site, article, reader } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const write = await ready(world(), comment, 'approve')
      const { at } = write.decision
      const entry = {
        id: nextId(),
        siteId: site.id,
        kind: 'statement' as const,
        subjectId: write.decision.id,
      }
      const outbox = [{ ...entry, createdAt: at, notBefore: at, attempts: 0 }]
      const made = await stores.moderation.recordDecision({ ...write, outbox })
      expect(made).toMatchObject({
        outcome: 'applied',
        decision: { ...write.decision, seq: 1, prevHash: CHAIN_START },
      })
      expect(await stores.comments.byId(site.id, comment.id)).toEqual({
        ...comment,
        state: 'published',
        version: 2,
        publishedAt: at,
      })
      const now = await stores.articles.byId(article.id)
      expect(now).toMatchObject({ commentCount: 1, revision: article.revision + 1 })
      expect(await stores.accounts.byId(site.id, reader.id)).toMatchObject({ approved: 1, rejected: 0 })
      const item = await stores.moderation.item(site.id, write.decision.caseId ?? '', T0)
      expect(item?.caseFile).toMatchObject({ closedAt: at, lease: null })
      expect(await stores.delivery.due(at, 9)).toEqual(outbox)
      const summary = { waiting: 0, oldestAt: null, medianMs: at - comment.createdAt }
      expect(await stores.moderation.summary(site.id)).toMatchObject(summary)
    })

    it('rejects a waiting comment without touching what readers see', async () => {
      const { stores, site, article, reader } = world()
      const comment = await submitted(world(), { state: 'pending' })
      await stores.moderation.recordDecision(await ready(world(), comment, 'reject'))
      expect(await stores.comments.byId(site.id, comment.id)).toMatchObject({
        state: 'rejected',
        publishedAt: null,
      })
      expect(await stores.articles.byId(article.id)).toEqual(article)
      expect(await stores.accounts.byId(site.id, reader.id)).toMatchObject({ approved: 0, rejected: 1 })
    })

    it('takes a published comment away; its replies keep its place', async () => {
      const { stores, site, article } = world()
      const top = await submitted(world())
      const reply = await submitted(world(), { parentId: top.id })
      const reporter = anAccount(site.id)
      await stores.accounts.insert(reporter, null)
      await stores.moderation.report(aReport(top, reporter), nextId())
      await stores.moderation.recordDecision(await ready(world(), top, 'reject'))
      expect((await stores.articles.byId(article.id))?.commentCount).toBe(1)
      const query = { sort: 'newest', after: null, limit: 5 } as const
      const { items } = await stores.comments.page(article.id, query)
      expect(items).toEqual([
        { comment: { ...top, state: 'rejected', version: 2 }, replyCount: 1, replies: [reply] },
      ])
      await stores.moderation.report(aReport(reply, reporter), nextId())
      await stores.moderation.recordDecision(await ready(world(), reply, 'reject'))
      expect((await stores.comments.page(article.id, query)).items).toEqual([])
      expect((await stores.articles.byId(article.id))?.commentCount).toBe(0)
    })

    it('keeps: reports are dismissed, the page stays as it is, the version moves', async () => {
      const { stores, site, article } = world()
      const comment = await submitted(world())
      const reporter = anAccount(site.id)
      await stores.accounts.insert(reporter, null)
      await stores.moderation.report(aReport(comment, reporter), nextId())
      const before = await stores.articles.byId(article.id)
      const write = await ready(world(), comment, 'keep')
      await stores.moderation.recordDecision(write)
      expect(await stores.articles.byId(article.id)).toEqual(before)
      expect(await stores.comments.byId(site.id, comment.id)).toEqual({ ...comment, version: 2 })
      const item = await stores.moderation.item(site.id, write.decision.caseId ?? '', T0)
      expect(item?.reports.map(({ outcome }) => outcome)).toEqual(['dismissed'])
    })

    it('on a comment that moved on is refused, saying who decided what', async () => {
      const { stores } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const first = await ready(world(), comment, 'approve')
      const second = { ...first, decision: { ...first.decision, id: nextId() } }
      const [won, lost] = await Promise.all(
        [first, second].map((write) => stores.moderation.recordDecision(write)),
      )
      expect(won?.outcome).toBe('applied')
      const latest = won?.outcome === 'applied' ? won.decision : null
      expect(lost).toEqual({ outcome: 'stale', latest, decidedBy: world().moderator.displayName })
    })

    it('needs the lease: token, holder and time; refused, it changes nothing', async () => {
      const { stores, site, article } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const write = await ready(world(), comment, 'approve')
      const { holderId, token } = aLease(world())
      const lease = aLease(world())
      const late = { ...write, decision: { ...write.decision, at: lease.expiresAt } }
      const wrongToken = { ...write, lease: { holderId, token: 'guess' } }
      const wrongHolder = { ...write, lease: { holderId: world().reader.id, token } }
      const { recordDecision } = stores.moderation
      expect(await recordDecision(wrongToken)).toEqual({ outcome: 'lease-lost', lease })
      expect(await recordDecision(wrongHolder)).toEqual({ outcome: 'lease-lost', lease })
      expect(await recordDecision(late)).toEqual({ outcome: 'lease-lost', lease: null })
      expect(await stores.comments.byId(site.id, comment.id)).toEqual(comment)
      expect(await stores.articles.byId(article.id)).toEqual(article)
      expect(await stores.moderation.log(site.id, { afterSeq: 0, limit: 9 })).toEqual([])
    })

    it('about nothing is missing before it is anything else', async () => {
      const { stores } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const write = await ready(world(), comment, 'approve')
      const stale = { ...write.decision, commentVersion: 9 }
      const { recordDecision } = stores.moderation
      const missing = { outcome: 'missing' }
      expect(await recordDecision({ ...write, decision: { ...stale, caseId: nextId() } })).toEqual(missing)
      expect(await recordDecision({ ...write, decision: { ...stale, siteId: nextId() } })).toEqual(missing)
      const lease = { ...aLease(world()), token: 'guess' }
      const outcome = await recordDecision({ ...write, decision: stale, lease })
      expect(outcome).toEqual({ outcome: 'stale', latest: null, decidedBy: null })
    })

    it('continues its own site’s chain without a gap, and every hash can be made again', async () => {
      const { stores, site } = world()
      for (const action of ['approve', 'reject', 'approve'] as const) {
        const comment = await submitted(world(), { state: 'pending', body: '안녕' })
        await stores.moderation.recordDecision(await ready(world(), comment, action))
      }
      const log = await stores.moderation.log(site.id, { afterSeq: 0, limit: 9 })
      expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect(log.map(({ prevHash }) => prevHash)).toEqual([CHAIN_START, log[0]?.hash, log[1]?.hash])
      for (const decision of log) {
        const hash = createHash('sha256').update(chainPayload(decision)).digest('hex')
        expect(decision.hash).toBe(hash)
      }
      expect(await stores.moderation.log(site.id, { afterSeq: 1, limit: 1 })).toEqual([log[1]])
      expect(await stores.moderation.log(nextId(), { afterSeq: 0, limit: 9 })).toEqual([])
    })

    it('counts for its own site: another one begins its own chain', async () => {
      const worlds = [world(), await aWorld(world().stores)]
      for (const each of worlds) {
        const comment = await submitted(each, { state: 'pending' })
        await each.stores.moderation.recordDecision(await ready(each, comment, 'approve'))
        const [first] = await each.stores.moderation.log(each.site.id, { afterSeq: 0, limit: 9 })
        expect(first).toMatchObject({ seq: 1, prevHash: CHAIN_START })
      }
    })

    it('is found by its comment, with what it explained', async () => {
      const { stores, site } = world()
      const [decided, open] = [await submitted(world(), { state: 'pending' }), await submitted(world())]
      const write = await ready(world(), decided, 'reject')
      await stores.moderation.recordDecision(write)
      const latest = await stores.moderation.latestDecisions(site.id, [decided.id, open.id])
      const [logged] = await stores.moderation.log(site.id, { afterSeq: 0, limit: 1 })
      expect(latest).toEqual([{ ...logged, explanation: write.text.explanation }])
      expect(await stores.moderation.latestDecisions('elsewhere', [decided.id])).toEqual([])
      expect(await stores.moderation.latestDecisions(site.id, [])).toEqual([])
    })
  })
}
