import type { Role } from '../features/accounts/model.ts'
import type { DecisionAction, Lease } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { isLeaseHeldByOther } from '../features/moderation/rules.ts'
import { isOutOfReach, movesFrom } from '../features/moderation/state-table.ts'
import type { ProblemDetails, ProblemType } from '../kernel/errors.ts'

/** What the moderator at the screen can do with the opened case. Only `yours` shows buttons. */
export type CaseStatus =
  | { state: 'yours'; lease: Lease; moves: readonly DecisionAction[] }
  | { state: 'held'; by: string; until: number }
  | { state: 'decided'; action: DecisionAction; at: number; clauses: readonly string[]; by: string | null }
  | { state: 'closed' }
  | { state: 'lost' }
  | { state: 'own' }
  /** Escalated: for a senior. */
  | { state: 'escalated'; by: string | null; at: number }

interface Facts {
  opened: OpenedCase
  problem: { type: ProblemType; details: ProblemDetails } | null
  now: number
  accountId: string
  role: Role
}

/** A refusal by the server wins over what the opened case says: it is newer. */
export function caseStatus({ opened, problem, now, accountId, role }: Facts): CaseStatus {
  const { item, lease, latest } = opened
  const { caseFile, comment } = item
  const moves = movesFrom(comment.state)
  if (problem?.type === 'already-decided' || caseFile.closedAt !== null || moves.length === 0) {
    return decided(latest, problem?.details ?? {})
  }
  if (comment.accountId === accountId || problem?.type === 'own-comment') return { state: 'own' }
  if (caseFile.escalatedAt !== null && isOutOfReach(caseFile, role))
    return { state: 'escalated', by: opened.escalatedBy, at: caseFile.escalatedAt }
  if (caseFile.lease && isLeaseHeldByOther(caseFile, accountId, now)) {
    return { state: 'held', by: caseFile.lease.holderName, until: caseFile.lease.expiresAt }
  }
  if (lease === null || problem?.type === 'lease-lost') return { state: 'lost' }
  return { state: 'yours', lease, moves }
}

function decided(latest: OpenedCase['latest'], details: ProblemDetails): CaseStatus {
  const by = details.decidedBy || null
  if (latest) return { state: 'decided', action: latest.action, at: latest.at, clauses: latest.clauses, by }
  const { decision, decidedAt } = details
  if (decidedAt !== undefined && isAction(decision)) {
    return { state: 'decided', action: decision, at: decidedAt, clauses: [], by }
  }
  return { state: 'closed' }
}

function isAction(text: string | undefined): text is DecisionAction {
  return text === 'approve' || text === 'keep' || text === 'reject'
}
