import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { ErasureStore } from '../../features/accounts/store.ts'
import { AHEAD_MS } from '../../kernel/clock.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { purgeComments } from './erasure-comments.ts'
import { NO_LEASE } from './no-lease.ts'
import {
  accounts,
  appeals,
  cases,
  comments,
  decisions,
  decisionTexts,
  idempotencyKeys,
  identities,
  inbox,
  loginAttempts,
  notes,
  recoveryCodes,
  reports,
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

    async shortenErasures(now, waitMs) {
      const latest = now + waitMs + AHEAD_MS
      await db.write((tx) =>
        tx
          .update(accounts)
          .set({ erasureAt: now + waitMs })
          .where(gt(accounts.erasureAt, latest))
          .run(),
      )
    },

    async dueErasures(now, limit) {
      return db.read
        .select({ siteId: accounts.siteId, accountId: accounts.id })
        .from(accounts)
        .where(and(isNotNull(accounts.erasureAt), lte(accounts.erasureAt, now)))
        .orderBy(asc(accounts.erasureAt))
        .limit(atMost(limit))
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
  tx.delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.siteId, siteId), eq(idempotencyKeys.accountId, accountId)))
    .run()
  tx.delete(loginAttempts).where(eq(loginAttempts.accountId, accountId)).run()
  tx.delete(loginAttempts).where(eq(loginAttempts.linkAccountId, accountId)).run()
  closeCases(tx, accountId, now)
  forgetWords(tx, accountId)
  return { articleIds: purgeComments(tx, { siteId, accountId, now }) }
}

/** Those that a person of the desk had claimed are free; what the person contested needs no answer any more. */
function closeCases(tx: Handle, accountId: string, now: number): void {
  tx.update(cases)
    .set(NO_LEASE)
    .where(and(isNull(cases.closedAt), eq(cases.leaseHolderId, accountId)))
    .run()
  const contested = tx.select({ id: appeals.id }).from(appeals).where(eq(appeals.appellantId, accountId))
  tx.update(cases)
    .set({ closedAt: now, ...NO_LEASE })
    .where(and(isNull(cases.closedAt), inArray(cases.appealId, contested)))
    .run()
  tx.update(appeals)
    .set({ outcome: 'withdrawn', decidedAt: now })
    .where(and(eq(appeals.appellantId, accountId), eq(appeals.outcome, 'open')))
    .run()
}

/** What the person wrote to the desk, and what the desk noted about the person. */
function forgetWords(tx: Handle, accountId: string): void {
  tx.update(reports).set({ note: '' }).where(eq(reports.reporterId, accountId)).run()
  tx.update(appeals).set({ body: '' }).where(eq(appeals.appellantId, accountId)).run()
  tx.delete(inbox).where(eq(inbox.accountId, accountId)).run()
  const own = tx.select({ id: comments.id }).from(comments).where(eq(comments.accountId, accountId))
  tx.delete(notes)
    .where(or(eq(notes.accountId, accountId), inArray(notes.commentId, own)))
    .run()
  // Two lists of their own, each from an index: asked for in one, every decision there is would be looked at.
  const decided = unionAll(
    tx.select({ id: decisions.id }).from(decisions).where(inArray(decisions.commentId, own)),
    tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.accountId, accountId)),
  )
  tx.update(decisionTexts)
    .set({ salt: '', explanation: '' })
    .where(inArray(decisionTexts.decisionId, decided))
    .run()
}

function own(siteId: string, accountId: string) {
  return and(eq(accounts.siteId, siteId), eq(accounts.id, accountId))
}
