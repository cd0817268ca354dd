import { createHmac } from 'node:crypto'

/** How a test's notice departs from what Facebook sends. */
export interface NoticeChange {
  /** Seconds. */
  issuedAt?: number
  algorithm?: unknown
  /** Replaces the whole payload; text is signed as it is. */
  payload?: unknown
  hash?: string
}

/** `signed_request` as Meta documents it, by Node's own HMAC. `now` in epoch ms. */
export function signedRequest(
  userId: unknown,
  secret: string,
  now: number,
  change: NoticeChange = {},
): string {
  const { issuedAt = Math.floor(now / 1_000), algorithm = 'HMAC-SHA256', hash = 'sha256' } = change
  const body = 'payload' in change ? change.payload : { algorithm, issued_at: issuedAt, user_id: userId }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return sign(Buffer.from(text).toString('base64url'), secret, hash)
}

/** Any characters, signed as if they were an encoded payload. */
export function sign(payload: string, secret: string, hash = 'sha256'): string {
  return `${createHmac(hash, secret).update(payload).digest('base64url')}.${payload}`
}
