import { MINUTE } from '../../kernel/clock.ts'
import type { ChartName, Statistics } from './statistics-model.ts'

/** A chart's figures in the order of its columns; times in minutes. */
export function chartLines(name: ChartName, statistics: Statistics): (string | number | null)[][] {
  switch (name) {
    case 'inbound':
      return statistics.inbound.map(({ day, received, held }) => [day, received, held])
    case 'time':
      return statistics.time.map(({ day, decided, medianMs, p95Ms }) => [
        ...[day, decided],
        ...[minutes(medianMs), minutes(p95Ms)],
      ])
    case 'clauses':
      return statistics.clauses.map(({ clause, decisions, overturned }) => [clause, decisions, overturned])
    case 'rules':
      return statistics.rules.map(({ rule, decided, rejected, overturned }) => [
        ...[rule, decided, rejected],
        decided === 0 ? null : Math.round((rejected / decided) * 1_000) / 1_000,
        overturned,
      ])
    case 'hours':
      return statistics.hours.flatMap((hours, weekday) =>
        hours.map((received, hour) => [weekday, hour, received]),
      )
  }
}

function minutes(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / MINUTE)
}
