import { SECOND } from '../../kernel/clock.ts'
import type { Vault } from '../ports.ts'
import { base64url, constantTimeEqual, hmacSha256Hex, oneTimeCode, randomBytes } from './crypto.ts'

/** RFC 6238 §4.1 X. */
const STEP_MS = 30 * SECOND
/** Steps before and after the present one that count: clocks differ, and people type slowly (RFC 6238 §5.2). */
const WINDOW = [-1, 0, 1]
/** RFC 4226 §4 R6 recommends 160 bits. */
const SECRET_BYTES = 20
/** Crockford's base32: no letter that reads like a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }
const RECOVERY_LETTERS = 10

const encoder = new TextEncoder()

/** What somebody typed where a code is asked for. */
export type TypedCode = { type: 'otp'; digits: string } | { type: 'recovery'; code: string } | null

/** Six digits or ten letters, however they are grouped; full-width digits of a Korean keyboard too. */
export function readCode(raw: string): TypedCode {
  if (raw.length > 64) return null
  const text = raw.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (/^\d{6}$/.test(text)) return { type: 'otp', digits: text }
  const code = text.replace(/[OIL]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  const isWhole = code.length === RECOVERY_LETTERS && [...code].every((letter) => LETTERS.includes(letter))
  return isWhole ? { type: 'recovery', code } : null
}

/** The time step whose code this is, or `null`. Looks at every step whatever it finds. */
export async function matchingStep(secret: Uint8Array, digits: string, now: number): Promise<number | null> {
  const present = Math.floor(now / STEP_MS)
  let match: number | null = null
  for (const offset of WINDOW) {
    const code = await oneTimeCode(secret, present + offset)
    if (constantTimeEqual(encoder.encode(code), encoder.encode(digits))) match = present + offset
  }
  return match
}

/** Fifty random bits, written in two groups of five. */
export function newRecoveryCode(): string {
  // 32 letters divide the 256 values of a byte evenly.
  const letters = Array.from(randomBytes(RECOVERY_LETTERS), (byte) => LETTERS[byte % LETTERS.length])
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`
}

/** Kept instead of a recovery code: fifty bits could be guessed from a plain hash, not without the vault. */
export async function recoveryCodeHash(vault: Vault, accountId: string, code: string): Promise<string> {
  const plain = code.replaceAll('-', '')
  return hmacSha256Hex(await vault.derive('recovery codes'), `${accountId} ${plain}`)
}

/**
 * The secret of an enrolment that has not ended: the same for every look at the page, and nowhere kept. It belongs
 * to one invitation in one browser.
 */
export async function pendingSecret(
  vault: Vault,
  invitationId: string,
  browserHash: string,
): Promise<Uint8Array> {
  return (await vault.derive(`enrolment ${invitationId} ${browserHash}`)).subarray(0, SECRET_BYTES)
}

/** Sealed for its account alone. @throws on opening what was sealed for another */
export function sealSecret(vault: Vault, accountId: string, secret: Uint8Array): Promise<string> {
  return vault.seal(base64url.encode(secret), `totp ${accountId}`)
}

export async function openSecret(vault: Vault, accountId: string, sealed: string): Promise<Uint8Array> {
  return base64url.decode(await vault.open(sealed, `totp ${accountId}`))
}
