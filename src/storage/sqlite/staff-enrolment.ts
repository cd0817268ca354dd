import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { StaffInvitation } from '../../features/accounts/model.ts'
import type { Enrolment, StaffStore } from '../../features/accounts/staff-store.ts'
import type { Handle } from './database.ts'
import { accountOf, insertAccount } from './identities.ts'
import { attemptOf, stepAttempt } from './login-attempts.ts'
import { takesLastAdmin } from './people.ts'
import { accounts, loginAttempts, staffFactors, staffInvitations } from './schema.ts'
import { endSessionsOf, insertSession } from './sessions.ts'
import { replaceFactor } from './staff-factors.ts'

type Enrolled = Awaited<ReturnType<StaffStore['enrol']>>

/** Everything or nothing: `undo` takes back whatever was written before a refusal. */
export function enrol(tx: Handle, undo: (answer: Enrolled) => never, enrolment: Enrolment): Enrolled {
  const { account, session, now } = enrolment
  const attempt = waitingAttempt(tx, enrolment)
  const invitation = useInvitation(tx, enrolment)
  if (!attempt?.identity || !invitation || attempt.siteId !== invitation.siteId) return undo('stale')
  const known = accountOf(tx, attempt.siteId, attempt.identity)
  // Somebody signed in meanwhile with this identity: the secret was sealed for another account.
  if (known && (known.id !== account.id || known.erasureAt !== null)) return undo('stale')
  if (!known && !insertAccount(tx, account, attempt.identity)) return undo('stale')
  const person = known ?? account
  if (invitation.renewsId !== null && invitation.renewsId !== person.id) return undo('stale')
  const isColleague = invitation.invitedById !== null && person.role !== 'reader'
  if (isColleague && hasFactor(tx, person.id)) return undo('already-staff')
  // Whoever is of the desk gets a new factor by a colleague's link; the role may have been changed since it was made.
  const role = isColleague ? person.role : invitation.role
  if (takesLastAdmin(tx, person, role)) return undo('last-admin')
  tx.update(accounts).set({ role }).where(eq(accounts.id, person.id)).run()
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

export function unused(now: number) {
  return and(isNull(staffInvitations.usedAt), gt(staffInvitations.expiresAt, now))
}

/** For enrolment: opens no session by itself, its maker could make it still, and whom it is for is still of the desk. */
export function usable(now: number) {
  const { accountId, invitedById, renewsId } = staffInvitations
  const byAdmin = sql`EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.id} = ${invitedById} AND ${accounts.role} = 'admin')`
  const forStaff = sql`EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.id} = ${renewsId} AND ${accounts.role} <> 'reader')`
  return and(unused(now), isNull(accountId), or(isNull(invitedById), byAdmin), or(isNull(renewsId), forStaff))
}
