import type { ProviderName, ProviderState } from './model.ts'

/** Whether providers take logins, and how many they took. Both change in the step of the login itself. */
export interface ProviderStore {
  /** Every mark, also those whose time is over: a login that works removes it. */
  providerStates(): Promise<ProviderState[]>
  /** Logins at a site in these months of UTC (`2026-11`). */
  providerUsage(
    siteId: string,
    months: readonly string[],
  ): Promise<{ provider: ProviderName; month: string; logins: number }[]>
}
