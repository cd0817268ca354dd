import { and, asc, count, eq, getTableColumns, isNull, lte, or, sql } from 'drizzle-orm'
import type { Account, Role } from '../../features/accounts/model.ts'
import type { PeopleStore } from '../../features/accounts/store.ts'
import type { Database, Handle } from './database.ts'
import { accountOf, identitiesOf, insertAccount, isIdentity } from './identities.ts'
import { endAttemptsOfIdentity } from './login-attempts.ts'
import { accounts, identities } from './schema.ts'
import { endSessionsOf, endSessionsOfIdentity } from './sessions.ts'
import { dropFactor } from './staff-factors.ts'

export function createPeopleMethods(db: Database): PeopleStore {
  const account = getTableColumns(accounts)
  const byId = db.read
    .select(account)
    .from(accounts)
    .where(and(eq(accounts.siteId, sql.placeholder('siteId')), eq(accounts.id, sql.placeholder('id'))))
    .prepare()

  return {
    byId: async (siteId, id) => byId.get({ siteId, id }) ?? null,
    byIdentity: async (siteId, key) => accountOf(db.read, siteId, key) ?? null,
    identities: async (siteId, accountId) => identitiesOf(db.read, siteId, accountId),

    insert(created, identity) {
      return db.write<'applied' | 'duplicate'>((tx, undo) =>
        insertAccount(tx, created, identity) ? 'applied' : undo('duplicate'),
      )
    },

    async setLanguage(siteId, accountId, language) {
      await db.write((tx) => tx.update(accounts).set({ language }).where(own(siteId, accountId)).run())
    },

    rename(siteId, accountId, { displayName, now, unchangedSince }) {
      const free = or(isNull(accounts.nameChangedAt), lte(accounts.nameChangedAt, unchangedSince))
      return db.write((tx) => {
        const renamed = tx
          .update(accounts)
          .set({ displayName, nameChangedAt: now })
          .where(and(own(siteId, accountId), isNull(accounts.erasedAt), free))
          .returning({ id: accounts.id })
          .get()
        return renamed ? 'applied' : 'stale'
      })
    },

    async staff(siteId) {
      return db.read
        .select(account)
        .from(accounts)
        .where(and(eq(accounts.siteId, siteId), sql`${accounts.role} <> 'reader'`))
        .orderBy(asc(accounts.createdAt), asc(accounts.id))
        .all()
    },

    unlinkIdentity(siteId, accountId, identity) {
      return db.write((tx) => {
        const linked = identitiesOf(tx, siteId, accountId)
        if (!linked.some((one) => isSame(one, identity))) return 'missing'
        if (linked.length === 1) return 'last'
        tx.delete(identities).where(isIdentity(siteId, identity)).run()
        endSessionsOfIdentity(tx, accountId, identity)
        endAttemptsOfIdentity(tx, accountId, identity)
        return 'applied'
      })
    },

    setRole(siteId, accountId, { role, byId }) {
      return db.write((tx) => {
        if (byId !== null && !isAdmin(tx, siteId, byId)) return 'not-allowed'
        const person = tx.select(account).from(accounts).where(own(siteId, accountId)).get()
        if (!person || person.role === 'reader') return 'missing'
        if (takesLastAdmin(tx, person, role)) return 'last-admin'
        tx.update(accounts).set({ role }).where(own(siteId, accountId)).run()
        if (role === 'reader') dropFactor(tx, siteId, accountId)
        endSessionsOf(tx, siteId, accountId)
        return 'applied'
      })
    },
  }
}

/** How many could give a role. */
export function adminsOf(tx: Handle, siteId: string): number {
  const admins = and(eq(accounts.siteId, siteId), eq(accounts.role, 'admin'))
  return tx.select({ found: count() }).from(accounts).where(admins).get()?.found ?? 0
}

export function isAdmin(tx: Handle, siteId: string, accountId: string): boolean {
  const admin = and(own(siteId, accountId), eq(accounts.role, 'admin'))
  return tx.select({ id: accounts.id }).from(accounts).where(admin).get() !== undefined
}

/** Whether the person is the site's last admin and would not be one with this role. */
export function takesLastAdmin(tx: Handle, person: Pick<Account, 'siteId' | 'role'>, role: Role): boolean {
  if (person.role !== 'admin' || role === 'admin') return false
  return adminsOf(tx, person.siteId) === 1
}

function own(siteId: string, accountId: string) {
  return and(eq(accounts.siteId, siteId), eq(accounts.id, accountId))
}

function isSame(
  a: { provider: string; appId: string; subject: string },
  b: { provider: string; appId: string; subject: string },
): boolean {
  return a.provider === b.provider && a.appId === b.appId && a.subject === b.subject
}
