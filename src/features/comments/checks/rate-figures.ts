import { DAY, SECOND } from '../../../kernel/clock.ts'
import { type Check, PASS } from './check.ts'

/** The site's figures for one account: per article, per day, and the pause between two comments. */
export const rateFigures: Check = {
  name: 'rate-figures',
  version: 1,
  run({ site, writer, now }) {
    const pause = site.rates.secondsBetween * SECOND
    const wait = writer.lastAt === null ? 0 : writer.lastAt + pause - now
    if (wait > 0) return limited(wait)
    if (writer.onArticle >= site.rates.perArticle)
      return { outcome: 'refuse', problem: 'article-limit', details: { limit: site.rates.perArticle } }
    // A day after the first of the last day there are fewer.
    if (writer.lastDay >= site.rates.perDay) return limited((writer.dayBeganAt ?? now) + DAY - now)
    return PASS
  },
}

function limited(ms: number) {
  return {
    outcome: 'refuse',
    problem: 'rate-limited',
    details: { retryAfter: Math.ceil(ms / SECOND) },
  } as const
}
