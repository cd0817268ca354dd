import type { CustomFetchOptions } from 'oauth4webapi'
import { type Outbound, OutboundError } from '../../ports.ts'

type Fetch = (
  url: string,
  options: CustomFetchOptions<'GET' | 'POST', URLSearchParams | undefined>,
) => Promise<Response>

const BODILESS = new Set([204, 205, 304])

/**
 * The library's requests through the house's one way out: time, size, addresses and redirects are bounded there.
 *
 * @throws {OutboundError}
 */
export function outboundFetch(outbound: Outbound): Fetch {
  return async (url, { method, headers, body }) => {
    const answer = await outbound.request({
      url: new URL(url),
      method,
      headers,
      ...(body ? { body: body.toString() } : {}),
    })
    const { status } = answer
    // What no Response can be made of is no answer.
    if (status < 200 || status > 599) throw new OutboundError('network')
    const bytes = BODILESS.has(status) ? null : new Uint8Array(answer.body)
    return new Response(bytes, { status, headers: answer.headers })
  }
}
