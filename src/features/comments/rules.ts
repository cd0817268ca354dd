import { Problem } from '../../kernel/errors.ts'
import type { Candidate, Check } from './checks/check.ts'
import { CHECKS } from './checks/index.ts'
import type { CheckResult, Comment, HoldReason } from './model.ts'

export interface Screened {
  state: 'pending' | 'published'
  holds: readonly HoldReason[]
  results: readonly CheckResult[]
}

/** Loads what the checks need. The first call costs some milliseconds, every later one nothing. */
export async function prepareChecks(checks: readonly Check[] = CHECKS): Promise<void> {
  await Promise.all(checks.map((check) => check.prepare?.()))
}

/**
 * Runs the checks, which have been prepared, in order.
 * @throws {Problem} of the first check that refuses
 */
export function screen(candidate: Candidate, checks: readonly Check[] = CHECKS): Screened {
  const results = checks.map((check): CheckResult => {
    const verdict = check.run(candidate)
    if (verdict.outcome === 'refuse') throw new Problem(verdict.problem, verdict.details)
    const seen = { check: check.name, version: check.version }
    return verdict.outcome === 'hold'
      ? { ...seen, outcome: verdict.reason, evidence: verdict.evidence }
      : { ...seen, outcome: 'pass', evidence: '' }
  })
  const holds = results.flatMap(({ outcome }) => (outcome === 'pass' ? [] : [outcome]))
  return { state: holds.length > 0 ? 'pending' : 'published', holds, results }
}

/** Points of a case's risk, per reason (see `domain`: clause severity hints 80/200, word hit 30, new account 40). */
const POINTS: Record<HoldReason, number> = {
  premoderation: 0,
  'article-premoderated': 0,
  'word-rule': 30,
  'new-writer': 40,
  restriction: 40,
  link: 80,
  'near-duplicate': 80,
  'personal-number': 200,
}

export function riskFactors(holds: readonly HoldReason[]): { factor: HoldReason; points: number }[] {
  return holds.map((factor) => ({ factor, points: POINTS[factor] }))
}

/** What everybody may read. Its author sees a comment in any state but `purged`. */
export function isPublic(comment: Pick<Comment, 'state'>): boolean {
  return comment.state === 'published'
}
