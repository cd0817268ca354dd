import { hash, timingSafeEqual } from 'node:crypto'
import { HMAC } from 'oslo/crypto'
import { base32, base64, encodeHex, base64url as osloBase64url } from 'oslo/encoding'
import { generateState, OAuth2Client } from 'oslo/oauth2'
import { createTOTPKeyURI, generateHOTP } from 'oslo/otp'

/**
 * The only door to oslo. Its author no longer maintains it, and several of its functions are unsafe when
 * called directly, so it stays behind these wrappers and can be swapped without touching a feature.
 * `tests/accounts/oslo.test.ts` holds one case per defect guarded here and elsewhere.
 */

const encoder = new TextEncoder()

/** 32 random bytes as base64url: 43 characters. For states, PKCE verifiers and every kind of secret. */
export function randomToken(): string {
  return generateState()
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

/**
 * SHA-256 of the bytes, of a text's in UTF-8, lower-case hex. Not oslo's `sha256`: that one sends each to another
 * thread, which for a token or a comment takes a hundred times as long as the digest.
 */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  return hash('sha256', data, 'hex')
}

/**
 * HMAC-SHA256 of the message's UTF-8 bytes: 32 bytes.
 *
 * @throws {RangeError} for an empty key, which would sign for anybody.
 */
export async function hmacSha256(key: string | Uint8Array, message: string): Promise<Uint8Array> {
  const bytes = typeof key === 'string' ? encoder.encode(key) : key
  if (bytes.length === 0) throw new RangeError('empty key')
  return new Uint8Array(await new HMAC('SHA-256').sign(bytes, encoder.encode(message)))
}

/** The same as lower-case hex. @throws {RangeError} as {@link hmacSha256} */
export async function hmacSha256Hex(key: string | Uint8Array, message: string): Promise<string> {
  return encodeHex(await hmacSha256(key, message))
}

/** Whether the signature is the HMAC-SHA256 of the text under this key; in constant time. */
export async function verifyHmacSha256(
  key: Uint8Array,
  text: string,
  signature: Uint8Array,
): Promise<boolean> {
  if (key.length === 0) throw new RangeError('empty key')
  return new HMAC('SHA-256').verify(key, signature, encoder.encode(text))
}

/** A token's parts, read and not yet believed. */
export interface SignedToken {
  header: Readonly<Record<string, unknown>>
  payload: Readonly<Record<string, unknown>>
  /** What the signature is over. */
  signed: string
  signature: Uint8Array
}

/**
 * Takes a compact JWS (RFC 7515 §7.1) apart; `null` for anything else. Not oslo's `validateJWT`: that one reads the
 * system's clock, takes tokens without an end, and lets one signature be spelled in several ways.
 */
export function parseSignedToken(token: string): SignedToken | null {
  const [head = '', body = '', mac = '', ...more] = token.split('.')
  const header = jsonOf(head)
  const payload = jsonOf(body)
  if (!header || !payload || more.length > 0) return null
  try {
    return { header, payload, signed: `${head}.${body}`, signature: base64url.decode(mac) }
  } catch {
    return null
  }
}

function jsonOf(part: string): Record<string, unknown> | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(base64url.decode(part))
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/**
 * Compares in a time that depends on the length alone.
 *
 * @throws {TypeError} for anything but bytes: oslo's function of this name calls any two texts of non-digits equal.
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) throw new TypeError('bytes expected')
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Base64url without padding (RFC 4648 §5), one spelling per value in both directions. */
export const base64url = {
  encode(bytes: Uint8Array): string {
    // Not `encodeBase64url`: that one uses the ordinary alphabet.
    return osloBase64url.encode(bytes, { includePadding: false })
  },
  /** @throws {RangeError} for padding, foreign characters and spellings that `encode` would not make. */
  decode(text: string): Uint8Array {
    const bytes = decodeLoosely(text)
    if (bytes === null || base64url.encode(bytes) !== text) throw new RangeError('not base64url')
    return bytes
  },
}

function decodeLoosely(text: string): Uint8Array | null {
  try {
    return osloBase64url.decode(text, { strict: false })
  } catch {
    return null
  }
}

/** Base64 with padding (RFC 4648 §4), as webhook signatures are written. */
export function base64Text(bytes: Uint8Array): string {
  return base64.encode(bytes)
}

/** `Basic` of the plain `id:secret`, not form-encoded first: what X documents (RFC 7617 §2). */
export function basicAuthorization(id: string, secret: string): string {
  return `Basic ${base64.encode(encoder.encode(`${id}:${secret}`))}`
}

export interface AuthorizationUrl {
  endpoint: string
  clientId: string
  redirectUri: string
  state: string
  /** Stays here; only its S256 challenge is in the URL (RFC 7636 §4.2). */
  verifier: string
  scopes: readonly string[]
}

/** The URL that starts an authorization-code flow with PKCE S256. */
export function authorizationUrl(request: AuthorizationUrl): Promise<URL> {
  const client = new OAuth2Client(request.clientId, request.endpoint, '', {
    redirectURI: request.redirectUri,
  })
  return client.createAuthorizationURL({
    state: request.state,
    scopes: [...request.scopes],
    codeVerifier: request.verifier,
    codeChallengeMethod: 'S256',
  })
}

/** RFC 4226 §4 R6 asks for 128 bits at least and recommends 160. */
const OTP_SECRET_BYTES = 16
const OTP_DIGITS = 6

/**
 * The six digits of one counter value (RFC 4226, HMAC-SHA-1). Not oslo's `TOTPController`: that one reads the
 * system's clock, knows the present step alone, compares with `===`, and does not say which step a code was of,
 * so that no code could be refused the second time.
 *
 * @throws {RangeError} for a secret under 16 bytes, and for a counter that is no whole number from 0: oslo answers
 *   six digits for those too
 */
export function oneTimeCode(secret: Uint8Array, counter: number): Promise<string> {
  if (secret.length < OTP_SECRET_BYTES) throw new RangeError('the secret is shorter than 16 bytes')
  if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError('not a counter')
  return generateHOTP(secret, counter, OTP_DIGITS)
}

/** A secret as people type it into an app: base32 without padding (RFC 4648 §6). */
export function base32Text(bytes: Uint8Array): string {
  return base32.encode(bytes, { includePadding: false })
}

/**
 * What an authenticator app reads out of a QR code: `otpauth://totp/ISSUER:NAME?secret=…&issuer=…`.
 * Spaces are `%20` throughout: oslo writes `+`, which apps show as a plus sign.
 */
export function otpAuthUri(issuer: string, name: string, secret: Uint8Array): string {
  // A colon parts issuer and name; neither may hold one.
  const plain = (text: string) => text.replaceAll(':', ' ')
  const uri = createTOTPKeyURI(plain(issuer), plain(name), secret, { digits: OTP_DIGITS })
  return uri.replaceAll('+', '%20')
}
