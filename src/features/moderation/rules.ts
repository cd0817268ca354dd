import { isWellFormed } from '../../kernel/canonical-json.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes } from '../../kernel/text.ts'
import { inLanguage, type Language, wordsIn } from '../../locales/language.ts'
import type { Clause, PolicyVersion } from '../policy/model.ts'
import {
  type CaseFile,
  type Decision,
  type DecisionAction,
  type Lease,
  LONGEST_LEASE_MS,
  RESTRICTIONS,
  type Restriction,
  type RestrictionKind,
  STRIKE_MS,
  type Strike,
} from './model.ts'
import { APPEAL_MS } from './state-table.ts'
import type { Statement } from './statement-model.ts'

/** What a restrictive decision rests on: clauses, or a law and why it applies. */
export interface Ground {
  clauses: readonly string[]
  /** Statute and section; `null` when the ground is the paper's own terms. */
  lawReference: string | null
}

const RESTRICTIVE: ReadonlySet<DecisionAction> = new Set<DecisionAction>(['reject', 'blind', ...RESTRICTIONS])

/**
 * The clauses in the policy's order; none for a decision that takes nothing away.
 * @throws {Problem} `clause-required` when nothing is cited, or a clause that this version does not have;
 * `invalid-field` when a law stands without words on why it applies, or is named too long
 */
export function checkGround(
  action: DecisionAction,
  { clauses, lawReference }: Ground,
  explanation: string,
  policy: PolicyVersion,
): { clauses: string[]; ground: 'terms' | 'law' | 'none'; lawReference: string | null } {
  if (!RESTRICTIVE.has(action)) return { clauses: [], ground: 'none', lawReference: null }
  if (lawReference === null) return { clauses: checkClauses(clauses, policy), ground: 'terms', lawReference }
  checkLaw(lawReference, explanation)
  const cited = clauses.length === 0 ? [] : checkClauses(clauses, policy)
  return { clauses: cited, ground: 'law', lawReference: lawReference.trim() }
}

/** A law is named, with words on why it applies. @throws {Problem} `invalid-field` */
export function checkLaw(lawReference: string, explanation: string): void {
  if (lawReference.trim() === '' || lawReference.length > 200 || !isWellFormed(lawReference))
    throw new Problem('invalid-field', { field: 'law' })
  if (explanation === '') throw new Problem('invalid-field', { field: 'explanation' })
}

function checkClauses(clauses: readonly string[], policy: PolicyVersion): string[] {
  const known = policy.clauses.filter(({ id }) => clauses.includes(id)).map(({ id }) => id)
  if (known.length === 0 || known.length !== new Set(clauses).size)
    throw new Problem('clause-required', { field: 'clause' })
  return known
}

const EXPLANATION = { units: 4_000, graphemes: 500 } as const

/** What a person wrote in a field of that name, at most 500 grapheme clusters, no markup. @throws {Problem} `invalid-field` */
export function checkExplanation(raw: string, field: 'explanation' | 'note' = 'explanation'): string {
  const isBounded = raw.length <= EXPLANATION.units && isWellFormed(raw)
  if (!isBounded || Array.from(graphemes(raw)).length > EXPLANATION.graphemes)
    throw new Problem('invalid-field', { field })
  return raw.replace(/\r\n?/g, '\n').trim()
}

/** The nine clauses that stand on the keys 1–9, most used first (`domain` §7). */
const KEY_CLAUSES = ['SB-01', 'SB-02', 'SB-03', 'SB-04', 'SB-05', 'SB-06', 'SB-07', 'SB-09', 'SB-20']

export function keyClauses(policy: PolicyVersion): Clause[] {
  return KEY_CLAUSES.flatMap((id) => policy.clauses.filter((clause) => clause.id === id)).slice(0, 9)
}

/** The clauses without a key of their own. */
export function otherClauses(policy: PolicyVersion): Clause[] {
  const onKeys = new Set(keyClauses(policy).map(({ id }) => id))
  return policy.clauses.filter(({ id }) => !onKeys.has(id))
}

export function isLeaseInForce({ expiresAt }: Pick<Lease, 'expiresAt'>, now: number): boolean {
  return expiresAt > now && expiresAt <= now + LONGEST_LEASE_MS
}

export function isLeaseHeldByOther({ lease }: CaseFile, accountId: string, now: number): boolean {
  return lease !== null && isLeaseInForce(lease, now) && lease.holderId !== accountId
}

/** What its author or its account may contest. A blind under a notice goes the notice's way. */
export function canContest({ action, source }: Pick<Decision, 'action' | 'source'>): boolean {
  if (action === 'blind') return source === 'own' || source === 'report'
  return RESTRICTIVE.has(action)
}

/** Whether a person has looked at it and kept it: no refusal of a claim, and not taken back since. */
export function wasKept(history: readonly Decision[]): boolean {
  const undone = new Set(history.flatMap(({ action, reverses }) => (action === 'undo' ? [reverses] : [])))
  return history.some(
    ({ action, id, source }) =>
      action === 'keep' && source !== 'notice' && source !== 'order' && !undone.has(id),
  )
}

/** Decisions that change nothing by themselves: a statement gives the reason behind them. */
const NO_REASON: ReadonlySet<DecisionAction> = new Set<DecisionAction>(['undo', 'uphold', 'keep'])

/**
 * The decision by which a comment is in its state now, of all decisions on it, oldest first. What was taken back
 * counts for nothing, and what it had taken back itself stands again.
 */
export function standing<One extends Decision>(history: readonly One[], state: string): One | null {
  const taken = new Set<string>()
  for (const decision of history.toReversed()) {
    if (taken.has(decision.id)) continue
    if (decision.reverses !== null) taken.add(decision.reverses)
    if (decision.to === state && !NO_REASON.has(decision.action)) return decision
  }
  return null
}

/** What the author reads: the clauses as they stood in the version the comment was written under. */
export function statementOf(
  decision: Decision & { explanation: string },
  policy: PolicyVersion,
  language: Language,
): Statement {
  return {
    decisionId: decision.id,
    commentId: decision.commentId,
    at: decision.at,
    action: decision.action,
    policyVersion: decision.policyVersion,
    clauses: policy.clauses
      .filter(({ id }) => decision.clauses.includes(id))
      .map(({ id, title, text }) => {
        const { words, language: written } = inLanguage(text, language)
        const clause = { id, title: wordsIn(title, written), text: words }
        return written === language ? clause : { ...clause, language: written }
      }),
    explanation: decision.explanation,
    lawReference: decision.lawReference,
    source: decision.source,
    startsAt: decision.startsAt,
    endsAt: decision.endsAt,
    automatedDetection: decision.automatedDetection,
    automatedDecision: decision.automatedDecision,
    language,
    appealUntil: canContest(decision) ? decision.at + APPEAL_MS : null,
    appeal: null,
  }
}

/** Points that still count: not taken back, and not older than 90 days. */
export function activePoints(strikes: readonly Strike[], now: number): number {
  return strikes
    .filter(({ at, undoneAt }) => undoneAt === null && at > now - STRIKE_MS)
    .reduce((sum, { points }) => sum + points, 0)
}

const STEPS: readonly { from: number; kind: RestrictionKind; days: number | null }[] = [
  { from: 12, kind: 'ban', days: 30 },
  { from: 8, kind: 'mute', days: 7 },
  { from: 5, kind: 'premoderate', days: 14 },
  { from: 3, kind: 'warn', days: null },
]

/** The step that the policy names for so many points. It is only suggested: a person decides. */
export function suggestedStep(points: number): { kind: RestrictionKind; days: number | null } | null {
  const step = STEPS.find(({ from }) => points >= from)
  return step ? { kind: step.kind, days: step.days } : null
}

/** Each begins when it is imposed: a beginning that lies ahead is of a clock that was put back, and frees nobody. */
export function isInForce(
  { endsAt, liftedAt }: Pick<Restriction, 'endsAt' | 'liftedAt'>,
  now: number,
): boolean {
  return liftedAt === null && (endsAt === null || endsAt > now)
}

/** Severity points of the cited clauses, added up; `null` where only a law is cited. */
export function pointsOf(clauses: readonly string[], policy: PolicyVersion): number | null {
  const cited = policy.clauses.filter(({ id }) => clauses.includes(id))
  return cited.length === 0 ? null : cited.reduce((sum, { severity }) => sum + severity, 0)
}
