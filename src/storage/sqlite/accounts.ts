import { and, eq, getTableColumns, lte, sql } from 'drizzle-orm'
import type { AccountStore } from '../../features/accounts/store.ts'
import type { Database } from './database.ts'
import { accountOf, insertAccount } from './identities.ts'
import { createAttemptMethods } from './login-attempts.ts'
import { accounts, consoleLinks, loginAttempts, sessions } from './schema.ts'

export function createSqliteAccountStore(db: Database): AccountStore {
  const account = getTableColumns(accounts)
  const byId = db.read
    .select(account)
    .from(accounts)
    .where(and(eq(accounts.siteId, sql.placeholder('siteId')), eq(accounts.id, sql.placeholder('id'))))
    .prepare()
  const session = db.read
    .select({ session: getTableColumns(sessions), account })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare()

  return {
    ...createAttemptMethods(db),

    byId: async (siteId, id) => byId.get({ siteId, id }) ?? null,
    byIdentity: async (siteId, key) => accountOf(db.read, siteId, key) ?? null,

    insert(created, identity) {
      return db.write<'applied' | 'duplicate'>((tx, undo) =>
        insertAccount(tx, created, identity) ? 'applied' : undo('duplicate'),
      )
    },

    async insertSession(created) {
      await db.write((tx) => tx.insert(sessions).values(created).run())
    },

    session: async (tokenHash) => session.get({ tokenHash }) ?? null,

    async touchSession(id, lastSeenAt) {
      const forward = and(eq(sessions.id, id), sql`${sessions.lastSeenAt} < ${lastSeenAt}`)
      await db.write((tx) => tx.update(sessions).set({ lastSeenAt }).where(forward).run())
    },

    async endSession(tokenHash) {
      await db.write((tx) => tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).run())
    },

    async setLanguage(siteId, accountId, language) {
      const own = and(eq(accounts.id, accountId), eq(accounts.siteId, siteId))
      await db.write((tx) => tx.update(accounts).set({ language }).where(own).run())
    },

    async insertConsoleLink(link) {
      await db.write((tx) => tx.insert(consoleLinks).values(link).run())
    },

    consumeConsoleLink(tokenHash, now, sessionFor) {
      return db.write((tx) => {
        const link = tx.delete(consoleLinks).where(eq(consoleLinks.tokenHash, tokenHash)).returning().get()
        if (!link || link.expiresAt <= now) return null
        const holder = tx.select(account).from(accounts).where(eq(accounts.id, link.accountId)).get()
        if (!holder) return null
        const made = sessionFor(link)
        tx.insert(sessions).values(made).run()
        return { session: made, account: holder }
      })
    },

    purgeExpired(now) {
      return db.write((tx) => {
        const attempts = tx.delete(loginAttempts).where(lte(loginAttempts.expiresAt, now)).run().changes
        const links = tx.delete(consoleLinks).where(lte(consoleLinks.expiresAt, now)).run().changes
        return attempts + links + tx.delete(sessions).where(lte(sessions.expiresAt, now)).run().changes
      })
    },
  }
}
