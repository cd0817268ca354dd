/** How far back the desk may look, in days of the site. */
export const STATISTICS_DAYS = [7, 30, 90] as const
export type StatisticsDays = (typeof STATISTICS_DAYS)[number]

export const CHARTS = ['inbound', 'time', 'clauses', 'rules', 'hours'] as const
export type ChartName = (typeof CHARTS)[number]

/** How the desk's work went. No figure is about one of its people. */
export interface Statistics {
  days: StatisticsDays
  /** The first moment that counts. */
  since: number
  waiting: number
  oldestAt: number | null
  decided: number
  medianMs: number | null
  p95Ms: number | null
  /** A row for each day (`2026-11-24`), also for those on which nothing came. */
  inbound: readonly { day: string; received: number; held: number }[]
  time: readonly { day: string; decided: number; medianMs: number | null; p95Ms: number | null }[]
  clauses: readonly { clause: string; decisions: number; overturned: number }[]
  rules: readonly { rule: string; decided: number; rejected: number; overturned: number }[]
  /** Comments that came in: by weekday (0 is Sunday), then by hour. */
  hours: readonly (readonly number[])[]
}
