import { HOUR, SECOND } from './clock.ts'

/** However long a server asks to be left alone. */
const LONGEST_MS = HOUR

/**
 * For how long (ms) a server asks not to be asked again, by seconds or a date (RFC 9110, 10.2.3): an hour at most, 0
 * unless it does.
 */
export function retryAfterMs(headers: Headers, now: number): number {
  const said = headers.get('retry-after')?.trim() ?? ''
  const wait = /^\d+$/.test(said) ? Number(said) * SECOND : Date.parse(said) - now
  return Math.min(LONGEST_MS, Math.max(0, wait || 0))
}
