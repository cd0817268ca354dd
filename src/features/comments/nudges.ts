import { MINUTE } from '../../kernel/clock.ts'

const MOST = 10
const WITHIN_MS = 10 * MINUTE
/** So many accounts are remembered; more at once are forgotten, oldest first. */
const REMEMBERED = 10_000

/**
 * Counts how often an account was asked to reword. Such an answer costs the asker nothing and would tell a word list
 * apart, try by try. In memory alone: a restart forgives.
 */
export function createNudges(): { take(accountId: string, now: number): number } {
  const given = new Map<string, readonly number[]>()
  return {
    /** Counts one more, at `now` (epoch ms); answers for how long (ms) there is none, or 0. */
    take(accountId, now) {
      const lately = (given.get(accountId) ?? []).filter((at) => at > now - WITHIN_MS)
      const [first = now] = lately
      if (lately.length >= MOST) return first + WITHIN_MS - now
      given.delete(accountId)
      given.set(accountId, [...lately, now])
      const [oldest] = given.keys()
      if (given.size > REMEMBERED && oldest !== undefined) given.delete(oldest)
      return 0
    },
  }
}
