import type { IdentityKey, LoginAttempt, SignOnKey } from './model.ts'

/** The paper's own sign-on: its keys, and the tokens that were used. */
export interface SignOnStore {
  /** `full` when the site has as many live keys as it may. */
  addSignOnKey(key: SignOnKey, most: number): Promise<'applied' | 'full'>
  /** `missing` when the site has no live key of this id. */
  endSignOnKey(siteId: string, id: string, now: number): Promise<'applied' | 'missing'>
  /** All of the site's, oldest first. */
  signOnKeys(siteId: string): Promise<SignOnKey[]>
  /** The attempt that waits for this state; `null` when it is over or none does. */
  startedAttempt(stateHash: string, now: number): Promise<LoginAttempt | null>
  /**
   * `started` → `asserted`, and the token is used up. `used`: another attempt has used it, and nothing changed.
   * `tokenUntil`: after this time (epoch ms) the token is refused by its age alone.
   */
  assertAttempt(
    id: string,
    said: { identity: IdentityKey; suggestedName: string; jti: string; tokenUntil: number; now: number },
  ): Promise<'applied' | 'stale' | 'used'>
}
