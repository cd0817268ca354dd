import { createHmac } from 'node:crypto'
import { DAY, HOUR, SECOND } from '../kernel/clock.ts'

/** What goes wrong with a notice on demand. `replay` sends the text of the one before. */
export const NOTICE_FAULTS = {
  'bad-signature': 'Signed with another secret',
  replay: 'The previous one once more',
  'other-algorithm': 'Names another algorithm',
  stale: 'Issued two days ago',
} as const
export type NoticeFault = keyof typeof NOTICE_FAULTS

export function isNoticeFault(text: string): text is NoticeFault {
  return Object.hasOwn(NOTICE_FAULTS, text)
}

interface Notice {
  userId: string
  appSecret: string
  now: number
  fault: Exclude<NoticeFault, 'replay'> | null
}

/**
 * Meta's `signed_request`: `base64url(signature).base64url(json)`, the signature an HMAC-SHA256 over the encoded
 * text (Meta, "Data Deletion Callback"). Reckoned here anew, so that a mistake in the service cannot agree with
 * itself.
 */
export function signedRequest({ userId, appSecret, now, fault }: Notice): string {
  const issuedAt = fault === 'stale' ? now - 2 * DAY : now
  const payload = {
    user_id: userId,
    // The signature below stays a good HMAC-SHA256: only a look at this name can refuse it.
    algorithm: fault === 'other-algorithm' ? 'HMAC-SHA1' : 'HMAC-SHA256',
    issued_at: Math.floor(issuedAt / SECOND),
    expires: Math.floor((issuedAt + HOUR) / SECOND),
  }
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const key = fault === 'bad-signature' ? `${appSecret}-of-somebody-else` : appSecret
  return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`
}
