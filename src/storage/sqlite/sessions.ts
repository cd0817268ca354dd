import { and, desc, eq, getTableColumns, type InferSelectModel, isNull, ne, sql } from 'drizzle-orm'
import type { IdentityKey, Session } from '../../features/accounts/model.ts'
import type { SessionStore } from '../../features/accounts/store.ts'
import type { Database, Handle } from './database.ts'
import { accounts, sessions } from './schema.ts'

type Row = InferSelectModel<typeof sessions>

export function createSessionMethods(db: Database): SessionStore {
  const byToken = db.read
    .select({ session: getTableColumns(sessions), account: getTableColumns(accounts) })
    .from(sessions)
    .innerJoin(accounts, and(eq(accounts.id, sessions.accountId), isNull(accounts.erasedAt)))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare()

  return {
    async insertSession(created) {
      await db.write((tx) => insertSession(tx, created))
    },

    async session(tokenHash) {
      const found = byToken.get({ tokenHash })
      return found ? { session: sessionOf(found.session), account: found.account } : null
    },

    async touchSession(id, lastSeenAt) {
      const forward = and(eq(sessions.id, id), sql`${sessions.lastSeenAt} < ${lastSeenAt}`)
      await db.write((tx) => tx.update(sessions).set({ lastSeenAt }).where(forward).run())
    },

    async endSession(tokenHash) {
      await db.write((tx) => tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).run())
    },

    async sessions(siteId, accountId) {
      return db.read
        .select()
        .from(sessions)
        .where(own(siteId, accountId))
        .orderBy(desc(sessions.createdAt), desc(sessions.id))
        .all()
        .map(sessionOf)
    },

    async endSessionById(siteId, accountId, id) {
      const one = and(own(siteId, accountId), eq(sessions.id, id))
      await db.write((tx) => tx.delete(sessions).where(one).run())
    },

    endSessionsOf(siteId, accountId, exceptId) {
      return db.write((tx) => endSessionsOf(tx, siteId, accountId, exceptId))
    },
  }
}

export function insertSession(tx: Handle, { identity, ...session }: Session): void {
  tx.insert(sessions)
    .values({
      ...session,
      identityProvider: identity?.provider ?? null,
      identityAppId: identity?.appId ?? null,
      identitySubject: identity?.subject ?? null,
    })
    .run()
}

/** Inside a step that makes them worthless. Answers how many ended. */
export function endSessionsOf(
  tx: Handle,
  siteId: string,
  accountId: string,
  exceptId: string | null = null,
): number {
  const others = exceptId === null ? undefined : ne(sessions.id, exceptId)
  return tx
    .delete(sessions)
    .where(and(own(siteId, accountId), others))
    .run().changes
}

/** The sessions of one account that this identity opened. */
export function endSessionsOfIdentity(tx: Handle, accountId: string, identity: IdentityKey): void {
  tx.delete(sessions)
    .where(
      and(
        eq(sessions.accountId, accountId),
        eq(sessions.identityProvider, identity.provider),
        eq(sessions.identityAppId, identity.appId),
        eq(sessions.identitySubject, identity.subject),
      ),
    )
    .run()
}

function own(siteId: string, accountId: string) {
  return and(eq(sessions.siteId, siteId), eq(sessions.accountId, accountId))
}

export function sessionOf({ identityProvider, identityAppId, identitySubject, ...session }: Row): Session {
  const whole = identityProvider !== null && identityAppId !== null && identitySubject !== null
  return {
    ...session,
    identity: whole ? { provider: identityProvider, appId: identityAppId, subject: identitySubject } : null,
  }
}
