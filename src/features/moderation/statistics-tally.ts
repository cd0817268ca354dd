import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts'
import { dayStart, type LocalTime, localTime } from '../../kernel/time-zone.ts'
import type { Statistics, StatisticsDays } from './statistics-model.ts'
import type { CommentRow, DecisionRow } from './transparency-model.ts'
import { quantile } from './transparency-report.ts'
import { isDecision } from './transparency-tally.ts'

/** Sums of one stretch of days. */
export interface StatisticsTally {
  days: Map<string, { received: number; held: number; waits: number[] }>
  clauses: Map<string, { decisions: number; overturned: number }>
  rules: Map<string, { decided: number; rejected: number; overturned: number }>
  hours: number[][]
  /** Calendar and clock of a moment; the same for a quarter of an hour, in every zone there is. */
  local: (at: number) => LocalTime
}

/** The first moment of the first of so many days, today among them. */
export function sinceOf(days: StatisticsDays, now: number, timeZone: string): number {
  // Noon: on no day do the clocks change so far.
  const { year, month, day } = localTime(now, timeZone)
  const noon = dayStart(year, month, day, timeZone) + 12 * HOUR
  const first = localTime(noon - (days - 1) * DAY, timeZone)
  return dayStart(first.year, first.month, first.day, timeZone)
}

/** With a row for each day from `since` to `now`. */
export function newStatistics(since: number, now: number, timeZone: string): StatisticsTally {
  const tally: StatisticsTally = {
    days: new Map(),
    clauses: new Map(),
    rules: new Map(),
    hours: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)),
    local: remembered(timeZone),
  }
  for (let noon = since + 12 * HOUR; noon < now + DAY; noon += DAY) {
    const day = dayOf(tally.local(noon))
    if (day <= dayOf(tally.local(now))) tally.days.set(day, { received: 0, held: 0, waits: [] })
  }
  return tally
}

export function countInbound(tally: StatisticsTally, { createdAt, first }: CommentRow): void {
  const local = tally.local(createdAt)
  const day = tally.days.get(dayOf(local))
  if (day) {
    day.received += 1
    if (first === 'pending') day.held += 1
  }
  const hours = tally.hours[local.weekday]
  if (hours) hours[local.hour] = (hours[local.hour] ?? 0) + 1
}

export function countOutcome(tally: StatisticsTally, row: DecisionRow): void {
  if (row.isUndone || !isDecision(row)) return
  for (const clause of row.clauses) known(tally.clauses, clause, NO_CLAUSE).decisions += 1
  if (row.action === 'overturn' && row.reversed) {
    for (const clause of row.reversed.clauses) known(tally.clauses, clause, NO_CLAUSE).overturned += 1
    for (const rule of row.reversed.detectors) known(tally.rules, rule, NO_RULE).overturned += 1
  }
  if (row.commentId === null || row.waitedFrom === null) return
  if (row.action !== 'approve' && row.action !== 'reject' && row.action !== 'keep') return
  tally.days.get(dayOf(tally.local(row.at)))?.waits.push(Math.max(0, row.at - row.waitedFrom))
  if (row.from === 'pending') countRules(tally, row)
}

function countRules({ rules }: StatisticsTally, { action, detectors }: DecisionRow): void {
  for (const rule of detectors) {
    const count = known(rules, rule, NO_RULE)
    count.decided += 1
    if (action === 'reject') count.rejected += 1
  }
}

/** The sums as the page shows them. */
export function statisticsOf(
  tally: StatisticsTally,
  frame: Pick<Statistics, 'days' | 'since' | 'waiting' | 'oldestAt'>,
): Statistics {
  const days = [...tally.days]
  const waits = days.flatMap(([, day]) => day.waits)
  return {
    ...frame,
    decided: waits.length,
    medianMs: quantile(waits, 0.5),
    p95Ms: quantile(waits, 0.95),
    inbound: days.map(([day, { received, held }]) => ({ day, received, held })),
    time: days.map(([day, { waits: own }]) => ({
      ...{ day, decided: own.length },
      ...{ medianMs: quantile(own, 0.5), p95Ms: quantile(own, 0.95) },
    })),
    clauses: byName(tally.clauses).map(([clause, count]) => ({ clause, ...count })),
    rules: byName(tally.rules).map(([rule, count]) => ({ rule, ...count })),
    hours: tally.hours,
  }
}

const NO_CLAUSE = { decisions: 0, overturned: 0 }
const NO_RULE = { decided: 0, rejected: 0, overturned: 0 }

function known<Count extends object>(counts: Map<string, Count>, key: string, none: Count): Count {
  const count = counts.get(key) ?? { ...none }
  counts.set(key, count)
  return count
}

function byName<Count>(counts: ReadonlyMap<string, Count>): [string, Count][] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
}

function dayOf({ year, month, day }: LocalTime): string {
  return `${year}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`
}

const QUARTER = 15 * MINUTE

/** Asking the calendar for every row would take longer than reading it. */
function remembered(timeZone: string): (at: number) => LocalTime {
  const quarters = new Map<number, LocalTime>()
  return (at) => {
    const quarter = Math.floor(at / QUARTER)
    const before = quarters.get(quarter)
    if (before) return before
    const made = localTime(quarter * QUARTER, timeZone)
    quarters.set(quarter, made)
    return made
  }
}
