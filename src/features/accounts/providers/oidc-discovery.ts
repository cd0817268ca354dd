import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi'
import { type Clock, HOUR } from '../../../kernel/clock.ts'
import { isLoopbackUrl, parseHttpUrl } from '../../../kernel/url.ts'
import type { Outbound } from '../../ports.ts'
import { oidcStep } from './oidc-errors.ts'
import { outboundFetch } from './oidc-http.ts'
import { LoginError } from './provider.ts'

/** What is known of a provider's pages; asked again after this. Its keys hang on it and are renewed by themselves. */
const KNOWN_MS = HOUR

/** What every request to a provider takes along. Plain http is for a stand-in on this machine. */
export function requestOptions(outbound: Outbound, issuer: URL) {
  return {
    [customFetch]: outboundFetch(outbound),
    [allowInsecureRequests]: issuer.protocol === 'http:' && isLoopbackUrl(issuer),
  }
}

/**
 * A provider's metadata (OpenID Connect Discovery §4), asked for at the first login and kept for an hour. Logins that
 * come together ask once; a failure is not kept, so that the next login tries again.
 *
 * @throws {LoginError} `outage`, or `config` when what answers is not this issuer's metadata
 */
export function createDiscovery(
  outbound: Outbound,
  issuerId: string,
  clock: Clock,
): () => Promise<AuthorizationServer> {
  const issuer = new URL(issuerId)
  let known: { server: AuthorizationServer; until: number } | null = null
  let asking: Promise<AuthorizationServer> | null = null

  async function ask(): Promise<AuthorizationServer> {
    const server = await oidcStep('discovery', async () => {
      const response = await discoveryRequest(issuer, requestOptions(outbound, issuer))
      return processDiscoveryResponse(issuer, response)
    })
    // To the character, as every token's `iss` will be held against it; a URL parser forgives a slash.
    if (server.issuer !== issuerId) throw new LoginError('config', 'discovery issuer')
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
      if (!isUsable(server[name], issuer)) throw new LoginError('config', `discovery ${name}`)
    }
    known = { server, until: clock.now() + KNOWN_MS }
    return server
  }

  return async () => {
    if (known && clock.now() < known.until) return known.server
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }
}

/** A browser is sent to the first, secrets to the second: neither goes to plain http from a provider on https. */
function isUsable(value: unknown, issuer: URL): boolean {
  const url = typeof value === 'string' ? parseHttpUrl(value) : null
  return url !== null && (url.protocol === 'https:' || (issuer.protocol === 'http:' && isLoopbackUrl(url)))
}
