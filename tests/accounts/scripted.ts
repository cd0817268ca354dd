import { createFacebookProvider } from '../../src/features/accounts/providers/facebook.ts'
import { createXProvider } from '../../src/features/accounts/providers/x.ts'
import type { Outbound, OutboundRequest, OutboundResponse } from '../../src/features/ports.ts'

/** What the scripted X takes for the present. */
export const NOW = 1_800_000_000_000

/** One answer of a provider. */
export function json(
  body: unknown,
  status = 200,
  type = 'application/json',
  more: Readonly<Record<string, string>> = {},
): OutboundResponse {
  const headers = new Headers({ 'content-type': type, ...more })
  return { status, headers, body: new TextEncoder().encode(JSON.stringify(body)) }
}

/** Both providers as a script: one answer for the token, one for the profile. */
export function scripted(
  token: () => OutboundResponse,
  profile = () => json({ data: { id: '1', name: 'A' } }),
) {
  const sent: OutboundRequest[] = []
  const outbound: Outbound = {
    async request(request) {
      sent.push(request)
      return sent.length === 1 ? token() : profile()
    },
  }
  const secret = { reveal: () => 'the-secret' }
  return {
    sent,
    x: createXProvider({ clientId: 'id', clientSecret: secret, outbound, clock: { now: () => NOW } }),
    facebook: createFacebookProvider({ appId: 'id', appSecret: secret, outbound }),
  }
}

export const request = {
  code: 'the-code',
  verifier: 'the-verifier',
  redirectUri: 'https://paper.example/callback',
}
export const goodToken = () => json({ access_token: 'the-token', token_type: 'Bearer' })
