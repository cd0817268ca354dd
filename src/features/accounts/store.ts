import type { Language } from '../../locales/language.ts'
import type { Account, ConsoleLink, IdentityKey, LoginAttempt, LoginFailure, Session } from './model.ts'

export interface AccountStore {
  byId(siteId: string, id: string): Promise<Account | null>
  byIdentity(siteId: string, key: IdentityKey): Promise<Account | null>
  /** Account and identity in one step; `duplicate` when the identity already has an account. */
  insert(account: Account, identity: IdentityKey | null): Promise<'applied' | 'duplicate'>

  insertAttempt(attempt: LoginAttempt): Promise<void>
  attempt(id: string): Promise<LoginAttempt | null>
  /**
   * `started` → `exchanging`, once: a `state` works a single time, whatever comes of it.
   * Answers the attempt as it now is, or `null` when no attempt in `started` has this state and browser,
   * or it expired before `now`.
   */
  claimState(key: { stateHash: string; browserHash: string; now: number }): Promise<LoginAttempt | null>
  /** Any open status → `failed`. */
  failAttempt(id: string, failure: LoginFailure): Promise<void>
  /** `exchanging` → `done` for a known account, or `name-needed` for a new identity. */
  identifyAttempt(
    id: string,
    found: { identity: IdentityKey; suggestedName: string; accountId: string | null; now: number },
  ): Promise<'applied' | 'stale'>
  /**
   * `name-needed` → `done`, with the new account and its identity. When the identity got an account
   * meanwhile (a second tab), the attempt is done for that account and no second one is made.
   */
  confirmAttempt(id: string, created: { account: Account; now: number }): Promise<'applied' | 'stale'>
  /**
   * `done` → `redeemed` and the session row, once, while `doneAt ≥ doneSince`.
   * `redeemHash` must equal the attempt's (`null` for the `page` flow).
   */
  redeemAttempt(
    id: string,
    redeem: { redeemHash: string | null; doneSince: number; session: Session },
  ): Promise<'applied' | 'stale'>
  /**
   * After a redeem whose cookie was refused: ends the session of this attempt that was made at redeeming and
   * inserts a `page` session instead, once.
   */
  exchangeForPage(
    id: string,
    exchange: { redeemHash: string; redeemedSince: number; session: Session },
  ): Promise<'applied' | 'stale'>

  insertSession(session: Session): Promise<void>
  /** The session whose token hashes to this, with its account; expired ones too. */
  session(tokenHash: string): Promise<{ session: Session; account: Account } | null>
  /** Moves `lastSeenAt` forward; at most one write a day is asked for. */
  touchSession(id: string, lastSeenAt: number): Promise<void>
  endSession(tokenHash: string): Promise<void>
  setLanguage(siteId: string, accountId: string, language: Language): Promise<void>

  insertConsoleLink(link: ConsoleLink): Promise<void>
  /** Deletes the link and inserts the session in one step; `null` when the link is unknown, used or expired. */
  consumeConsoleLink(
    tokenHash: string,
    now: number,
    session: (link: ConsoleLink) => Session,
  ): Promise<{ session: Session; account: Account } | null>

  /** Removes expired attempts, links and sessions; answers how many rows went. */
  purgeExpired(now: number): Promise<number>
}
