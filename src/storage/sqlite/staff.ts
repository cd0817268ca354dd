import { and, asc, desc, eq, getTableColumns, isNotNull, isNull, max, ne } from 'drizzle-orm'
import type { StaffInvitation } from '../../features/accounts/model.ts'
import type { StaffStore } from '../../features/accounts/staff-store.ts'
import type { Database, Handle } from './database.ts'
import { isAdmin } from './people.ts'
import { accounts, sessions, staffFactors, staffInvitations } from './schema.ts'
import { endSessionsOf, insertSession } from './sessions.ts'
import { enrol, unused, usable } from './staff-enrolment.ts'
import { dropFactor } from './staff-factors.ts'

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
        if (!isAdmin(tx, invitation.siteId, invitation.invitedById)) return null
        return sameToken(tx, invitation) ?? keep(tx, invitation)
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
      const own = and(eq(staffInvitations.siteId, siteId), eq(staffInvitations.id, id))
      return db.write((tx) => {
        const open = and(own, usable(now))
        if (tx.update(staffInvitations).set({ usedAt: now }).where(open).run().changes > 0) return 'applied'
        const known = tx.select({ id: staffInvitations.id }).from(staffInvitations).where(own).get()
        return known ? 'stale' : 'missing'
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
        const before = sameToken(tx, invitation)
        if (before) return before
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
        return keep(tx, invitation)
      })
    },
  }
}

function sameToken(tx: Handle, { siteId, tokenHash }: StaffInvitation): StaffInvitation | undefined {
  const same = and(eq(staffInvitations.siteId, siteId), eq(staffInvitations.tokenHash, tokenHash))
  return tx.select().from(staffInvitations).where(same).get()
}

function keep(tx: Handle, invitation: StaffInvitation): StaffInvitation {
  tx.insert(staffInvitations).values(invitation).run()
  return invitation
}
