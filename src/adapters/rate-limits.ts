import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js'
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js'
import type { CountLimit, RateCounter, RateLimits } from '../features/ports.ts'
import { SECOND } from '../kernel/clock.ts'

/** Of each counter; more at once are forgotten, oldest first, so that strangers' addresses cannot fill the memory. */
const KEYS = 20_000

/** Counts in this process: a restart forgets, and nothing is written anywhere. */
export function createRateLimits(keys = KEYS): RateLimits {
  return { counter: (limit) => createCounter(limit, keys) }
}

function createCounter({ most, seconds }: CountLimit, keys: number): RateCounter {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds })
  const known = new Set<string>()
  // The library reads the computer's clock, which may be set back; it forgets by a timer, which goes on.
  const within = (ms: number) => Math.min(ms, seconds * SECOND)

  async function remember(key: string): Promise<void> {
    known.delete(key)
    known.add(key)
    const [oldest] = known
    if (known.size <= keys || oldest === undefined) return
    known.delete(oldest)
    await limiter.delete(oldest)
  }

  return {
    async take(key) {
      try {
        const { isFirstInDuration } = await limiter.consume(key)
        if (isFirstInDuration) await remember(key)
        return 0
      } catch (refusal) {
        // The library answers so; anything else is an error.
        if (refusal instanceof RateLimiterRes) return Math.max(1, within(refusal.msBeforeNext))
        throw refusal
      }
    },

    async wait(key) {
      const counted = await limiter.get(key)
      return counted && counted.consumedPoints >= most ? Math.max(0, within(counted.msBeforeNext)) : 0
    },
  }
}
