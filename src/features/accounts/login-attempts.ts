import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { randomToken, sha256Hex } from './crypto.ts'
import type { LoginStarted } from './login.ts'
import type { LoginAttempt, LoginFailure, ProviderName } from './model.ts'
import type { Availability } from './provider-states.ts'
import { LoginError } from './providers/provider.ts'
import { ATTEMPT_MS, isAttemptOpen } from './rules.ts'
import type { FailedBeside } from './store.ts'
import type { Way, Ways } from './ways.ts'

/** What a caller settles about an attempt; the rest is made here. */
type NewAttempt = Pick<
  LoginAttempt,
  | 'siteId'
  | 'articleId'
  | 'decisionId'
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

/** An attempt of ours from page to page; what is not said is empty. */
export type OwnPageStart = Partial<NewAttempt> &
  Pick<NewAttempt, 'purpose' | 'siteId' | 'provider' | 'language'>

/** The steps that every kind of login shares. */
export interface Attempts {
  /**
   * Makes an attempt and the address that the browser leaves to.
   * @throws {Problem} `not-found`; `provider-unavailable`; `login-unavailable` when the provider cannot be found out about
   */
  begin(start: OwnPageStart): Promise<LoginStarted>
  /** @throws {Problem} `attempt-expired` when it is another browser's or over */
  own(id: string, browserToken: string): Promise<LoginAttempt>
  /** By the secret that was born in the reader's browser. @throws {Problem} `attempt-expired` */
  bySecret(id: string, secret: string): Promise<LoginAttempt & { redeemHash: string }>
  /** Ends the attempt, and answers it so; a failure that lasts switches the provider off. */
  fail(attempt: LoginAttempt, why: Failed): Promise<LoginAttempt>
  /** Registered at the provider, so built from the configured address and never from `Host`. */
  redirectUri(name: ProviderName): string
}

interface Failed {
  failure: LoginFailure
  /** For the operator's log. */
  note: string
  retryAt?: number | null
  /** The profile was read before it failed, which costs the same. */
  login?: FailedBeside['login']
}

export function createAttempts(
  { stores, clock, ids, events, publicUrl }: Ports,
  ways: Ways,
  availability: Availability,
): Attempts {
  const store = stores.accounts
  const redirectUri = (name: ProviderName) => `${publicUrl}/login/${name}/callback`

  /** An OpenID provider is asked where its pages are: that may fail before anybody has left. */
  async function addressAt(way: Way, request: { state: string; verifier: string }): Promise<URL> {
    try {
      return await way.authorizationUrl({ ...request, redirectUri: redirectUri(way.name) })
    } catch (error) {
      if (!(error instanceof LoginError)) throw error
      const { failure, note, retryAt } = error
      events.emit('login.failed', { provider: way.name, failure, note, retryAt })
      throw new Problem('login-unavailable')
    }
  }

  return {
    redirectUri,

    async begin(start) {
      const way = await ways.find(start.siteId, start.provider)
      await availability.require(way)
      const state = randomToken()
      const verifier = randomToken()
      const browserToken = randomToken()
      const authorizationUrl = await addressAt(way, { state, verifier })
      const now = clock.now()
      const attempt: LoginAttempt = {
        ...ON_OUR_PAGE,
        decisionId: null,
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
    },

    async own(id, browserToken) {
      const attempt = await store.attempt(id)
      if (!attempt || attempt.browserHash !== (await sha256Hex(browserToken)))
        throw new Problem('attempt-expired')
      if (!isAttemptOpen(attempt, clock.now())) throw new Problem('attempt-expired')
      return attempt
    },

    async bySecret(id, secret) {
      const attempt = await store.attempt(id)
      if (!attempt?.redeemHash || attempt.redeemHash !== (await sha256Hex(secret)))
        throw new Problem('attempt-expired')
      return { ...attempt, redeemHash: attempt.redeemHash }
    },

    async fail(attempt, { failure, note, retryAt = null, login }) {
      const state = await availability.markFor(attempt, failure)
      await store.failAttempt(attempt.id, failure, retryAt, {
        ...(login ? { login } : {}),
        ...(state ? { state } : {}),
      })
      const { provider } = attempt
      events.emit('login.failed', { provider, failure, note, retryAt })
      if (state) events.emit('provider.changed', { provider, unavailable: state.failure })
      return { ...attempt, status: 'failed', failure, retryAt }
    },
  }
}
