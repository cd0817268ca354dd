import type { Severity } from '../policy/model.ts'

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

const REPORT_POINTS = { each: 20, cap: 200 } as const
const SEVERITY_POINTS: Record<Severity, number> = { 1: 0, 2: 80, 3: 200, 4: 400 }

/** Risk of a comment's open reports, in points: their number, and the gravest clause that they name. */
export function reportPoints(severities: readonly Severity[]): number {
  const hint = Math.max(0, ...severities.map((severity) => SEVERITY_POINTS[severity]))
  return Math.min(REPORT_POINTS.cap, severities.length * REPORT_POINTS.each) + hint
}
