import { describe, expect, it } from 'vitest'
import { type Comment, REPLIES_SHOWN } from '../../../src/features/comments/model.ts'
import type { IdempotencyKey } from '../../../src/features/delivery/model.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import {
  aComment,
  aDecision,
  anAccount,
  anArticle,
  aSubmission,
  nextId,
  openCaseOf,
  submitted,
  T0,
  type World,
} from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

function aKey({ site, reader }: World, change: Partial<IdempotencyKey> = {}): IdempotencyKey {
  const base = { siteId: site.id, accountId: reader.id, route: 'comments', key: nextId(), bodyHash: 'a' }
  return { ...base, createdAt: T0, ...change }
}

/** What a refused submission could have left behind. */
async function traces({ stores, site, article, reader }: World, comment: Comment): Promise<unknown> {
  return {
    facts: await stores.comments.writerFacts(site.id, reader.id, article.id, T0),
    comment: await stores.comments.byId(site.id, comment.id),
    article: await stores.articles.byId(article.id),
    waiting: (await stores.moderation.summary(site.id)).waiting,
    outbox: await stores.delivery.due(Number.MAX_SAFE_INTEGER, 10),
  }
}

export function commentStoreContract(open: Open): void {
  describe('submitting a comment', () => {
    const world = freshWorld(open)

    it('publishes it: counted, visible, with a new revision', async () => {
      const { stores, site, article, reader } = world()
      const comment = await submitted(world())
      expect(await stores.comments.byId(site.id, comment.id)).toEqual(comment)
      expect(await stores.comments.byId('elsewhere', comment.id)).toBeNull()
      const now = await stores.articles.byId(article.id)
      expect(now).toMatchObject({ commentCount: 1, revision: article.revision + 1 })
      const account = await stores.accounts.byId(site.id, reader.id)
      expect(account?.submissions).toBe(1)
    })

    it('that waits opens a case and changes nothing that readers see', async () => {
      const { stores, site, article } = world()
      const comment = await submitted(world(), { state: 'pending' })
      expect(await stores.articles.byId(article.id)).toEqual(article)
      expect((await stores.moderation.summary(site.id)).waiting).toBe(1)
      const page = await stores.comments.page(article.id, { sort: 'newest', after: null, limit: 5 })
      expect(page).toEqual({ items: [], next: null })
      expect(await stores.comments.unpublishedOf(article.id, comment.accountId)).toEqual([comment])
    })

    it('twice with one key answers the first comment; another body is refused', async () => {
      const { stores, site, reader } = world()
      const idempotency = aKey(world())
      expect(await stores.comments.replay(idempotency)).toBeNull()
      const comment = await submitted(world(), {}, { idempotency })
      const replayed = { outcome: 'replayed', comment }
      const again = aSubmission(aComment({ article: world().article, account: reader }), 1, { idempotency })
      expect(await stores.comments.submit(again)).toEqual(replayed)
      expect(await stores.comments.replay(idempotency)).toEqual(replayed)
      const other = { ...idempotency, bodyHash: 'b' }
      expect(await stores.comments.submit({ ...again, idempotency: other })).toEqual({
        outcome: 'key-reused',
      })
      expect(await stores.comments.replay(other)).toEqual({ outcome: 'key-reused' })
      expect(await stores.comments.byId(site.id, again.comment.id)).toBeNull()
    })

    it('at once with one key writes one comment', async () => {
      const { stores, article, reader } = world()
      const idempotency = aKey(world())
      const made = [1, 2, 3].map(() =>
        aSubmission(aComment({ article, account: reader }), 0, { idempotency }),
      )
      const outcomes = await Promise.all(made.map((submission) => stores.comments.submit(submission)))
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'replayed', 'replayed'])
      expect((await stores.articles.byId(article.id))?.commentCount).toBe(1)
    })

    it('leaves no trace when refused, not even its key', async () => {
      const { stores, site, article, reader } = world()
      const closed = anArticle(site.id, { discussion: 'closed' })
      await stores.articles.put(closed)
      const account = reader
      const outbox = (id: string) => [
        {
          id,
          siteId: site.id,
          kind: 'card' as const,
          subjectId: id,
          createdAt: T0,
          notBefore: T0,
          attempts: 0,
        },
      ]
      const refusals = [
        { comment: aComment({ article, account }), seen: 7, outcome: 'stale' },
        { comment: aComment({ article: closed, account }), seen: 0, outcome: 'closed' },
        { comment: aComment({ article, account }, { articleId: nextId() }), seen: 0, outcome: 'closed' },
        {
          comment: aComment({ article, account }, { parentId: nextId() }),
          seen: 0,
          outcome: 'parent-unavailable',
        },
      ]
      const keys: IdempotencyKey[] = []
      for (const { comment, seen, outcome } of refusals) {
        const before = await traces(world(), comment)
        const idempotency = aKey(world())
        const submission = aSubmission(comment, seen, { idempotency, outbox: outbox(comment.id) })
        expect(await stores.comments.submit(submission)).toEqual({ outcome })
        expect(await traces(world(), comment)).toEqual(before)
        expect(await stores.comments.replay(idempotency)).toBeNull()
        keys.push(idempotency)
      }
      for (const [seen, idempotency] of keys.entries()) {
        const submission = aSubmission(aComment({ article, account }), seen, { idempotency })
        expect(await stores.comments.submit(submission)).toEqual({ outcome: 'applied' })
      }
    })

    it('of two at the same instant lets one through', async () => {
      const { stores, article, reader } = world()
      const made = [1, 2].map(() => aSubmission(aComment({ article, account: reader }), 0))
      const outcomes = await Promise.all(made.map((submission) => stores.comments.submit(submission)))
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'stale'])
    })

    it('as a reply needs a published top-level comment of the same article', async () => {
      const { stores, site, article, reader } = world()
      const other = anArticle(site.id)
      await stores.articles.put(other)
      const top = await submitted(world())
      const reply = await submitted(world(), { parentId: top.id })
      const waiting = await submitted(world(), { state: 'pending' })
      const elsewhere = await submitted(world(), { articleId: other.id })
      for (const parent of [reply, waiting, elsewhere]) {
        const comment = aComment({ article, account: reader }, { parentId: parent.id })
        expect(await stores.comments.submit(aSubmission(comment, 4))).toEqual({
          outcome: 'parent-unavailable',
        })
      }
      expect((await stores.articles.byId(article.id))?.commentCount).toBe(2)
    })
  })

  describe('a thread', () => {
    const world = freshWorld(open)

    it('shows published replies oldest first under their comment, and only them', async () => {
      const { stores, article } = world()
      const [top, other] = [await submitted(world()), await submitted(world())]
      const later = await submitted(world(), { parentId: top.id, createdAt: T0 + 2 })
      const earlier = await submitted(world(), { parentId: top.id, createdAt: T0 + 1 })
      await submitted(world(), { parentId: top.id, state: 'pending' })
      const { items } = await stores.comments.page(article.id, { sort: 'oldest', after: null, limit: 5 })
      expect(items).toEqual([
        { comment: top, replyCount: 2, replies: [earlier, later] },
        { comment: other, replyCount: 0, replies: [] },
      ])
      expect(await stores.comments.thread(article.id, top.id)).toEqual(items[0])
      expect(await stores.comments.thread(article.id, later.id)).toBeNull()
    })

    it('cuts a long row of replies on the page, not at its permalink', async () => {
      const { stores, article } = world()
      const top = await submitted(world())
      for (let n = 0; n <= REPLIES_SHOWN; n += 1)
        await submitted(world(), { parentId: top.id, createdAt: T0 + n })
      const { items } = await stores.comments.page(article.id, { sort: 'newest', after: null, limit: 5 })
      expect(items[0]?.replies).toHaveLength(REPLIES_SHOWN)
      expect(items[0]?.replies[0]?.createdAt).toBe(T0)
      expect(items[0]?.replyCount).toBe(REPLIES_SHOWN + 1)
      expect((await stores.comments.thread(article.id, top.id))?.replies).toHaveLength(REPLIES_SHOWN + 1)
    })

    it('names writers as they are called and keeps sites and writers apart', async () => {
      const { stores, site, article } = world()
      const bob = anAccount(site.id, { displayName: 'Bob' })
      await stores.accounts.insert(bob, null)
      await submitted(world())
      const own = await submitted(world(), { accountId: bob.id, authorName: 'Bob', createdAt: T0 + 1 })
      const older = await submitted(world(), { accountId: bob.id, authorName: 'Bob', state: 'pending' })
      const all = { after: null, limit: 9 }
      expect(await stores.comments.ofAccount(site.id, bob.id, all)).toEqual([own, older])
      expect(await stores.comments.ofAccount('elsewhere', bob.id, all)).toEqual([])
      const next = await stores.comments.ofAccount(site.id, bob.id, {
        after: { at: T0 + 1, id: own.id },
        limit: 9,
      })
      expect(next).toEqual([older])
      expect(await stores.comments.unpublishedOf(article.id, bob.id)).toEqual([older])
    })
  })

  describe('facts about a writer', () => {
    const world = freshWorld(open)

    it('count what was written here, within a day, and last', async () => {
      const { stores, site, article, reader } = world()
      const other = anArticle(site.id)
      await stores.articles.put(other)
      const facts = (now: number) => stores.comments.writerFacts(site.id, reader.id, article.id, now)
      const none = {
        restrictions: [],
        strikes: 0,
        onArticle: 0,
        lastDay: 0,
        dayBeganAt: null,
        lastAt: null,
        recentBodies: [],
        rejectedBodies: [],
        recent: { decided: 0, rejected: 0 },
      }
      expect(await facts(T0)).toEqual({
        name: reader.displayName,
        submissions: 0,
        approved: 0,
        rejected: 0,
        ...none,
      })
      await submitted(world(), { body: 'first' })
      await submitted(world(), { body: 'second', articleId: other.id, createdAt: T0 + 1 })
      await submitted(world(), { body: 'third', state: 'rejected', createdAt: T0 + 2 })
      const some = { onArticle: 2, lastDay: 2, dayBeganAt: T0 + 1, lastAt: T0 + 2, rejectedBodies: ['third'] }
      const recentBodies = ['third', 'second', 'first']
      expect(await facts(T0 + DAY)).toMatchObject({ ...some, submissions: 3, recentBodies })
      expect(await facts(T0 + 2 * DAY)).toMatchObject({
        onArticle: 2,
        lastDay: 0,
        dayBeganAt: null,
        rejectedBodies: [],
      })
    })

    it('count what was decided within thirty days, not what waits or is older', async () => {
      const { stores, site, article, reader, moderator } = world()
      const facts = (now: number) => stores.comments.writerFacts(site.id, reader.id, article.id, now)
      for (const action of ['approve', 'reject', 'reject'] as const) {
        const comment = await submitted(world(), { state: 'pending', body: action })
        const caseId = await openCaseOf(world(), comment)
        const lease = { holderId: moderator.id, holderName: 'Min', token: 'token', expiresAt: T0 + DAY }
        await stores.moderation.takeLease(site.id, caseId, lease, T0)
        await stores.moderation.recordDecision(aDecision(world(), comment, { caseId, action }))
      }
      await submitted(world(), { state: 'pending', body: 'waits' })
      expect(await facts(T0 + DAY)).toMatchObject({ recent: { decided: 3, rejected: 2 } })
      expect(await facts(T0 + 31 * DAY)).toMatchObject({ recent: { decided: 0, rejected: 0 } })
    })
  })
}
