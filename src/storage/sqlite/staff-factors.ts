import { and, count, eq, gt, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { StaffFactor } from '../../features/accounts/model.ts'
import type { StaffStore } from '../../features/accounts/staff-store.ts'
import { AHEAD_MS } from '../../kernel/clock.ts'
import type { Database, Handle } from './database.ts'
import { liveAttempt, stepAttempt } from './login-attempts.ts'
import { accounts, loginAttempts, recoveryCodes, staffFactors } from './schema.ts'
import { insertSession } from './sessions.ts'

type FactorMethods = Pick<
  StaffStore,
  'factor' | 'takeTry' | 'passFactor' | 'renewRecoveryCodes' | 'recoveryCodesLeft'
>

/** Second factors: each code is spent by one conditional UPDATE or DELETE, so that of two that race one is late. */
export function createFactorMethods(db: Database): FactorMethods {
  return {
    async factor(siteId, accountId) {
      return db.read.select().from(staffFactors).where(own(siteId, accountId)).get() ?? null
    },

    takeTry(siteId, accountId, { now, tries, lockMs }) {
      // A lock that has ended begins a new row of tries.
      const taken = sql`CASE WHEN ${staffFactors.failures} >= ${tries} THEN 1 ELSE ${staffFactors.failures} + 1 END`
      const lockedUntil = sql`CASE WHEN ${staffFactors.failures} + 1 = ${tries} THEN ${now + lockMs} ELSE 0 END`
      return db.write((tx) => {
        const open = and(own(siteId, accountId), isOpen(now, lockMs))
        const change = { failures: taken, lockedUntil }
        return tx.update(staffFactors).set(change).where(open).returning().get() ?? null
      })
    },

    passFactor(attemptId, { proof, now, session }) {
      const { siteId, accountId } = session
      const waiting = and(
        liveAttempt(attemptId, 'done', now),
        eq(loginAttempts.purpose, 'staff'),
        eq(loginAttempts.siteId, siteId),
        eq(loginAttempts.accountId, accountId),
      )
      return db.write<'applied' | 'stale' | 'used'>((tx, undo) => {
        const change = { status: 'redeemed' as const, redeemedAt: now, sessionId: session.id }
        if (!isOfTheDesk(tx, siteId, accountId) || !stepAttempt(tx, waiting, change)) return 'stale'
        const isNew =
          'step' in proof
            ? useStep(tx, siteId, accountId, proof.step)
            : useCode(tx, siteId, accountId, proof.codeHash)
        if (!isNew) return undo('used')
        insertSession(tx, session)
        return 'applied'
      })
    },

    renewRecoveryCodes(siteId, accountId, { step, codeHashes }) {
      return db.write((tx) => {
        if (!useStep(tx, siteId, accountId, step)) return 'stale'
        replaceCodes(tx, siteId, accountId, codeHashes)
        return 'applied'
      })
    },

    async recoveryCodesLeft(siteId, accountId) {
      const codes = and(eq(recoveryCodes.siteId, siteId), eq(recoveryCodes.accountId, accountId))
      return db.read.select({ left: count() }).from(recoveryCodes).where(codes).get()?.left ?? 0
    },
  }
}

/** A factor, in place of an earlier one, with its codes. */
export function replaceFactor(tx: Handle, factor: StaffFactor, codeHashes: readonly string[]): void {
  dropFactor(tx, factor.siteId, factor.accountId)
  tx.insert(staffFactors).values(factor).run()
  replaceCodes(tx, factor.siteId, factor.accountId, codeHashes)
}

export function dropFactor(tx: Handle, siteId: string, accountId: string): void {
  tx.delete(staffFactors).where(own(siteId, accountId)).run()
  dropCodes(tx, siteId, accountId)
}

function replaceCodes(tx: Handle, siteId: string, accountId: string, hashes: readonly string[]): void {
  dropCodes(tx, siteId, accountId)
  for (const codeHash of hashes) tx.insert(recoveryCodes).values({ siteId, accountId, codeHash }).run()
}

function dropCodes(tx: Handle, siteId: string, accountId: string): void {
  tx.delete(recoveryCodes)
    .where(and(eq(recoveryCodes.siteId, siteId), eq(recoveryCodes.accountId, accountId)))
    .run()
}

function useStep(tx: Handle, siteId: string, accountId: string, step: number): boolean {
  const unused = and(own(siteId, accountId), lt(staffFactors.lastStep, step))
  const change = { lastStep: step, failures: 0, lockedUntil: 0 }
  return tx.update(staffFactors).set(change).where(unused).run().changes === 1
}

function useCode(tx: Handle, siteId: string, accountId: string, codeHash: string): boolean {
  const code = and(
    eq(recoveryCodes.siteId, siteId),
    eq(recoveryCodes.accountId, accountId),
    eq(recoveryCodes.codeHash, codeHash),
  )
  if (tx.delete(recoveryCodes).where(code).run().changes !== 1) return false
  tx.update(staffFactors).set({ failures: 0, lockedUntil: 0 }).where(own(siteId, accountId)).run()
  return true
}

function isOfTheDesk(tx: Handle, siteId: string, accountId: string): boolean {
  const desk = and(eq(accounts.siteId, siteId), eq(accounts.id, accountId), ne(accounts.role, 'reader'))
  return tx.select({ id: accounts.id }).from(accounts).where(desk).get() !== undefined
}

/** A lock that would last longer than any was made before the clock was set back. */
function isOpen(now: number, lockMs: number) {
  const { lockedUntil } = staffFactors
  return or(lte(lockedUntil, now), gt(lockedUntil, now + lockMs + AHEAD_MS))
}

function own(siteId: string, accountId: string) {
  return and(eq(staffFactors.siteId, siteId), eq(staffFactors.accountId, accountId))
}
