import * as z from 'zod'
import { HOUR, MINUTE, SECOND } from '../../../kernel/clock.ts'
import { base64url, constantTimeEqual, hmacSha256 } from '../crypto.ts'

/** Facebook's own hold a few hundred characters. */
const MAX_CHARACTERS = 4_096
const MAX_AGE_MS = HOUR
/** How far Facebook's clock may be ahead of ours. */
export const CLOCK_SKEW_MS = 5 * MINUTE

/** What Facebook's servers say about one person who uses the app. */
export interface SignedRequest {
  /** The person's id in this app. */
  subject: string
  /** Epoch ms, at most an hour ago and five minutes ahead. */
  issuedAt: number
  /** The signed characters: they tell one request from every other, and are the same in a replay. */
  payload: string
}

/**
 * `malformed`: it can be no signed request. `signature`: signed with another secret, or changed since.
 * `algorithm`: signed, but it names another algorithm. `stale`: too old, or from the future.
 */
export type SignedRequestFault = 'malformed' | 'signature' | 'algorithm' | 'stale'

export type SignedRequestOutcome =
  | { ok: true; request: SignedRequest }
  | { ok: false; fault: SignedRequestFault }

const algorithmOf = z.object({ algorithm: z.literal('HMAC-SHA256') })
const person = z.object({
  user_id: z.string().regex(/^[0-9]{1,64}$/),
  /** Seconds. */
  issued_at: z.int().min(0).max(100_000_000_000),
})

/**
 * Reads `base64url(signature).base64url(json)` as Meta documents `signed_request`. The signature is over the encoded
 * characters as they came, and nothing is parsed before it holds. `now` in epoch ms.
 */
export async function readSignedRequest(
  text: string,
  secret: string,
  now: number,
): Promise<SignedRequestOutcome> {
  const parts = text.length <= MAX_CHARACTERS ? text.split('.') : []
  const [signature, payload] = parts.map(decode)
  const signed = parts[1]
  if (parts.length !== 2 || !signature || !payload || signed === undefined) return fault('malformed')
  const expected = await hmacSha256(secret, signed)
  if (signature.length !== expected.length || !constantTimeEqual(signature, expected))
    return fault('signature')
  const body = parseJson(payload)
  if (!algorithmOf.safeParse(body).success) return fault(body === undefined ? 'malformed' : 'algorithm')
  const { data } = person.safeParse(body)
  if (!data) return fault('malformed')
  const issuedAt = data.issued_at * SECOND
  if (now - issuedAt > MAX_AGE_MS || issuedAt - now > CLOCK_SKEW_MS) return fault('stale')
  return { ok: true, request: { subject: data.user_id, issuedAt, payload: signed } }
}

function fault(name: SignedRequestFault): SignedRequestOutcome {
  return { ok: false, fault: name }
}

function decode(text: string): Uint8Array | null {
  try {
    return text === '' ? null : base64url.decode(text)
  } catch {
    return null
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
