import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { sha256Hex } from './crypto.ts'
import { createArrival } from './login-arrival.ts'
import { createAttempts, type OwnPageStart } from './login-attempts.ts'
import { createLoginEnd } from './login-end.ts'
import { createPaperLogin, type PaperLogin } from './login-paper.ts'
import type { LoginAttempt, LoginFailure, LoginFlow, ProviderName, Viewer } from './model.ts'
import type { Availability } from './provider-states.ts'
import { isFresh } from './rules.ts'
import type { Sessions } from './sessions.ts'
import type { Ways } from './ways.ts'

export interface LoginStart {
  siteId: string
  /** The article under which the login began; `null` when it began on the own page. */
  articleId: string | null
  /** The decision that the reader means to contest; without one, back to the own page. */
  decisionId?: string | null
  provider: ProviderName
  flow: LoginFlow
  /** SHA-256 (hex) of a secret born in the reader's browser; `null` for the `page` flow only. */
  redeemHash: string | null
  draft: string
  parentId: string | null
  language: Language
}

/** For the verbs beside this file that send a person to a provider. */
export interface LoginStarter {
  begin(start: OwnPageStart): Promise<LoginStarted>
}

export interface LoginStarted {
  attemptId: string
  /** Ties the attempt to this browser; only its hash is kept. */
  browserToken: string
  authorizationUrl: URL
}

/** What a provider sent the browser back with. */
export interface LoginCallback {
  provider: ProviderName
  /** Values of this browser's attempt cookies. */
  browserTokens: readonly string[]
  state: string
  code: string | null
  error: string | null
  /** `iss` of the answer (RFC 9207); where it comes it must be the provider's own. */
  issuer: string | null
}

/** What a page needs to lead back from a login. */
export type LostLogin = Pick<
  LoginAttempt,
  'id' | 'siteId' | 'articleId' | 'decisionId' | 'purpose' | 'provider' | 'flow' | 'language'
>

export type LoginStatus = 'waiting' | 'name-needed' | 'done' | 'failed'

export interface Login extends PaperLogin {
  /**
   * Begins an attempt. The browser token goes into a `__Host-` cookie of its own.
   * @throws {Problem} as {@link Attempts.begin}
   */
  startLogin(start: LoginStart): Promise<LoginStarted>
  /**
   * The provider's answer: claims the state once, exchanges the code, reads the profile.
   * @throws {Problem} `attempt-expired` when no attempt of this browser waits for this state
   */
  finishLogin(callback: LoginCallback): Promise<LoginAttempt>
  /**
   * Where a login began that comes back too late, twice or to another browser; `null` when that is forgotten. It tells
   * the way back and lets nobody in.
   */
  lostLogin(by: { state: string } | { attemptId: string }): Promise<LostLogin | null>
  /** This browser's attempt, for the page that asks for a name. @throws {Problem} `attempt-expired` */
  loginAttempt(attemptId: string, browserToken: string): Promise<LoginAttempt>
  /** What was typed before leaving, for the same browser; `null` when the attempt is gone or another browser's. */
  loginDraft(
    attemptId: string,
    browserToken: string,
  ): Promise<{ text: string; parentId: string | null } | null>
  /**
   * Begins to link one more identity. @throws {Problem} `login-not-fresh` when the session is older than ten minutes
   */
  startLink(viewer: Viewer, provider: ProviderName, language: Language): Promise<LoginStarted>
  /**
   * The person has read what linking means and agrees.
   * @throws {Problem} `attempt-expired`; `identity-taken` when the identity belongs to another account
   */
  confirmLink(attemptId: string, browserToken: string, viewer: Viewer): Promise<void>
  /** First sign-in: the reader's own choice of a display name. @throws {Problem} `name-…`, `attempt-expired` */
  confirmName(attemptId: string, browserToken: string, name: string): Promise<LoginAttempt>
  /** `page` flow: the session for the browser that signed in at top level. @throws {Problem} `attempt-expired` */
  completeLogin(attemptId: string, browserToken: string, agent: string): Promise<{ token: string }>
  /** Where a popup login stands. Says `failed` with its reason, never anything about the person. */
  pollLogin(attemptId: string, secret: string): Promise<{ status: LoginStatus; failure: LoginFailure | null }>
  /** Once, within a minute of `done`: the session for the frame that holds the secret. @throws {Problem} `attempt-expired` */
  redeemLogin(attemptId: string, secret: string, agent: string): Promise<{ token: string }>
  /** After a refused cookie: ends that session and answers a token for this page alone. @throws {Problem} `attempt-expired` */
  redeemForPage(
    attemptId: string,
    secret: string,
    agent: string,
  ): Promise<{ token: string; displayName: string }>
}

/** Signing in, from our own origin to our own session: by a provider's code, or by the paper's word. */
export function createLogin(
  ports: Ports,
  sessions: Sessions,
  ways: Ways,
  availability: Availability,
): Login & LoginStarter {
  const { stores, clock } = ports
  const attempts = createAttempts(ports, ways, availability)
  const arrival = createArrival(ports, attempts, ways, availability)

  return {
    begin: attempts.begin,

    startLogin: (start) => attempts.begin({ purpose: 'reader', ...start }),

    startLink(viewer, name, language) {
      if (!isFresh(viewer.session, clock.now())) throw new Problem('login-not-fresh')
      const { id: linkAccountId, siteId } = viewer.account
      return attempts.begin({ purpose: 'link', linkAccountId, siteId, provider: name, language })
    },

    finishLogin: arrival.finishLogin,

    async lostLogin(by) {
      const { attempt, attemptOfState } = stores.accounts
      return 'state' in by ? attemptOfState(await sha256Hex(by.state)) : attempt(by.attemptId)
    },

    ...createPaperLogin(ports, attempts, arrival),

    async confirmLink(attemptId, browserToken, viewer) {
      const attempt = await attempts.own(attemptId, browserToken)
      const link = { accountId: viewer.account.id, now: clock.now() }
      const outcome = await stores.accounts.linkAttempt(attempt.id, link)
      if (outcome === 'taken') throw new Problem('identity-taken')
      if (outcome === 'stale') throw new Problem('attempt-expired')
    },

    ...createLoginEnd(ports, attempts, sessions),
  }
}
