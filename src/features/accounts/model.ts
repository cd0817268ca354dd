import type { Language, Localized } from '../../locales/language.ts'

export const ROLES = ['reader', 'moderator', 'senior', 'admin'] as const
export type Role = (typeof ROLES)[number]
export type StaffRole = Exclude<Role, 'reader'>
export const STAFF_ROLES = ['moderator', 'senior', 'admin'] as const satisfies readonly StaffRole[]

/** A person known to one site. Readers and staff alike; staff carry a role above `reader`. */
export interface Account {
  id: string
  siteId: string
  displayName: string
  role: Role
  language: Language
  createdAt: number
  /** Comments ever submitted; guards a submission against a second one in the same instant. */
  submissions: number
  approved: number
  rejected: number
  nameChangedAt: number | null
  /** When a wished erasure is carried out (epoch ms); until then it can be taken back. */
  erasureAt: number | null
  /** The person is gone; the row stays for what hangs on it. */
  erasedAt: number | null
}

/** `(provider, app, subject)`. Never matched by e-mail or handle: both are recycled. */
export interface IdentityKey {
  /** `x`, `facebook`; in the sandbox `sandbox:x`, `sandbox:facebook`. */
  provider: string
  /** The app's id at the provider: Facebook subjects mean nothing outside their app. */
  appId: string
  subject: string
}

/** An identity as its owner sees it in the list of ways to sign in. */
export interface LinkedIdentity extends IdentityKey {
  linkedAt: number
}

/**
 * Providers by their segment in `/login/:provider`. `paper` is the newspaper's own sign-on, `oidc` any OpenID
 * Connect provider; `kakao` and `google` are presets of it.
 */
export const PROVIDER_NAMES = ['x', 'facebook', 'paper', 'kakao', 'google', 'oidc'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

/** A provider as a site's readers meet it. */
export interface OfferedProvider {
  name: ProviderName
  /** Its name where the catalogue has none: the paper's own, or what the operator calls an OpenID provider. */
  label: Localized | null
  unavailable: Unavailable | null
}

/** Why a provider's button is off: the operator has to pay, or a limit has to end or be raised. */
export type Unavailable = 'out-of-credit' | 'capped'

/** A provider that takes no logins until then; the first login after that decides. */
export interface ProviderState {
  provider: ProviderName
  appId: string
  failure: Unavailable
  /** The first login that failed so since one worked. */
  since: number
  until: number
}

/** A login whose profile was read: the unit that X bills. */
export interface ProviderLogin {
  provider: ProviderName
  appId: string
  /** Calendar month in UTC, `2026-11`. */
  month: string
}

/** A provider as the operator of a site sees it. */
export interface ProviderReport {
  provider: ProviderName
  label: Localized | null
  unavailable: Unavailable | null
  since: number | null
  loginsThisMonth: number
  loginsLastMonth: number
  /** This month's so far; an upper bound, as X bills a person once a day. `null` where logins are free. */
  costUsd: number | null
}

/** A key of the paper's own sign-on. What it is made of is derived, never stored. */
export interface SignOnKey {
  id: string
  siteId: string
  createdAt: number
  endedAt: number | null
}

/**
 * How a login returns to the discussion.
 * `page`: a form on our own page, cookie set at top level (works without JavaScript).
 * `popup`: a window opened by the frame, which polls and redeems.
 * `redirect`: the frame left by a full-page form; the article hands the code in its fragment to the frame.
 */
export type LoginFlow = 'page' | 'popup' | 'redirect'

/**
 * What a login is for. `reader`: to write. `link`: one more identity for an account. `staff`: the first half of a
 * console login. `enrol`: an invited colleague shows who they are.
 */
export const LOGIN_PURPOSES = ['reader', 'link', 'staff', 'enrol'] as const
export type LoginPurpose = (typeof LOGIN_PURPOSES)[number]

/**
 * Why a login ended.
 * `denied`: the person cancelled; Facebook says the same for an app in Development mode.
 * `expired`: the code was used, too old, or not this attempt's.
 * `config`: our settings or the app's at the provider.
 * `out-of-credit`: the operator must pay. `capped`: a spending or usage limit until the next cycle.
 * `throttled`: too many calls; passes by itself. `outage`: no answer, or a fault of the provider's own.
 * `malformed`: an answer that is not what the provider documents.
 * `taken`: the identity belongs to another account. `not-staff`: it belongs to nobody of the desk.
 */
export const LOGIN_FAILURES = [
  'denied',
  'expired',
  'config',
  'out-of-credit',
  'capped',
  'throttled',
  'outage',
  'malformed',
  'taken',
  'not-staff',
] as const
export type LoginFailure = (typeof LOGIN_FAILURES)[number]

/** One try to sign in, from the click to the session. Lives ten minutes. */
export interface LoginAttempt {
  id: string
  siteId: string
  purpose: LoginPurpose
  /** Where the reader goes back to; without one, to the own page. Only `reader` has one. */
  articleId: string | null
  /** The decision that the reader means to contest: the way back leads there. Only `reader` without an article has one. */
  decisionId: string | null
  provider: ProviderName
  flow: LoginFlow
  /** SHA-256 (hex) of the `state` parameter. */
  stateHash: string
  /** SHA-256 (hex) of the `__Host-` cookie that ties the attempt to one browser. */
  browserHash: string
  /** PKCE verifier; leaves the server only in the code exchange. */
  verifier: string
  /** SHA-256 (hex) of the secret that was born in the reader's browser; `page` has none. */
  redeemHash: string | null
  /** What the reader had typed, kept for the way without JavaScript. */
  draft: string
  parentId: string | null
  language: Language
  /**
   * `started` → (`asserted` →) `exchanging` → `name-needed`, `consent-needed` or `done` → `redeemed`; `failed` from
   * each. `asserted`: the paper vouched for a person in a request that could not bring this browser's cookie.
   */
  status:
    | 'started'
    | 'asserted'
    | 'exchanging'
    | 'name-needed'
    | 'consent-needed'
    | 'done'
    | 'failed'
    | 'redeemed'
  failure: LoginFailure | null
  /** When a throttled provider takes logins again (epoch ms). */
  retryAt: number | null
  identity: IdentityKey | null
  /** The provider's name for the person: a suggestion, cut and checked, never trusted. */
  suggestedName: string
  accountId: string | null
  /** `link`: the account that was signed in when it began. */
  linkAccountId: string | null
  /** `enrol`: the invitation that this browser claimed. */
  invitationId: string | null
  createdAt: number
  expiresAt: number
  /** When the account was known; a redeem must follow within a minute. */
  doneAt: number | null
}

/** `page` sessions are tokens held in one page's memory, good for one article (the cookie was refused). */
export type SessionKind = 'reader' | 'staff' | 'page'

/** A signed-in browser. The token itself is never stored. */
export interface Session {
  id: string
  kind: SessionKind
  /** SHA-256 (hex) of the token. */
  tokenHash: string
  siteId: string
  accountId: string
  articleId: string | null
  /** The identity that opened it: its sessions end with it. */
  identity: IdentityKey | null
  /** Browser and system in two words, at most 80 characters. */
  agent: string
  /** When the person signed in: linking and erasing ask for a fresh login. */
  createdAt: number
  lastSeenAt: number
  expiresAt: number
}

/** Who asks. Passed in, never ambient. */
export type Actor =
  | { type: 'visitor' }
  | { type: 'reader'; siteId: string; accountId: string; articleId: string | null }
  | { type: 'staff'; siteId: string; accountId: string; role: Exclude<Role, 'reader'> }
  | { type: 'system'; siteId: string }

/** A session with its account, as the doors use it. */
export interface Viewer {
  session: Session
  account: Account
}

/** A way into the console that works once. Only its hash is kept. */
export interface StaffInvitation {
  id: string
  tokenHash: string
  siteId: string
  role: StaffRole
  /** The sandbox's link names an account and opens its session by itself; every other one opens enrolment only. */
  accountId: string | null
  /** `null`: made on the machine by the operator. */
  invitedById: string | null
  /** The person of the desk whose second factor it renews, and nobody else's; `null` for whoever is invited. */
  renewsId: string | null
  /** SHA-256 (hex) of the cookie of the browser that claimed it. */
  browserHash: string | null
  createdAt: number
  expiresAt: number
  usedAt: number | null
}

/** The second factor of a person of the desk: time-based one-time passwords (RFC 6238). */
export interface StaffFactor {
  accountId: string
  siteId: string
  /** Sealed by the installation's secret. */
  secret: string
  /** Newest time step that was used: each code works once (RFC 6238 §5.2). */
  lastStep: number
  failures: number
  lockedUntil: number
  createdAt: number
}

/** What became of a provider's request to delete a person's data. Says nothing about the person. */
export interface DeletionRequest {
  /** SHA-256 (hex) of the code that the person was given. */
  codeHash: string
  provider: ProviderName
  appId: string
  requestedAt: number
  /** Accounts that went, and accounts that lost this login and keep another. */
  erased: number
  unlinked: number
}

/** What the desk sees of one of its people. */
export interface StaffMember {
  account: Account
  /** When the second factor was set up; `null` without one: no way in until the person enrols again. */
  enrolledAt: number | null
  /** The newest of the last request and the last code; `null` when neither is known. */
  lastSeenAt: number | null
}

/** What shows that a person holds the second factor: a code of one time step, or a recovery code by its hash. */
export type FactorProof = { step: number } | { codeHash: string }
export const DISPLAY_NAME = { min: 1, max: 30 } as const
