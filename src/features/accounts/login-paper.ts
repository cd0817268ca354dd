import { Problem } from '../../kernel/errors.ts'
import { parseOrigin } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { constantTimeEqual, hmacSha256Hex, sha256Hex } from './crypto.ts'
import type { Arrival } from './login-arrival.ts'
import type { Attempts } from './login-attempts.ts'
import type { LoginAttempt } from './model.ts'
import { LoginError } from './providers/provider.ts'
import { createTokenReader } from './sign-on.ts'

/** A login by the paper's own sign-on (`docs/sign-on.md`). */
export interface PaperLogin {
  /** Whether a page of this origin may post a token at all: it is one of a site's that has a sign-on. */
  isSignOnOrigin(origin: string): Promise<boolean>
  /**
   * The paper's page says who it is. This request brings no cookie of ours, so the attempt only moves to `asserted`;
   * `proof` goes to the browser that brought the token and lets it, with its cookie, go on. `null` when it failed.
   * @throws {Problem} `attempt-expired`; `foreign-origin` for a page of another site than the attempt's
   */
  vouch(posted: {
    token: string
    state: string
    origin: string
  }): Promise<{ attempt: LoginAttempt; proof: string | null }>
  /** The same browser goes on. @throws {Problem} `attempt-expired` */
  finishVouched(back: {
    state: string
    proof: string
    browserTokens: readonly string[]
  }): Promise<LoginAttempt>
}

export function createPaperLogin(ports: Ports, attempts: Attempts, arrival: Arrival): PaperLogin {
  const { stores, clock, vault, signOnIdentity } = ports
  const read = createTokenReader(ports)

  /**
   * Without it, whoever sends a member to the paper's page with the state of an attempt of their own would be signed
   * in as that member: the token would come from the member's browser, the cookie from theirs.
   */
  async function proofOf(stateHash: string): Promise<string> {
    return hmacSha256Hex(await vault.derive('sign-on proof'), stateHash)
  }

  async function assertAs(attempt: LoginAttempt, site: Site, token: string): Promise<LoginError | null> {
    const said = await read(token, site)
    if (said instanceof LoginError) return said
    const outcome = await stores.accounts.assertAttempt(attempt.id, {
      identity: { provider: signOnIdentity, appId: site.id, subject: said.subject },
      suggestedName: said.name,
      jti: said.jti,
      tokenUntil: said.until,
      now: clock.now(),
    })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    return outcome === 'used' ? new LoginError('expired', 'sign-on token used before') : null
  }

  return {
    async isSignOnOrigin(origin) {
      return (await stores.sites.list()).some((site) => site.signOn !== null && isOf(site, origin))
    },

    async vouch({ token, state, origin }) {
      const attempt = await stores.accounts.startedAttempt(await sha256Hex(state), clock.now())
      if (attempt?.provider !== 'paper') throw new Problem('attempt-expired')
      const site = await stores.sites.byId(attempt.siteId)
      if (!site?.signOn || !isOf(site, origin)) throw new Problem('foreign-origin')
      const refused = await assertAs(attempt, site, token)
      if (refused) return { attempt: await attempts.fail(attempt, refused), proof: null }
      return { attempt, proof: await proofOf(attempt.stateHash) }
    },

    async finishVouched({ state, proof, browserTokens }) {
      const [given, own] = [proof, await proofOf(await sha256Hex(state))].map((text) =>
        new TextEncoder().encode(text),
      )
      if (!given || !own || !constantTimeEqual(given, own)) throw new Problem('attempt-expired')
      const attempt = await arrival.claim(state, browserTokens, 'asserted')
      if (!attempt.identity) throw new Problem('attempt-expired')
      return arrival.arrived(attempt, attempt.identity, attempt.suggestedName)
    },
  }
}

function isOf({ origins }: Site, origin: string): boolean {
  return origins.some((text) => parseOrigin(text) === origin)
}
