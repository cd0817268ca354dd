import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { sha256Hex } from './crypto.ts'
import type { LoginCallback } from './login.ts'
import type { Attempts } from './login-attempts.ts'
import type { IdentityKey, LoginAttempt } from './model.ts'
import type { Availability } from './provider-states.ts'
import { callbackFailure } from './providers/callback.ts'
import { LoginError, type Profile } from './providers/provider.ts'
import { afterIdentity, suggestName } from './rules.ts'
import type { Ways } from './ways.ts'

/** From the answer of a provider to a person. */
export interface Arrival {
  finishLogin(callback: LoginCallback): Promise<LoginAttempt>
  /** The attempt of one of these browser tokens that waits for the state. @throws {Problem} `attempt-expired` */
  claim(state: string, browserTokens: readonly string[], from: 'started' | 'asserted'): Promise<LoginAttempt>
  /** The provider says who it is; what that means depends on what the login is for. */
  arrived(attempt: LoginAttempt, identity: IdentityKey, name: string): Promise<LoginAttempt>
}

export function createArrival(
  { stores, clock, providers, events }: Ports,
  attempts: Attempts,
  ways: Ways,
  availability: Availability,
): Arrival {
  const store = stores.accounts

  async function identify(attempt: LoginAttempt, code: string, issuer: string | null) {
    const { provider: name, verifier } = attempt
    const provider = providers.get(name)
    // The paper answers by its own form; a code is none of its words.
    if (!provider) return new LoginError('malformed', 'a code from a way that has none')
    try {
      return await provider.identify({ code, verifier, redirectUri: attempts.redirectUri(name), issuer })
    } catch (error) {
      if (error instanceof LoginError) return error
      throw error
    }
  }

  async function claim(state: string, browserTokens: readonly string[], from: 'started' | 'asserted') {
    const stateHash = await sha256Hex(state)
    const now = clock.now()
    for (const token of browserTokens) {
      const browserHash = await sha256Hex(token)
      const attempt = await store.claimState({ stateHash, browserHash, now, from })
      if (attempt) return attempt
    }
    throw new Problem('attempt-expired')
  }

  async function arrived(attempt: LoginAttempt, identity: IdentityKey, name: string): Promise<LoginAttempt> {
    const login = availability.loginOf(await ways.find(attempt.siteId, attempt.provider))
    const [account, marked] = await Promise.all([
      store.byIdentity(attempt.siteId, identity),
      availability.isMarked(login),
    ])
    const next = afterIdentity(attempt.purpose, account)
    if (next === 'taken' || next === 'not-staff')
      return attempts.fail(attempt, { failure: next, note: `identity is ${next}`, login })
    const found = { status: next, identity, suggestedName: suggestName(name), login, now: clock.now() }
    const outcome = await store.identifyAttempt(attempt.id, { ...found, accountId: account?.id ?? null })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    if (marked) events.emit('provider.changed', { provider: attempt.provider, unavailable: null })
    return (await store.attempt(attempt.id)) ?? attempt
  }

  async function concluded(attempt: LoginAttempt, found: Profile | LoginError): Promise<LoginAttempt> {
    if (found instanceof LoginError) return attempts.fail(attempt, found)
    const { identityProvider, appId } = await ways.find(attempt.siteId, attempt.provider)
    return arrived(attempt, { provider: identityProvider, appId, subject: found.subject }, found.name)
  }

  return {
    claim,
    arrived,

    async finishLogin({ provider: name, browserTokens, state, code, error, issuer }) {
      const attempt = await claim(state, browserTokens, 'started')
      const refuse = (note: string) => attempts.fail(attempt, { failure: 'malformed', note })
      // A code sent to another provider's callback is a mix-up attack (RFC 9700 §4.4).
      if (attempt.provider !== name) return refuse('answer of another provider')
      const own = providers.get(name)?.issuer
      if (issuer !== null && own !== undefined && issuer !== own) return refuse('answer of another issuer')
      if (error !== null)
        return attempts.fail(attempt, { failure: callbackFailure(error), note: `provider answered ${error}` })
      if (code === null) return refuse('no code')
      return concluded(attempt, await identify(attempt, code, issuer))
    },
  }
}
