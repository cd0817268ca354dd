import type { Language } from '../../locales/language.ts'

export const ROLES = ['reader', 'moderator', 'senior', 'admin'] as const
export type Role = (typeof ROLES)[number]

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
}

/** `(provider, app, subject)`. Never matched by e-mail or handle: both are recycled. */
export interface IdentityKey {
  /** `x`, `facebook`; in the sandbox `sandbox:x`, `sandbox:facebook`. */
  provider: string
  /** The app's id at the provider: Facebook subjects mean nothing outside their app. */
  appId: string
  subject: string
}

/** Providers by their segment in `/login/:provider`. */
export const PROVIDER_NAMES = ['x', 'facebook'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

/**
 * How a login returns to the discussion.
 * `page`: a form on our own page, cookie set at top level (works without JavaScript).
 * `popup`: a window opened by the frame, which polls and redeems.
 * `redirect`: the frame left by a full-page form; the article hands the code in its fragment to the frame.
 */
export type LoginFlow = 'page' | 'popup' | 'redirect'

/**
 * Why a login ended.
 * `denied`: the person cancelled; Facebook says the same for an app in Development mode.
 * `expired`: the code was used, too old, or not this attempt's.
 * `config`: our settings or the app's at the provider.
 * `out-of-credit`: the operator must pay. `capped`: a spending or usage limit until the next cycle.
 * `throttled`: too many calls; passes by itself. `outage`: no answer, or a fault of the provider's own.
 * `malformed`: an answer that is not what the provider documents.
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
] as const
export type LoginFailure = (typeof LOGIN_FAILURES)[number]

/** One try to sign in, from the click to the session. Lives ten minutes. */
export interface LoginAttempt {
  id: string
  siteId: string
  articleId: string
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
  status: 'started' | 'exchanging' | 'name-needed' | 'done' | 'failed' | 'redeemed'
  failure: LoginFailure | null
  identity: IdentityKey | null
  /** The provider's name for the person: a suggestion, cut and checked, never trusted. */
  suggestedName: string
  accountId: string | null
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
export interface ConsoleLink {
  tokenHash: string
  siteId: string
  accountId: string
  createdAt: number
  expiresAt: number
}

export const DISPLAY_NAME = { min: 1, max: 30 } as const
