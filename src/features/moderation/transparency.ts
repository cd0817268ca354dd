import { MINUTE } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { TransparencyReport } from './transparency-model.ts'
import { type Period, parsePeriod, periodsSince } from './transparency-period.ts'
import { reportOf } from './transparency-report.ts'
import type { LogHead, TimeRange } from './transparency-store.ts'
import { appealsIn, commentsIn, decisionsIn, waitingAt } from './transparency-stream.ts'
import {
  countAppeal,
  countComment,
  countDecision,
  countNotices,
  countReports,
  newTally,
  type Tally,
} from './transparency-tally.ts'

export interface Transparency {
  /** Half-years since the site's first comment, newest first; the first one still runs. */
  transparencyPeriods(site: Site): Promise<Period[]>
  /** @throws {Problem} `not-found` for what is no half-year of this site */
  transparencyReport(site: Site, period: string): Promise<TransparencyReport>
  /** What the log's head was on each of the newest days, newest first. */
  logHeads(siteId: string, limit: number): Promise<LogHead[]>
  /** Makes today's heads public where they are not yet; answers how many. */
  publishHeads(): Promise<number>
}

interface Known {
  lastSeq: number
  madeAt: number
  report: Promise<TransparencyReport>
}

/** New comments and reports do not move the log: a running half-year is counted again after so long. */
const FRESH_MS = 5 * MINUTE
/** A busy desk decides every few seconds: strangers do not make the service count as often. */
const SETTLED_MS = MINUTE
const KNOWN = 64

export function createTransparency({ stores, clock }: Ports): Transparency {
  const store = stores.moderation
  const known = new Map<string, Known>()

  async function count(site: Site, period: Period, now: number): Promise<TransparencyReport> {
    const countedTo = Math.min(period.to, now + 1)
    const range = { from: period.from, to: countedTo }
    const closing = await waitingAt(store, site.id, countedTo)
    return reportOf(await tallyOf(site.id, range), {
      ...{ site: site.key, timeZone: site.timeZone, period, countedTo, closing },
      policyVersions: versionsIn(await stores.policy.list(site.id), range),
    })
  }

  async function tallyOf(siteId: string, range: TimeRange): Promise<Tally> {
    const tally = newTally()
    for await (const row of decisionsIn(store, siteId, range)) countDecision(tally, row)
    for await (const row of commentsIn(store, siteId, range)) countComment(tally, row)
    for await (const row of appealsIn(store, siteId, range)) countAppeal(tally, row)
    countReports(tally, await store.reportCounts(siteId, range))
    countNotices(tally, await store.noticeCounts(siteId, range))
    return tally
  }

  async function transparencyPeriods(site: Site): Promise<Period[]> {
    const { firstAt } = await store.beginning(site.id)
    const now = clock.now()
    return periodsSince(firstAt ?? now, now, site.timeZone)
  }

  return {
    transparencyPeriods,

    async transparencyReport(site, name) {
      const asked = parsePeriod(name, site.timeZone)
      const now = clock.now()
      const period = (await transparencyPeriods(site)).find((one) => one.name === asked?.name)
      if (!period) throw new Problem('not-found')
      const { lastSeq } = await store.beginning(site.id)
      const key = `${site.id} ${site.timeZone} ${name}`
      const before = known.get(key)
      if (before && isGood(before, { lastSeq, now, endsAt: period.to })) return before.report
      const report = count(site, period, now)
      known.delete(key)
      known.set(key, { lastSeq, madeAt: now, report })
      for (const [oldest] of known) if (known.size > KNOWN) known.delete(oldest)
      report.catch(() => known.delete(key))
      return report
    },

    logHeads: (siteId, limit) => store.heads(siteId, limit),

    async publishHeads() {
      const now = clock.now()
      return store.publishHeads(new Date(now).toISOString().slice(0, 10), now)
    },
  }
}

function isGood(
  { lastSeq, madeAt }: Known,
  present: { lastSeq: number; now: number; endsAt: number },
): boolean {
  const age = present.now - madeAt
  if (lastSeq !== present.lastSeq) return age > 0 && age < SETTLED_MS
  // Counted when it was over, it stays as it is until the log says otherwise.
  return madeAt >= present.endsAt || age < FRESH_MS
}

/** Published before the end, and not followed by another before the beginning. */
function versionsIn(policies: readonly PolicyVersion[], { from, to }: TimeRange): number[] {
  const oldestFirst = policies.toSorted((a, b) => a.version - b.version)
  return oldestFirst
    .filter(
      ({ publishedAt }, index) => publishedAt < to && (oldestFirst[index + 1]?.publishedAt ?? to) > from,
    )
    .map(({ version }) => version)
}
