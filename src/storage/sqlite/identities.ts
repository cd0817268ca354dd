import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Account, IdentityKey } from '../../features/accounts/model.ts'
import type { Handle } from './database.ts'
import { accounts, identities } from './schema.ts'

/** The account of an identity on a site. */
export function accountOf(db: Handle, siteId: string, key: IdentityKey): Account | undefined {
  return db
    .select(getTableColumns(accounts))
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(
      and(
        eq(identities.siteId, siteId),
        eq(identities.provider, key.provider),
        eq(identities.appId, key.appId),
        eq(identities.subject, key.subject),
      ),
    )
    .get()
}

/** False when the account or its identity is there already; then the caller takes the write back. */
export function insertAccount(tx: Handle, account: Account, identity: IdentityKey | null): boolean {
  const made = tx.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id }).get()
  if (!made || !identity) return made !== undefined
  const linked = tx
    .insert(identities)
    .values({ ...identity, siteId: account.siteId, accountId: account.id })
    .onConflictDoNothing()
    .returning({ accountId: identities.accountId })
    .get()
  return linked !== undefined
}
