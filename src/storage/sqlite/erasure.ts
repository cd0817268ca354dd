import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm'
import type { ErasureStore } from '../../features/accounts/store.ts'
import { countPublished } from './comment-submit.ts'
import type { Database, Handle } from './database.ts'
import {
  accounts,
  articles,
  cases,
  comments,
  decisions,
  decisionTexts,
  idempotencyKeys,
  identities,
  loginAttempts,
  recoveryCodes,
  reports,
  screenings,
  staffFactors,
} from './schema.ts'
import { endSessionsOf } from './sessions.ts'

/** What stands where a name was: the column holds at least one character, and pages say it in words. */
const NO_NAME = '–'

export function createErasureMethods(db: Database): ErasureStore {
  return {
    requestErasure(siteId, accountId, { erasureAt, keepSessionId }) {
      return db.write((tx) => {
        const wished = tx
          .update(accounts)
          .set({ erasureAt })
          .where(and(own(siteId, accountId), isNull(accounts.erasedAt), eq(accounts.role, 'reader')))
          .returning({ id: accounts.id })
          .get()
        if (!wished) return 'stale'
        endSessionsOf(tx, siteId, accountId, keepSessionId)
        return 'applied'
      })
    },

    cancelErasure(siteId, accountId, now) {
      return db.write((tx) => {
        const kept = tx
          .update(accounts)
          .set({ erasureAt: null })
          .where(and(own(siteId, accountId), gt(accounts.erasureAt, now)))
          .returning({ id: accounts.id })
          .get()
        return kept ? 'applied' : 'stale'
      })
    },

    async dueErasures(now, limit) {
      return db.read
        .select({ siteId: accounts.siteId, accountId: accounts.id })
        .from(accounts)
        .where(and(isNotNull(accounts.erasureAt), lte(accounts.erasureAt, now)))
        .orderBy(asc(accounts.erasureAt))
        .limit(limit)
        .all()
    },

    erase(siteId, accountId, now) {
      return db.write((tx) => eraseAccount(tx, siteId, accountId, now))
    },
  }
}

/** One step, for whoever asked: the reader after a day, or a provider at once. */
export function eraseAccount(
  tx: Handle,
  siteId: string,
  accountId: string,
  now: number,
): { articleIds: readonly string[] } | null {
  const gone = tx
    .update(accounts)
    .set({ displayName: NO_NAME, role: 'reader', erasureAt: null, erasedAt: now, nameChangedAt: null })
    .where(and(own(siteId, accountId), isNull(accounts.erasedAt)))
    .returning({ id: accounts.id })
    .get()
  if (!gone) return null
  endSessionsOf(tx, siteId, accountId)
  tx.delete(identities).where(eq(identities.accountId, accountId)).run()
  tx.delete(staffFactors).where(eq(staffFactors.accountId, accountId)).run()
  tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run()
  tx.delete(idempotencyKeys).where(eq(idempotencyKeys.accountId, accountId)).run()
  tx.delete(loginAttempts).where(eq(loginAttempts.accountId, accountId)).run()
  tx.delete(loginAttempts).where(eq(loginAttempts.linkAccountId, accountId)).run()
  tx.update(reports).set({ note: '' }).where(eq(reports.reporterId, accountId)).run()
  return { articleIds: purgeComments(tx, accountId, now) }
}

/** Visible to withdrawn to purged in one step; the salts go, so that no decision can be matched with a text. */
function purgeComments(tx: Handle, accountId: string, now: number): string[] {
  const left = and(eq(comments.accountId, accountId), ne(comments.state, 'purged'))
  const { id, articleId, parentId, state, publishedReplies } = comments
  const written = tx
    .select({ id, articleId, parentId, state, publishedReplies })
    .from(comments)
    .where(left)
    .all()
  tx.update(decisionTexts)
    .set({ salt: '', explanation: '' })
    .where(
      inArray(
        decisionTexts.decisionId,
        tx
          .select({ id: decisions.id })
          .from(decisions)
          .innerJoin(comments, eq(comments.id, decisions.commentId))
          .where(eq(comments.accountId, accountId)),
      ),
    )
    .run()
  tx.update(comments)
    .set({ state: 'purged', body: '', version: sql`${comments.version} + 1` })
    .where(left)
    .run()
  closeCases(tx, accountId, now)
  // What the checks saw quotes the text.
  const own = tx.select({ id: comments.id }).from(comments).where(eq(comments.accountId, accountId))
  tx.delete(screenings).where(inArray(screenings.commentId, own)).run()
  for (const comment of written) if (comment.state === 'published') countPublished(tx, comment, -1)
  const changed = written.filter((comment) => comment.state === 'published' || comment.publishedReplies > 0)
  const articleIds = [...new Set(changed.map((comment) => comment.articleId))]
  for (const article of articleIds) {
    tx.update(articles)
      .set({ revision: sql`${articles.revision} + 1` })
      .where(eq(articles.id, article))
      .run()
  }
  return articleIds
}

const NO_LEASE = { leaseHolderId: null, leaseHolderName: null, leaseToken: null, leaseExpiresAt: null }

/** Those about the person's comments end; those that a person of the desk had claimed are free. */
function closeCases(tx: Handle, accountId: string, now: number): void {
  const own = tx.select({ id: comments.id }).from(comments).where(eq(comments.accountId, accountId))
  tx.update(cases)
    .set({ closedAt: now, ...NO_LEASE })
    .where(and(isNull(cases.closedAt), inArray(cases.commentId, own)))
    .run()
  tx.update(cases)
    .set(NO_LEASE)
    .where(and(isNull(cases.closedAt), eq(cases.leaseHolderId, accountId)))
    .run()
}

function own(siteId: string, accountId: string) {
  return and(eq(accounts.siteId, siteId), eq(accounts.id, accountId))
}
