import { MINUTE } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import { requireStaff } from './state-table.ts'
import type { Statistics, StatisticsDays } from './statistics-model.ts'
import { countInbound, countOutcome, newStatistics, sinceOf, statisticsOf } from './statistics-tally.ts'
import { commentsIn, decisionsIn } from './transparency-stream.ts'

export interface DeskStatistics {
  /** Of the actor's site; may be a minute old. @throws {Problem} `not-allowed` */
  statistics(actor: Actor, days: StatisticsDays): Promise<Statistics>
}

const FRESH_MS = MINUTE

export function createStatistics({ stores, clock }: Ports): DeskStatistics {
  const store = stores.moderation
  const known = new Map<string, { madeAt: number; lastSeq: number; made: Promise<Statistics> }>()

  async function count(siteId: string, days: StatisticsDays, now: number): Promise<Statistics> {
    const site = await stores.sites.byId(siteId)
    if (!site) throw new Problem('not-found')
    const since = sinceOf(days, now, site.timeZone)
    const range = { from: since, to: now + 1 }
    const tally = newStatistics(since, now, site.timeZone)
    for await (const row of commentsIn(store, siteId, range)) countInbound(tally, row)
    for await (const row of decisionsIn(store, siteId, range)) countOutcome(tally, row)
    const { waiting, oldestAt } = await store.summary(siteId)
    return statisticsOf(tally, { days, since, waiting, oldestAt })
  }

  return {
    async statistics(actor, days) {
      requireStaff(actor, siteOf(actor))
      const now = clock.now()
      const { lastSeq } = await store.beginning(actor.siteId)
      const key = `${actor.siteId} ${days}`
      const before = known.get(key)
      const age = now - (before?.madeAt ?? 0)
      if (before && age < FRESH_MS && (age > 0 || before.lastSeq === lastSeq)) return before.made
      const made = count(actor.siteId, days, now)
      known.set(key, { madeAt: now, lastSeq, made })
      made.catch(() => known.delete(key))
      return made
    },
  }
}
