import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import type { IdentityKey, LoginAttempt, LoginFailure, LoginFlow, ProviderName, Viewer } from './model.ts'
import { callbackFailure } from './providers/callback.ts'
import { LoginError, type Profile, type Provider } from './providers/provider.ts'
import {
  ATTEMPT_MS,
  afterIdentity,
  checkDisplayName,
  isAttemptOpen,
  isFresh,
  newAccount,
  REDEEM_MS,
  suggestName,
} from './rules.ts'
import type { Sessions } from './sessions.ts'

/** What a caller settles about an attempt; the rest is made here. */
type NewAttempt = Pick<
  LoginAttempt,
  | 'siteId'
  | 'articleId'
  | 'purpose'
  | 'provider'
  | 'flow'
  | 'redeemHash'
  | 'draft'
  | 'parentId'
  | 'language'
  | 'linkAccountId'
  | 'invitationId'
>

/** No article, no draft, nothing to redeem: a page of ours, and back to a page of ours. */
const ON_OUR_PAGE = { articleId: null, flow: 'page', redeemHash: null, draft: '', parentId: null } as const

export interface LoginStart {
  siteId: string
  /** The article under which the login began; `null` when it began on the own page. */
  articleId: string | null
  provider: ProviderName
  flow: LoginFlow
  /** SHA-256 (hex) of a secret born in the reader's browser; `null` for the `page` flow only. */
  redeemHash: string | null
  draft: string
  parentId: string | null
  language: Language
}

/** An attempt of ours from page to page; what is not said is empty. */
type OwnPageStart = Partial<NewAttempt> & Pick<NewAttempt, 'purpose' | 'siteId' | 'provider' | 'language'>

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

export type LoginStatus = 'waiting' | 'name-needed' | 'done' | 'failed'

export interface Login {
  /** Begins an attempt. The browser token goes into a `__Host-` cookie of its own. */
  startLogin(start: LoginStart): Promise<LoginStarted>
  /**
   * The provider's answer: claims the state once, exchanges the code, reads the profile.
   * @throws {Problem} `attempt-expired` when no attempt of this browser waits for this state
   */
  finishLogin(callback: LoginCallback): Promise<LoginAttempt>
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
  /** First sign-in: the reader's own choice of a display name. @throws {Problem} `name-invalid`, `attempt-expired` */
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

/** Signing in by an authorization code with PKCE, from our own origin to our own session. */
export function createLogin(
  { stores, clock, ids, providers, events, publicUrl }: Ports,
  { newSession }: Sessions,
): Login & LoginStarter {
  const store = stores.accounts

  function provider(name: ProviderName): Provider {
    const found = providers.get(name)
    if (!found) throw new Problem('not-found')
    return found
  }

  /** Registered at the provider, so built from the configured address and never from `Host`. */
  function redirectUri(name: ProviderName): string {
    return `${publicUrl}/login/${name}/callback`
  }

  async function ownAttempt(id: string, browserToken: string): Promise<LoginAttempt> {
    const attempt = await store.attempt(id)
    if (!attempt || attempt.browserHash !== (await sha256Hex(browserToken)))
      throw new Problem('attempt-expired')
    if (!isAttemptOpen(attempt, clock.now())) throw new Problem('attempt-expired')
    return attempt
  }

  async function secretAttempt(id: string, secret: string): Promise<LoginAttempt & { redeemHash: string }> {
    const attempt = await store.attempt(id)
    if (!attempt?.redeemHash || attempt.redeemHash !== (await sha256Hex(secret)))
      throw new Problem('attempt-expired')
    return { ...attempt, redeemHash: attempt.redeemHash }
  }

  async function fail(
    attempt: LoginAttempt,
    failure: LoginFailure,
    note: string,
    retryAt: number | null = null,
  ): Promise<LoginAttempt> {
    await store.failAttempt(attempt.id, failure, retryAt)
    events.emit('login.failed', { provider: attempt.provider, failure, note, retryAt })
    return { ...attempt, status: 'failed', failure, retryAt }
  }

  async function identify(attempt: LoginAttempt, code: string): Promise<Profile | LoginError> {
    const request = { code, verifier: attempt.verifier, redirectUri: redirectUri(attempt.provider) }
    try {
      return await provider(attempt.provider).identify(request)
    } catch (error) {
      if (error instanceof LoginError) return error
      throw error
    }
  }

  async function redeem(attempt: LoginAttempt, agent: string): Promise<{ token: string }> {
    const { siteId, accountId, identity, purpose } = attempt
    if (attempt.status !== 'done' || accountId === null || purpose !== 'reader')
      throw new Problem('attempt-expired')
    const made = await newSession('reader', { accountId, siteId, identity, agent, articleId: null })
    const outcome = await store.redeemAttempt(attempt.id, {
      redeemHash: attempt.redeemHash,
      doneSince: clock.now() - REDEEM_MS,
      session: made.session,
    })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    events.emit('login.succeeded', { siteId: attempt.siteId, provider: attempt.provider })
    return { token: made.token }
  }

  async function begin(start: OwnPageStart): Promise<LoginStarted> {
    const state = randomToken()
    const verifier = randomToken()
    const browserToken = randomToken()
    const authorizationUrl = await provider(start.provider).authorizationUrl({
      state,
      verifier,
      redirectUri: redirectUri(start.provider),
    })
    const now = clock.now()
    const attempt: LoginAttempt = {
      ...ON_OUR_PAGE,
      linkAccountId: null,
      invitationId: null,
      ...start,
      id: ids.next(),
      stateHash: await sha256Hex(state),
      browserHash: await sha256Hex(browserToken),
      verifier,
      status: 'started',
      failure: null,
      retryAt: null,
      identity: null,
      suggestedName: '',
      accountId: null,
      createdAt: now,
      expiresAt: now + ATTEMPT_MS,
      doneAt: null,
    }
    await store.insertAttempt(attempt)
    return { attemptId: attempt.id, browserToken, authorizationUrl }
  }

  /** The provider says who it is; what that means depends on what the login is for. */
  async function arrived(attempt: LoginAttempt, identity: IdentityKey, name: string): Promise<LoginAttempt> {
    const account = await store.byIdentity(attempt.siteId, identity)
    const next = afterIdentity(attempt.purpose, account)
    if (next === 'taken' || next === 'not-staff') return fail(attempt, next, `identity is ${next}`)
    const outcome = await store.identifyAttempt(attempt.id, {
      status: next,
      identity,
      suggestedName: suggestName(name),
      accountId: account?.id ?? null,
      now: clock.now(),
    })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    return (await store.attempt(attempt.id)) ?? attempt
  }

  return {
    begin,

    startLogin: (start) => begin({ purpose: 'reader', ...start }),

    startLink(viewer, name, language) {
      if (!isFresh(viewer.session, clock.now())) throw new Problem('login-not-fresh')
      const { id: linkAccountId, siteId } = viewer.account
      return begin({ purpose: 'link', linkAccountId, siteId, provider: name, language })
    },

    async confirmLink(attemptId, browserToken, viewer) {
      const attempt = await ownAttempt(attemptId, browserToken)
      const link = { accountId: viewer.account.id, now: clock.now() }
      const outcome = await store.linkAttempt(attempt.id, link)
      if (outcome === 'taken') throw new Problem('identity-taken')
      if (outcome === 'stale') throw new Problem('attempt-expired')
    },

    async finishLogin({ provider: name, browserTokens, state, code, error, issuer }) {
      const stateHash = await sha256Hex(state)
      const now = clock.now()
      let attempt: LoginAttempt | null = null
      for (const token of browserTokens) {
        attempt = await store.claimState({ stateHash, browserHash: await sha256Hex(token), now })
        if (attempt) break
      }
      if (!attempt) throw new Problem('attempt-expired')
      // A code sent to another provider's callback is a mix-up attack (RFC 9700 §4.4).
      if (attempt.provider !== name) return fail(attempt, 'malformed', 'answer of another provider')
      const own = provider(name).issuer
      if (issuer !== null && own !== undefined && issuer !== own)
        return fail(attempt, 'malformed', 'answer of another issuer')
      if (error !== null) {
        return fail(attempt, callbackFailure(error), `provider answered ${error}`)
      }
      if (code === null) return fail(attempt, 'malformed', 'no code')
      const profile = await identify(attempt, code)
      if (profile instanceof LoginError) return fail(attempt, profile.failure, profile.note, profile.retryAt)

      const { identityProvider, appId } = provider(name)
      const identity = { provider: identityProvider, appId, subject: profile.subject }
      return arrived(attempt, identity, profile.name)
    },

    loginAttempt: ownAttempt,

    async loginDraft(attemptId, browserToken) {
      const attempt = await store.attempt(attemptId)
      if (!attempt || attempt.browserHash !== (await sha256Hex(browserToken))) return null
      return { text: attempt.draft, parentId: attempt.parentId }
    },

    async confirmName(attemptId, browserToken, raw) {
      const attempt = await ownAttempt(attemptId, browserToken)
      // An invited person's account is made at the end of the enrolment, or not at all.
      if (attempt.purpose !== 'reader') throw new Problem('attempt-expired')
      const displayName = checkDisplayName(raw)
      if (displayName === null) throw new Problem('name-invalid', { field: 'name' })
      const now = clock.now()
      const { siteId, language } = attempt
      const account = newAccount({
        id: ids.next(),
        siteId,
        displayName,
        role: 'reader',
        language,
        createdAt: now,
      })
      if ((await store.confirmAttempt(attempt.id, { account, now })) === 'stale')
        throw new Problem('attempt-expired')
      return ownAttempt(attemptId, browserToken)
    },

    async completeLogin(attemptId, browserToken, agent) {
      const attempt = await ownAttempt(attemptId, browserToken)
      if (attempt.flow !== 'page') throw new Problem('attempt-expired')
      return redeem(attempt, agent)
    },

    async pollLogin(attemptId, secret) {
      const attempt = await secretAttempt(attemptId, secret)
      if (attempt.status === 'failed') return { status: 'failed', failure: attempt.failure }
      if (!isAttemptOpen(attempt, clock.now())) throw new Problem('attempt-expired')
      const status =
        attempt.status === 'done' || attempt.status === 'name-needed' ? attempt.status : 'waiting'
      return { status, failure: null }
    },

    async redeemLogin(attemptId, secret, agent) {
      return redeem(await secretAttempt(attemptId, secret), agent)
    },

    async redeemForPage(attemptId, secret, agent) {
      const attempt = await secretAttempt(attemptId, secret)
      if (attempt.accountId === null || attempt.articleId === null) throw new Problem('attempt-expired')
      const { accountId, siteId, articleId, identity, redeemHash } = attempt
      const made = await newSession('page', { accountId, siteId, articleId, identity, agent })
      const redeemedSince = clock.now() - REDEEM_MS
      const exchange = { redeemHash, redeemedSince, session: made.session }
      if ((await store.exchangeForPage(attempt.id, exchange)) === 'stale')
        throw new Problem('attempt-expired')
      const account = await store.byId(siteId, accountId)
      return { token: made.token, displayName: account?.displayName ?? '' }
    },
  }
}
