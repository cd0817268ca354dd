import { isWellFormed } from '../../../kernel/canonical-json.ts'
import { LoginError, type Profile } from './provider.ts'

const NAME_CHARACTERS = 100

/**
 * Checks what a provider says about a person. A name that cannot be used becomes empty: it is a suggestion.
 *
 * @throws {LoginError} `malformed` without a usable id.
 */
export function checkProfile(id: unknown, name: unknown): Profile {
  if (typeof id !== 'string' || !/^[A-Za-z0-9_.-]{1,64}$/.test(id)) {
    throw new LoginError('malformed', 'profile id missing')
  }
  return { subject: id, name: checkName(name) }
}

/**
 * What OpenID Connect allows of a subject (Core §2): at most 255 characters of ASCII, here the printable ones. Wider
 * than what X and Facebook give.
 */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value)
}

/** A name as a suggestion; empty when it cannot be used. */
export function checkName(name: unknown): string {
  if (typeof name !== 'string' || !isWellFormed(name)) return ''
  const line = name.replace(/\p{Cc}+/gu, ' ').trim()
  return Array.from(line).slice(0, NAME_CHARACTERS).join('').trim()
}
