import { isWellFormed } from '../../kernel/canonical-json.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes } from '../../kernel/text.ts'
import type { Language } from '../../locales/language.ts'
import type { Actor, Role } from '../accounts/model.ts'
import type { CommentState } from '../comments/model.ts'
import type { Clause, PolicyVersion } from '../policy/model.ts'
import type { CaseFile, Decision, DecisionAction, Statement } from './model.ts'

const RANK: Record<Role, number> = { reader: 0, moderator: 1, senior: 2, admin: 3 }

/** @throws {Problem} `not-allowed` unless the actor is staff of the site with at least this role */
export function requireStaff(
  actor: Actor,
  siteId: string,
  role: Exclude<Role, 'reader'> = 'moderator',
): asserts actor is Extract<Actor, { type: 'staff' }> {
  if (actor.type !== 'staff' || actor.siteId !== siteId || RANK[actor.role] < RANK[role])
    throw new Problem('not-allowed')
}

/** What a moderator may do to a comment in this state, and what becomes of it (state table, rows 3, 4, 6 and 7). */
const MOVES: Partial<Record<CommentState, Partial<Record<DecisionAction, CommentState>>>> = {
  pending: { approve: 'published', reject: 'rejected' },
  published: { keep: 'published', reject: 'rejected' },
}

/** The state an action leads to; `null` when the state table has no such move. */
export function moveTo(from: CommentState, action: DecisionAction): CommentState | null {
  return MOVES[from]?.[action] ?? null
}

/** The actions that the console offers for a comment in this state. */
export function movesFrom(state: CommentState): DecisionAction[] {
  return (['approve', 'keep', 'reject'] as const).filter((action) => moveTo(state, action) !== null)
}

/** @throws {Problem} `clause-required` when a rejection cites no clause, or one that this version does not have */
export function checkClauses(
  action: DecisionAction,
  clauses: readonly string[],
  policy: PolicyVersion,
): string[] {
  if (action !== 'reject') return []
  const known = policy.clauses.filter(({ id }) => clauses.includes(id)).map(({ id }) => id)
  if (known.length === 0 || known.length !== new Set(clauses).size)
    throw new Problem('clause-required', { field: 'clause' })
  return known
}

const EXPLANATION = { units: 4_000, graphemes: 500 } as const

/** Words to the author, at most 500 grapheme clusters, no markup. @throws {Problem} `invalid-field` */
export function checkExplanation(raw: string): string {
  const isBounded = raw.length <= EXPLANATION.units && isWellFormed(raw)
  if (!isBounded || Array.from(graphemes(raw)).length > EXPLANATION.graphemes)
    throw new Problem('invalid-field', { field: 'explanation' })
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

export function isLeaseHeldByOther(file: CaseFile, accountId: string, now: number): boolean {
  return file.lease !== null && file.lease.expiresAt > now && file.lease.holderId !== accountId
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
      .map(({ id, title, text }) => ({ id, title: title[language], text: text[language] })),
    explanation: decision.explanation,
    fromReport: decision.source === 'report',
    automatedDetection: decision.automatedDetection,
    automatedDecision: decision.automatedDecision,
    language,
  }
}
