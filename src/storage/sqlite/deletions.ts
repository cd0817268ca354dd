import { and, eq, getTableColumns, lte, type SQL, sql } from 'drizzle-orm'
import type { Deleted, DeletionStore } from '../../features/accounts/deletion-store.ts'
import type { IdentityKey } from '../../features/accounts/model.ts'
import type { Database, Handle } from './database.ts'
import { eraseAccount } from './erasure.ts'
import { identitiesOf } from './identities.ts'
import { cameBackAs } from './login-attempts.ts'
import { adminsOf } from './people.ts'
import { accounts, deletionRequests, identities, loginAttempts, sessions } from './schema.ts'

export function createDeletionMethods(db: Database): DeletionStore {
  return {
    endLoginsOf: (identity, until) => db.write((tx) => endLoginsOf(tx, identity, until)),

    deleteIdentity(identity, request) {
      return db.write((tx) => {
        // The code's row comes first: of two that arrive together, the second finds it and stops here.
        const made = tx
          .insert(deletionRequests)
          .values({ ...request, erased: 0, unlinked: 0 })
          .onConflictDoNothing()
          .returning({ codeHash: deletionRequests.codeHash })
          .get()
        if (!made) return null
        endLoginsOf(tx, identity, request.requestedAt)
        const deleted = takeOff(tx, identity, request.requestedAt)
        tx.update(deletionRequests)
          .set({ erased: deleted.erased.length, unlinked: deleted.unlinked.length })
          .where(eq(deletionRequests.codeHash, made.codeHash))
          .run()
        return deleted
      })
    },

    async deletionRequest(codeHash) {
      return (
        db.read
          .select(getTableColumns(deletionRequests))
          .from(deletionRequests)
          .where(eq(deletionRequests.codeHash, codeHash))
          .get() ?? null
      )
    },

    purgeDeletionRequests(before) {
      return db.write(
        (tx) => tx.delete(deletionRequests).where(lte(deletionRequests.requestedAt, before)).run().changes,
      )
    },
  }
}

/** The identity's account on each site: with others it stays, alone it goes. */
function takeOff(tx: Handle, identity: IdentityKey, now: number): Deleted {
  const holders = tx
    .select({ siteId: accounts.siteId, accountId: accounts.id, role: accounts.role })
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(isEverywhere(identity))
    .all()
  const isOnly = ({ siteId, accountId }: (typeof holders)[number]) =>
    identitiesOf(tx, siteId, accountId).length === 1
  const leaving = holders.filter(isOnly)
  const unlinked = holders.filter((holder) => !leaving.includes(holder))
  tx.delete(identities).where(isEverywhere(identity)).run()
  const erased = leaving.map(({ siteId, accountId, role }) => {
    const articleIds = eraseAccount(tx, siteId, accountId, now)?.articleIds ?? []
    return {
      siteId,
      accountId,
      role,
      articleIds,
      isLastAdmin: role === 'admin' && adminsOf(tx, siteId) === 0,
    }
  })
  return { erased, unlinked: unlinked.map(({ siteId, accountId }) => ({ siteId, accountId })) }
}

/** Sessions, and attempts that could still become one or make the account anew. Answers how many sessions ended. */
function endLoginsOf(tx: Handle, identity: IdentityKey, until: number): number {
  const { provider, appId, subject } = identity
  tx.delete(loginAttempts)
    .where(and(cameBackAs(identity), lte(loginAttempts.createdAt, until)))
    .run()
  return tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.identityProvider, provider),
        eq(sessions.identityAppId, appId),
        eq(sessions.identitySubject, subject),
        // A literal, so that the planner sees that the partial index holds all of them.
        sql`${sessions.identitySubject} IS NOT NULL`,
        lte(sessions.createdAt, until),
      ),
    )
    .run().changes
}

function isEverywhere({ provider, appId, subject }: IdentityKey): SQL | undefined {
  return and(eq(identities.provider, provider), eq(identities.appId, appId), eq(identities.subject, subject))
}
