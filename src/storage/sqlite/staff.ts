import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  max,
  ne,
  or,
  sql,
} from 'drizzle-orm'
import type { StaffInvitation } from '../../features/accounts/model.ts'
import type { Enrolment, StaffStore } from '../../features/accounts/staff-store.ts'
import type { Database, Handle } from './database.ts'
import { accountOf, insertAccount } from './identities.ts'
import { attemptOf, stepAttempt } from './login-attempts.ts'
import { isAdmin, takesLastAdmin } from './people.ts'
import { accounts, loginAttempts, sessions, staffFactors, staffInvitations } from './schema.ts'
import { endSessionsOf, insertSession } from './sessions.ts'
import { dropFactor, replaceFactor } from './staff-factors.ts'

/** RFC 6238: the length of a time step; a factor's newest step tells when it was last used. */
const STEP_MS = 30_000

type InvitationMethods = Omit<
  StaffStore,
  'factor' | 'takeTry' | 'passFactor' | 'renewRecoveryCodes' | 'recoveryCodesLeft'
>

/** Invitations, enrolment and the people of the desk. */
export function createStaffMethods(db: Database): InvitationMethods {
  return {
    async insertInvitation(invitation) {
      await db.write((tx) => tx.insert(staffInvitations).values(invitation).run())
    },

    invite(invitation) {
      return db.write((tx) => {
        if (!isAdmin(tx, invitation.siteId, invitation.invitedById)) return 'stale'
        tx.insert(staffInvitations).values(invitation).run()
        return 'applied'
      })
    },

    openConsole(tokenHash, now, sessionFor) {
      const named = and(eq(staffInvitations.tokenHash, tokenHash), isNotNull(staffInvitations.accountId))
      return db.write((tx) => {
        const link = tx
          .update(staffInvitations)
          .set({ usedAt: now })
          .where(and(named, unused(now)))
          .returning()
          .get()
        if (!link?.accountId) return null
        const { siteId, accountId } = link
        const account = tx
          .select(getTableColumns(accounts))
          .from(accounts)
          .where(eq(accounts.id, accountId))
          .get()
        if (!account) return null
        const session = sessionFor({ siteId, accountId })
        insertSession(tx, session)
        return { session, account }
      })
    },

    claimInvitation(tokenHash, { browserHash, now }) {
      const free = and(eq(staffInvitations.tokenHash, tokenHash), isNull(staffInvitations.browserHash))
      return db.write(
        (tx) =>
          tx
            .update(staffInvitations)
            .set({ browserHash })
            .where(and(free, usable(now)))
            .returning()
            .get() ?? null,
      )
    },

    async claimedInvitation(browserHash, now) {
      const claimed = and(eq(staffInvitations.browserHash, browserHash), usable(now))
      return db.read.select().from(staffInvitations).where(claimed).get() ?? null
    },

    async openInvitations(siteId, now) {
      return db.read
        .select()
        .from(staffInvitations)
        .where(and(eq(staffInvitations.siteId, siteId), usable(now)))
        .orderBy(desc(staffInvitations.createdAt), desc(staffInvitations.id))
        .all()
    },

    withdrawInvitation(siteId, id, now) {
      const own = and(eq(staffInvitations.siteId, siteId), eq(staffInvitations.id, id), usable(now))
      return db.write((tx) => {
        const change = { usedAt: now }
        return tx.update(staffInvitations).set(change).where(own).run().changes === 1 ? 'applied' : 'stale'
      })
    },

    enrol: (enrolment) => db.write((tx, undo) => enrol(tx, undo, enrolment)),

    async desk(siteId) {
      const lastRequest = max(sessions.lastSeenAt)
      return db.read
        .select({ account: getTableColumns(accounts), factor: getTableColumns(staffFactors), lastRequest })
        .from(accounts)
        .leftJoin(staffFactors, eq(staffFactors.accountId, accounts.id))
        .leftJoin(sessions, and(eq(sessions.accountId, accounts.id), eq(sessions.kind, 'staff')))
        .where(and(eq(accounts.siteId, siteId), ne(accounts.role, 'reader')))
        .groupBy(accounts.id)
        .orderBy(asc(accounts.createdAt), asc(accounts.id))
        .all()
        .map(({ account, factor, lastRequest }) => ({
          account,
          enrolledAt: factor?.createdAt ?? null,
          lastSeenAt: Math.max(lastRequest ?? 0, (factor?.lastStep ?? 0) * STEP_MS) || null,
        }))
    },

    resetFactor(siteId, accountId, invitation) {
      return db.write((tx) => {
        if (invitation.invitedById !== null && !isAdmin(tx, siteId, invitation.invitedById))
          return 'not-allowed'
        const person = and(
          eq(accounts.siteId, siteId),
          eq(accounts.id, accountId),
          ne(accounts.role, 'reader'),
        )
        const found = tx.select({ role: accounts.role }).from(accounts).where(person).get()
        // The invitation gives back the role that the person has now, and no other.
        if (found?.role !== invitation.role) return 'missing'
        dropFactor(tx, siteId, accountId)
        endSessionsOf(tx, siteId, accountId)
        tx.insert(staffInvitations).values(invitation).run()
        return 'applied'
      })
    },
  }
}

type Enrolled = Awaited<ReturnType<StaffStore['enrol']>>

function enrol(tx: Handle, undo: (answer: Enrolled) => never, enrolment: Enrolment): Enrolled {
  const { account, session, now } = enrolment
  const attempt = waitingAttempt(tx, enrolment)
  const invitation = useInvitation(tx, enrolment)
  if (!attempt?.identity || !invitation || attempt.siteId !== invitation.siteId) return undo('stale')
  const known = accountOf(tx, attempt.siteId, attempt.identity)
  // Somebody signed in meanwhile with this identity: the secret was sealed for another account.
  if (known && (known.id !== account.id || known.erasureAt !== null)) return undo('stale')
  if (!known && !insertAccount(tx, account, attempt.identity)) return undo('stale')
  const person = known ?? account
  if (invitation.invitedById !== null && person.role !== 'reader' && hasFactor(tx, person.id))
    return undo('already-staff')
  if (takesLastAdmin(tx, person, invitation.role)) return undo('last-admin')
  tx.update(accounts).set({ role: invitation.role }).where(eq(accounts.id, person.id)).run()
  endSessionsOf(tx, person.siteId, person.id)
  replaceFactor(tx, enrolment.factor, enrolment.codeHashes)
  const done = { status: 'redeemed' as const, accountId: person.id, doneAt: now, redeemedAt: now }
  stepAttempt(tx, eq(loginAttempts.id, attempt.id), { ...done, sessionId: session.id })
  insertSession(tx, session)
  return 'applied'
}

function waitingAttempt(tx: Handle, { attemptId, invitationId, now }: Enrolment) {
  const waiting = and(
    eq(loginAttempts.id, attemptId),
    eq(loginAttempts.purpose, 'enrol'),
    eq(loginAttempts.invitationId, invitationId),
    inArray(loginAttempts.status, ['done', 'name-needed']),
    gt(loginAttempts.expiresAt, now),
  )
  const row = tx.select().from(loginAttempts).where(waiting).get()
  return row && attemptOf(row)
}

function useInvitation(
  tx: Handle,
  { invitationId, browserHash, now }: Enrolment,
): StaffInvitation | undefined {
  const claimed = and(eq(staffInvitations.id, invitationId), eq(staffInvitations.browserHash, browserHash))
  return tx
    .update(staffInvitations)
    .set({ usedAt: now })
    .where(and(claimed, usable(now)))
    .returning()
    .get()
}

function hasFactor(tx: Handle, accountId: string): boolean {
  const own = eq(staffFactors.accountId, accountId)
  return tx.select({ id: staffFactors.accountId }).from(staffFactors).where(own).get() !== undefined
}

function unused(now: number) {
  return and(isNull(staffInvitations.usedAt), gt(staffInvitations.expiresAt, now))
}

/** For enrolment: names no account, and its maker could make it still. */
function usable(now: number) {
  const { invitedById } = staffInvitations
  const byAdmin = sql`EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.id} = ${invitedById} AND ${accounts.role} = 'admin')`
  return and(unused(now), isNull(staffInvitations.accountId), or(isNull(invitedById), byAdmin))
}
