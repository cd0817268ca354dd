import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import type { LoginAttempt, LoginFailure, LoginFlow, ProviderName, Session, SessionKind } from './model.ts'
import { callbackFailure } from './providers/callback.ts'
import { LoginError, type Profile, type Provider } from './providers/provider.ts'
import { ATTEMPT_MS, checkDisplayName, isAttemptOpen, newAccount, REDEEM_MS, suggestName } from './rules.ts'

export interface LoginStart {
  /** The article under which the login began. */
  article: { id: string; siteId: string }
  provider: ProviderName
  flow: LoginFlow
  /** SHA-256 (hex) of a secret born in the reader's browser; `null` for the `page` flow only. */
  redeemHash: string | null
  draft: string
  parentId: string | null
  language: Language
}

/** What a provider sent the browser back with. */
export interface LoginCallback {
  provider: ProviderName
  /** Values of this browser's attempt cookies. */
  browserTokens: readonly string[]
  state: string
  code: string | null
  error: string | null
}

export type LoginStatus = 'waiting' | 'name-needed' | 'done' | 'failed'

export interface Login {
  /** Begins an attempt. The browser token goes into a `__Host-` cookie of its own. */
  startLogin(start: LoginStart): Promise<{ attemptId: string; browserToken: string; authorizationUrl: URL }>
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
  /** First sign-in: the reader's own choice of a display name. @throws {Problem} `name-invalid`, `attempt-expired` */
  confirmName(attemptId: string, browserToken: string, name: string): Promise<LoginAttempt>
  /** `page` flow: the session for the browser that signed in at top level. @throws {Problem} `attempt-expired` */
  completeLogin(attemptId: string, browserToken: string): Promise<{ token: string }>
  /** Where a popup login stands. Says `failed` with its reason, never anything about the person. */
  pollLogin(attemptId: string, secret: string): Promise<{ status: LoginStatus; failure: LoginFailure | null }>
  /** Once, within a minute of `done`: the session for the frame that holds the secret. @throws {Problem} `attempt-expired` */
  redeemLogin(attemptId: string, secret: string): Promise<{ token: string }>
  /** After a refused cookie: ends that session and answers a token for this page alone. @throws {Problem} `attempt-expired` */
  redeemForPage(attemptId: string, secret: string): Promise<{ token: string; displayName: string }>
}

type NewSession = (
  kind: SessionKind,
  of: { accountId: string; siteId: string; articleId: string | null },
) => Promise<{ token: string; session: Session }>

/** Signing in by an authorization code with PKCE, from our own origin to our own session. */
export function createLogin(
  { stores, clock, ids, providers, events, publicUrl }: Ports,
  newSession: NewSession,
): Login {
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

  async function fail(attempt: LoginAttempt, failure: LoginFailure, note: string): Promise<LoginAttempt> {
    await store.failAttempt(attempt.id, failure)
    events.emit('login.failed', { provider: attempt.provider, failure, note })
    return { ...attempt, status: 'failed', failure }
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

  async function redeem(attempt: LoginAttempt): Promise<{ token: string }> {
    if (attempt.status !== 'done' || attempt.accountId === null) throw new Problem('attempt-expired')
    const made = await newSession('reader', {
      accountId: attempt.accountId,
      siteId: attempt.siteId,
      articleId: null,
    })
    const outcome = await store.redeemAttempt(attempt.id, {
      redeemHash: attempt.redeemHash,
      doneSince: clock.now() - REDEEM_MS,
      session: made.session,
    })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    events.emit('login.succeeded', { siteId: attempt.siteId, provider: attempt.provider })
    return { token: made.token }
  }

  return {
    async startLogin({ article, provider: name, ...start }) {
      const state = randomToken()
      const verifier = randomToken()
      const browserToken = randomToken()
      const authorizationUrl = await provider(name).authorizationUrl({
        state,
        verifier,
        redirectUri: redirectUri(name),
      })
      const now = clock.now()
      const attempt: LoginAttempt = {
        ...start,
        id: ids.next(),
        siteId: article.siteId,
        articleId: article.id,
        provider: name,
        stateHash: await sha256Hex(state),
        browserHash: await sha256Hex(browserToken),
        verifier,
        status: 'started',
        failure: null,
        identity: null,
        suggestedName: '',
        accountId: null,
        createdAt: now,
        expiresAt: now + ATTEMPT_MS,
        doneAt: null,
      }
      await store.insertAttempt(attempt)
      return { attemptId: attempt.id, browserToken, authorizationUrl }
    },

    async finishLogin({ provider: name, browserTokens, state, code, error }) {
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
      if (error !== null) {
        return fail(attempt, callbackFailure(error), `provider answered ${error}`)
      }
      if (code === null) return fail(attempt, 'malformed', 'no code')
      const profile = await identify(attempt, code)
      if (profile instanceof LoginError) return fail(attempt, profile.failure, profile.note)

      const { identityProvider, appId } = provider(name)
      const identity = { provider: identityProvider, appId, subject: profile.subject }
      const account = await store.byIdentity(attempt.siteId, identity)
      const suggestedName = suggestName(profile.name)
      const found = { identity, suggestedName, accountId: account?.id ?? null, now: clock.now() }
      if ((await store.identifyAttempt(attempt.id, found)) === 'stale') throw new Problem('attempt-expired')
      return (await store.attempt(attempt.id)) ?? attempt
    },

    loginAttempt: ownAttempt,

    async loginDraft(attemptId, browserToken) {
      const attempt = await store.attempt(attemptId)
      if (!attempt || attempt.browserHash !== (await sha256Hex(browserToken))) return null
      return { text: attempt.draft, parentId: attempt.parentId }
    },

    async confirmName(attemptId, browserToken, raw) {
      const attempt = await ownAttempt(attemptId, browserToken)
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

    async completeLogin(attemptId, browserToken) {
      const attempt = await ownAttempt(attemptId, browserToken)
      if (attempt.flow !== 'page') throw new Problem('attempt-expired')
      return redeem(attempt)
    },

    async pollLogin(attemptId, secret) {
      const attempt = await secretAttempt(attemptId, secret)
      if (attempt.status === 'failed') return { status: 'failed', failure: attempt.failure }
      if (!isAttemptOpen(attempt, clock.now())) throw new Problem('attempt-expired')
      const status =
        attempt.status === 'done' || attempt.status === 'name-needed' ? attempt.status : 'waiting'
      return { status, failure: null }
    },

    async redeemLogin(attemptId, secret) {
      return redeem(await secretAttempt(attemptId, secret))
    },

    async redeemForPage(attemptId, secret) {
      const attempt = await secretAttempt(attemptId, secret)
      if (attempt.accountId === null) throw new Problem('attempt-expired')
      const { accountId, siteId, articleId, redeemHash } = attempt
      const made = await newSession('page', { accountId, siteId, articleId })
      const redeemedSince = clock.now() - REDEEM_MS
      const exchange = { redeemHash, redeemedSince, session: made.session }
      if ((await store.exchangeForPage(attempt.id, exchange)) === 'stale')
        throw new Problem('attempt-expired')
      const account = await store.byId(siteId, accountId)
      return { token: made.token, displayName: account?.displayName ?? '' }
    },
  }
}
