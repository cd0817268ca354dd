import { and, asc, eq, getTableColumns, isNull, type SQL } from 'drizzle-orm'
import type { Account, IdentityKey, LinkedIdentity } from '../../features/accounts/model.ts'
import type { Handle } from './database.ts'
import { accounts, identities } from './schema.ts'

/** The account of an identity on a site. */
export function accountOf(db: Handle, siteId: string, key: IdentityKey): Account | undefined {
  return db
    .select(getTableColumns(accounts))
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(isIdentity(siteId, key))
    .get()
}

export function identitiesOf(db: Handle, siteId: string, accountId: string): LinkedIdentity[] {
  const { provider, appId, subject, linkedAt } = identities
  return db
    .select({ provider, appId, subject, linkedAt })
    .from(identities)
    .where(and(eq(identities.siteId, siteId), eq(identities.accountId, accountId)))
    .orderBy(asc(linkedAt), asc(provider), asc(subject))
    .all()
}

/** Whether the person is still there: a request may have begun before the erasure that has come between. */
export function isThere(db: Handle, siteId: string, accountId: string): boolean {
  const own = and(eq(accounts.siteId, siteId), eq(accounts.id, accountId), isNull(accounts.erasedAt))
  return db.select({ id: accounts.id }).from(accounts).where(own).get() !== undefined
}

/** False when the account or its identity is there already; then the caller takes the write back. */
export function insertAccount(tx: Handle, account: Account, identity: IdentityKey | null): boolean {
  const made = tx.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id }).get()
  if (!made || !identity) return made !== undefined
  return insertIdentity(tx, account, identity, account.createdAt)
}

/** False when the identity belongs to an account of the site already. */
export function insertIdentity(
  tx: Handle,
  { siteId, id: accountId }: Pick<Account, 'siteId' | 'id'>,
  { provider, appId, subject }: IdentityKey,
  linkedAt: number,
): boolean {
  const linked = tx
    .insert(identities)
    .values({ provider, appId, subject, siteId, accountId, linkedAt })
    .onConflictDoNothing()
    .returning({ accountId: identities.accountId })
    .get()
  return linked !== undefined
}

export function isIdentity(siteId: string, key: IdentityKey): SQL | undefined {
  return and(
    eq(identities.siteId, siteId),
    eq(identities.provider, key.provider),
    eq(identities.appId, key.appId),
    eq(identities.subject, key.subject),
  )
}
