import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { ProviderLogin, ProviderState } from '../../features/accounts/model.ts'
import type { ProviderStore } from '../../features/accounts/provider-store.ts'
import type { Database, Handle } from './database.ts'
import { providerStates, providerUsage } from './schema.ts'

export function createProviderMethods(db: Database): ProviderStore {
  const states = db.read.select(getTableColumns(providerStates)).from(providerStates).prepare()
  return {
    providerStates: async () => states.all(),

    async providerUsage(siteId, months) {
      const { provider, month, logins } = providerUsage
      return db.read
        .select({ provider, month, logins })
        .from(providerUsage)
        .where(and(eq(providerUsage.siteId, siteId), inArray(month, [...months])))
        .all()
    },
  }
}

/** One more login whose profile was read. */
export function countLogin(tx: Handle, siteId: string, { provider, month }: ProviderLogin): void {
  const { siteId: site, provider: name, month: of, logins } = providerUsage
  tx.insert(providerUsage)
    .values({ siteId, provider, month, logins: 1 })
    .onConflictDoUpdate({ target: [site, name, of], set: { logins: sql`${logins} + 1` } })
    .run()
}

/** `since` stays: it has not worked in between. */
export function markProvider(tx: Handle, state: ProviderState): void {
  const { failure, until } = state
  tx.insert(providerStates)
    .values(state)
    .onConflictDoUpdate({
      target: [providerStates.provider, providerStates.appId],
      set: { failure, until },
    })
    .run()
}

export function unmarkProvider(tx: Handle, { provider, appId }: ProviderLogin): void {
  tx.delete(providerStates)
    .where(and(eq(providerStates.provider, provider), eq(providerStates.appId, appId)))
    .run()
}
