import type { Language } from '../../locales/language.ts'
import type { DeletionStore } from './deletion-store.ts'
import type {
  Account,
  IdentityKey,
  LinkedIdentity,
  LoginAttempt,
  LoginFailure,
  ProviderLogin,
  ProviderState,
  Role,
  Session,
} from './model.ts'
import type { ProviderStore } from './provider-store.ts'
import type { SignOnStore } from './sign-on-store.ts'
import type { StaffStore } from './staff-store.ts'

type Outcome = 'applied' | 'stale'

/** People and how they are known. */
export interface PeopleStore {
  byId(siteId: string, id: string): Promise<Account | null>
  byIdentity(siteId: string, key: IdentityKey): Promise<Account | null>
  /** Account and identity in one step; `duplicate` when the identity already has an account. */
  insert(account: Account, identity: IdentityKey | null): Promise<'applied' | 'duplicate'>
  setLanguage(siteId: string, accountId: string, language: Language): Promise<void>
  /** `stale` when the name was changed after `unchangedSince`, or the account is erased. */
  rename(
    siteId: string,
    accountId: string,
    change: { displayName: string; now: number; unchangedSince: number },
  ): Promise<Outcome>
  /** Everybody with a role above `reader`, oldest first. */
  staff(siteId: string): Promise<Account[]>
  /** In the order in which they were linked. */
  identities(siteId: string, accountId: string): Promise<LinkedIdentity[]>
  /** Takes the identity off the account and ends the sessions that it opened or had begun to. `last`: nothing else would let the person in. */
  unlinkIdentity(
    siteId: string,
    accountId: string,
    identity: IdentityKey,
  ): Promise<'applied' | 'missing' | 'last'>
  /**
   * Ends all sessions of the account in the same step; a reader keeps no second factor.
   * `missing`: nobody of the desk. `last-admin`: nobody else could give a role back. `not-allowed`: `byId` is no
   * admin of the site (any more); `null` is the operator.
   */
  setRole(
    siteId: string,
    accountId: string,
    change: { role: Role; byId: string | null },
  ): Promise<'applied' | 'missing' | 'last-admin' | 'not-allowed'>
}

/** Erasing: wished, taken back within the time, carried out. */
export interface ErasureStore {
  /** Ends every other session as well. `stale` for staff and for an account that is erased. */
  requestErasure(
    siteId: string,
    accountId: string,
    wish: { erasureAt: number; keepSessionId: string },
  ): Promise<Outcome>
  /** `stale` when there is no wish, or its time has come. */
  cancelErasure(siteId: string, accountId: string, now: number): Promise<Outcome>
  /** Wishes that would wait for longer than this were made while the clock was ahead: their time counts from now. */
  shortenErasures(now: number, waitMs: number): Promise<void>
  /** Accounts whose time has come. */
  dueErasures(now: number, limit: number): Promise<{ siteId: string; accountId: string }[]>
  /**
   * Removes name, identities, sessions, second factor, the text of every comment and report, and the salts of the
   * decisions on them; the rows stay. Answers the articles that look different now; `null` when it was erased before.
   */
  erase(siteId: string, accountId: string, now: number): Promise<{ articleIds: readonly string[] } | null>
}

/** What a failed login leaves in the same step. */
export interface FailedBeside {
  /** Counted: the profile was read. */
  login?: ProviderLogin
  /** The provider takes no logins for a while; `since` stays where it is marked already. */
  state?: ProviderState
}

export interface AttemptStore {
  insertAttempt(attempt: LoginAttempt): Promise<void>
  attempt(id: string): Promise<LoginAttempt | null>
  /** In whatever status, as long as it is kept. */
  attemptOfState(stateHash: string): Promise<LoginAttempt | null>
  /**
   * `started` (or `asserted`, where it is asked for) → `exchanging`, once: a `state` works a single time, whatever
   * comes of it. Answers the attempt as it now is, or `null` when none in that status has this state and browser,
   * or it expired before `now`.
   */
  claimState(key: {
    stateHash: string
    browserHash: string
    now: number
    from?: 'started' | 'asserted'
  }): Promise<LoginAttempt | null>
  /** Any open status → `failed`. */
  failAttempt(id: string, failure: LoginFailure, retryAt: number | null, beside?: FailedBeside): Promise<void>
  /**
   * `exchanging` → the given status; `done` needs an account. Counts the login and unmarks its provider. `stale` also
   * where the account that is given has not this identity, or no longer.
   */
  identifyAttempt(
    id: string,
    found: {
      status: 'done' | 'name-needed' | 'consent-needed'
      identity: IdentityKey
      suggestedName: string
      accountId: string | null
      login: ProviderLogin
      now: number
    },
  ): Promise<Outcome>
  /**
   * `name-needed` → `done`, with the new account and its identity. When the identity got an account
   * meanwhile (a second tab), the attempt is done for that account and no second one is made.
   */
  confirmAttempt(id: string, created: { account: Account; now: number }): Promise<Outcome>
  /** `consent-needed` → `redeemed`, and the identity is the account's. `taken`: it got another account meanwhile. */
  linkAttempt(id: string, link: { accountId: string; now: number }): Promise<Outcome | 'taken'>
  /**
   * `done` → `redeemed` and the session row, once, while `doneAt ≥ doneSince`.
   * `redeemHash` must equal the attempt's (`null` for the `page` flow).
   */
  redeemAttempt(
    id: string,
    redeem: { redeemHash: string | null; doneSince: number; session: Session },
  ): Promise<Outcome>
  /**
   * After a redeem whose cookie was refused: ends the session of this attempt that was made at redeeming and
   * inserts a `page` session instead, once.
   */
  exchangeForPage(
    id: string,
    exchange: { redeemHash: string; redeemedSince: number; session: Session },
  ): Promise<Outcome>
}

export interface SessionStore {
  insertSession(session: Session): Promise<void>
  /** The session whose token hashes to this, with its account; expired ones too. */
  session(tokenHash: string): Promise<{ session: Session; account: Account } | null>
  /** Moves `lastSeenAt` forward; at most one write a day is asked for. */
  touchSession(id: string, lastSeenAt: number): Promise<void>
  endSession(tokenHash: string): Promise<void>
  /** All of the account's, newest first; expired ones too. */
  sessions(siteId: string, accountId: string): Promise<Session[]>
  endSessionById(siteId: string, accountId: string, id: string): Promise<void>
  /** Every session of the account but one; answers how many ended. */
  endSessionsOf(siteId: string, accountId: string, exceptId: string | null): Promise<number>
}

export interface AccountStore
  extends PeopleStore,
    ErasureStore,
    DeletionStore,
    AttemptStore,
    SessionStore,
    ProviderStore,
    SignOnStore,
    StaffStore {
  /** Removes expired attempts, invitations and sessions; answers how many rows went. */
  purgeExpired(now: number): Promise<number>
}
