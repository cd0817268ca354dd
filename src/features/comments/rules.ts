import { Problem } from '../../kernel/errors.ts'
import type { Candidate, Check, TextCandidate, Verdict } from './checks/check.ts'
import { CHECKS, TEXT_CHECKS } from './checks/index.ts'
import { type CheckResult, type Comment, type CommentList, type HoldReason, PAGE_SIZE } from './model.ts'

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
  return screenedBy(
    checks.map((check) =>
      resultOf(check, check.run(candidate), check.revision?.(candidate) ?? check.version),
    ),
  )
}

/** What the checks of the text alone, which have been prepared, make of it. None of them refuses. */
export function screenText(candidate: TextCandidate): CheckResult[] {
  return TEXT_CHECKS.map((check) =>
    resultOf(check, check.run(candidate), check.revision?.(candidate) ?? check.version),
  )
}

function resultOf({ name: check }: Check, verdict: Verdict, version: number): CheckResult {
  if (verdict.outcome === 'refuse') throw new Problem(verdict.problem, verdict.details)
  if (verdict.outcome === 'pass') return { check, version, outcome: 'pass', evidence: '' }
  const { reason, evidence, finds } = verdict
  return { check, version, outcome: reason, evidence, ...(finds && { finds }) }
}

/** With the word of a check that had to be waited for; `null`: there is none. */
export function withResult(screened: Screened, result: CheckResult | null): Screened {
  return result ? screenedBy([...screened.results, result]) : screened
}

/** What all results together mean; a reason that two checks share is one reason. */
function screenedBy(results: readonly CheckResult[]): Screened {
  const holds = [...new Set(results.flatMap(({ outcome }) => (outcome === 'pass' ? [] : [outcome])))]
  return { state: holds.length > 0 ? 'pending' : 'published', holds, results }
}

/** Points of a case's risk, per reason (see `domain`: clause severity hints 80/200, word hit 30, new account 40). */
const POINTS: Record<HoldReason, number> = {
  premoderation: 0,
  'article-premoderated': 0,
  'word-rule': 30,
  'new-writer': 40,
  'rejection-rate': 80,
  'outside-check': 80,
  'outside-check-failed': 0,
  restriction: 40,
  link: 80,
  'near-duplicate': 80,
  'personal-number': 200,
}

const WORD_POINTS_CAP = 90
const STRIKE_POINTS = 40

/** Each word counts, three at most, and each strike of the writer's; every other reason counts once. */
export function riskFactors(
  { holds, results }: Screened,
  strikes: number,
): { factor: HoldReason | 'strikes'; points: number }[] {
  const words = results.filter(({ outcome }) => outcome === 'word-rule')
  const hits = words.reduce((sum, { finds }) => sum + (finds?.length ?? 1), 0)
  const reasons = holds.map((factor) => ({
    factor,
    points: factor === 'word-rule' ? Math.min(WORD_POINTS_CAP, hits * POINTS[factor]) : POINTS[factor],
  }))
  return strikes === 0 ? reasons : [...reasons, { factor: 'strikes', points: strikes * STRIKE_POINTS }]
}

/** Only a published top-level comment of the same article is answered. */
export function takesReplies(
  { articleId, parentId, state }: Pick<Comment, 'articleId' | 'parentId' | 'state'>,
  ofArticle: string,
): boolean {
  return articleId === ofArticle && parentId === null && state === 'published'
}

/** What everybody may read. Its author sees a comment in any state but `purged`. */
export function isPublic(comment: Pick<Comment, 'state'>): boolean {
  return comment.state === 'published'
}

/** One more than a page was read, to know whether there is a next one. */
export function commentList(found: readonly Comment[]): CommentList {
  const comments = found.slice(0, PAGE_SIZE)
  const last = comments.at(-1)
  return { comments, next: found.length > PAGE_SIZE && last ? { at: last.createdAt, id: last.id } : null }
}
