import { MINUTE } from '../../kernel/clock.ts'
import type { Severity } from '../policy/model.ts'
import type { CaseFile, QueueOrder, QueuePlace, QueueRest } from './model.ts'

/** A queue of nothing but abuse exhausts people: one card in four comes from the calm end. */
const CALM_EVERY = 4

/** How many of `limit` cards come from the calm end. */
export function calmCards(limit: number): number {
  return Math.floor(limit / CALM_EVERY)
}

/** Serving order of cases that are given riskiest first: each fourth is taken from the end. */
export function serve<Case>(cases: readonly Case[]): Case[] {
  const calm = calmCards(cases.length)
  const risky = cases.slice(0, cases.length - calm)
  const served: Case[] = []
  for (const [index, card] of cases
    .slice(cases.length - calm)
    .reverse()
    .entries()) {
    served.push(...risky.slice(index * (CALM_EVERY - 1), (index + 1) * (CALM_EVERY - 1)), card)
  }
  return [...served, ...risky.slice(calm * (CALM_EVERY - 1))]
}

/** As the cases' generated `priority`, with its sign turned: a point of risk is worth five minutes of waiting. */
function placeOf({ id, risk, openedAt }: CaseFile, order: QueueOrder): QueuePlace {
  return { id, rank: order === 'oldest' ? openedAt : openedAt - risk * 5 * MINUTE }
}

/** What a full page of the queue leaves for the next one; `null` when the page was empty. */
export function restOf(served: readonly CaseFile[], order: QueueOrder): QueueRest | null {
  const places = served
    .map((file) => placeOf(file, order))
    .sort((a, b) => a.rank - b.rank || (order === 'oldest' ? 1 : -1) * (a.id < b.id ? -1 : 1))
  const calm = order === 'oldest' ? 0 : calmCards(places.length)
  const after = places[places.length - calm - 1]
  return after ? { after, before: places[places.length - calm] ?? null } : null
}

const REPORT_POINTS = { each: 20, cap: 200 } as const
const SEVERITY_POINTS: Record<Severity, number> = { 1: 0, 2: 80, 3: 200, 4: 400 }

/** How the reports of one reader have ended so far. */
export interface Accuracy {
  upheld: number
  /** Those that a decision upheld or dismissed. */
  decided: number
}

const FEW_REPORTS = 5
const LEAST_WEIGHT = 0.2

/**
 * What a reader's report weighs, from 0.2 to 1: the share of earlier ones that were upheld, once more than five are
 * decided. Whoever keeps reporting what breaks no rule is still read, only later.
 */
export function reportWeight({ upheld, decided }: Accuracy): number {
  return decided > FEW_REPORTS ? Math.max(LEAST_WEIGHT, upheld / decided) : 1
}

/** Risk of a comment's open reports, in points: their weight, and the gravest clause that they name. */
export function reportPoints(reports: readonly { severity: Severity; weight: number }[]): number {
  const hint = Math.max(0, ...reports.map(({ severity, weight }) => SEVERITY_POINTS[severity] * weight))
  const sum = reports.reduce((total, { weight }) => total + weight * REPORT_POINTS.each, 0)
  return Math.round(Math.min(REPORT_POINTS.cap, sum) + hint)
}
