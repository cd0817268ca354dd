import { DAY, HOUR } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Actor, Role, StaffRole } from '../accounts/model.ts'
import type { CommentState } from '../comments/model.ts'
import { UNDO_WINDOW_MS } from '../delivery/model.ts'
import type { CaseFile, CommentAction, Decision } from './model.ts'

/** Who makes a move: staff of at least this role, the comment's author, or the clock. */
type By = StaffRole | 'author' | 'system'

interface Move {
  from: CommentState
  action: CommentAction
  /** `before`: the state that the comment had before the blind, or before the decision that is taken back. */
  to: CommentState | 'before'
  by: readonly By[]
  /** Whether it is made on an open case, under its lease. */
  onCase: boolean
}

/**
 * Everything that can become of a comment once it is in. A row that is not here cannot happen.
 * Rows 12 (`undo`, from any state) and 11b (`overturn` without an appeal) have rules of their own below.
 */
export const STATE_TABLE: readonly Move[] = [
  { from: 'pending', action: 'approve', to: 'published', by: ['moderator'], onCase: true },
  { from: 'pending', action: 'reject', to: 'rejected', by: ['moderator'], onCase: true },
  { from: 'published', action: 'hold', to: 'pending', by: ['moderator', 'system'], onCase: false },
  { from: 'published', action: 'reject', to: 'rejected', by: ['moderator'], onCase: true },
  { from: 'published', action: 'keep', to: 'published', by: ['moderator'], onCase: true },
  { from: 'published', action: 'blind', to: 'blinded', by: ['senior'], onCase: false },
  { from: 'pending', action: 'blind', to: 'blinded', by: ['senior'], onCase: false },
  { from: 'blinded', action: 'restore', to: 'before', by: ['senior', 'system'], onCase: false },
  { from: 'blinded', action: 'reject', to: 'rejected', by: ['senior'], onCase: false },
  { from: 'rejected', action: 'overturn', to: 'published', by: ['moderator'], onCase: false },
  { from: 'rejected', action: 'uphold', to: 'rejected', by: ['moderator'], onCase: true },
  { from: 'published', action: 'uphold', to: 'published', by: ['moderator'], onCase: true },
  { from: 'blinded', action: 'uphold', to: 'blinded', by: ['senior'], onCase: true },
  // A legal notice that is refused leaves the comment where it is.
  { from: 'pending', action: 'keep', to: 'pending', by: ['senior'], onCase: false },
  { from: 'blinded', action: 'keep', to: 'blinded', by: ['senior'], onCase: false },
  { from: 'rejected', action: 'keep', to: 'rejected', by: ['senior'], onCase: false },
  { from: 'withdrawn', action: 'keep', to: 'withdrawn', by: ['senior'], onCase: false },
  { from: 'pending', action: 'withdraw', to: 'withdrawn', by: ['author'], onCase: false },
  { from: 'published', action: 'withdraw', to: 'withdrawn', by: ['author'], onCase: false },
  { from: 'blinded', action: 'withdraw', to: 'withdrawn', by: ['author'], onCase: false },
  { from: 'rejected', action: 'purge', to: 'purged', by: ['system'], onCase: false },
  { from: 'withdrawn', action: 'purge', to: 'purged', by: ['system'], onCase: false },
]

const RANK: Record<Role, number> = { reader: 0, moderator: 1, senior: 2, admin: 3 }

/** @throws {Problem} `not-allowed` unless the actor is staff of the site with at least this role */
export function requireStaff(
  actor: Actor,
  siteId: string,
  role: StaffRole = 'moderator',
): asserts actor is Extract<Actor, { type: 'staff' }> {
  if (actor.type !== 'staff' || actor.siteId !== siteId || !outranks(actor.role, role))
    throw new Problem('not-allowed')
}

export function outranks(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed]
}

/** A case that was escalated is a senior's: others read it, and neither claim nor decide it. */
export function isOutOfReach({ escalatedAt }: Pick<CaseFile, 'escalatedAt'>, role: Role): boolean {
  return escalatedAt !== null && !outranks(role, 'senior')
}

/** The row of the table for an act of the desk; `null` when there is none. */
export function moveOf(from: CommentState, action: CommentAction): Move | null {
  return STATE_TABLE.find((move) => move.from === from && move.action === action) ?? null
}

/** @throws {Problem} `not-allowed` when the row wants a higher role */
export function requireMover(move: Move, role: Role): void {
  if (!move.by.some((by) => by !== 'author' && by !== 'system' && outranks(role, by)))
    throw new Problem('not-allowed')
}

/** What the console offers on an open review of a comment in this state. */
export function movesFrom(state: CommentState): CommentAction[] {
  const offered: readonly CommentAction[] = ['approve', 'keep', 'reject']
  return offered.filter((action) => moveOf(state, action)?.onCase === true)
}

/** Row 12: the same person, within half a minute: when it has passed, people are told. */
export function canUndo(decision: Decision, accountId: string, now: number): boolean {
  return (
    decision.actorType === 'staff' &&
    decision.actorId === accountId &&
    decision.action !== 'undo' &&
    now < decision.at + UNDO_WINDOW_MS
  )
}

const CORRECTION_MS = DAY

/** What a correction takes back: the rejection, whatever was answered about it since. */
export function rejectionIn<One extends Decision>(history: readonly One[]): One | undefined {
  return history.findLast(({ action, to }) => action === 'reject' && to === 'rejected')
}

/** Row 11b: a rejection taken back without an appeal, by the same person within a day, or by a senior. */
export function canCorrect(decision: Decision, by: { accountId: string; role: Role }, now: number): boolean {
  if (outranks(by.role, 'senior')) return true
  return decision.actorId === by.accountId && now <= decision.at + CORRECTION_MS
}

/** Row 8 and Korean Network Act 44-2(4): thirty days. */
export const BLIND_MS = 30 * DAY
/** Seniors are warned from day 23. */
export const BLIND_WARNING_MS = 7 * DAY
/** EU DSA Art. 20(1) and Korean Network Act 44-13: six months, here as 184 days. */
export const APPEAL_MS = 184 * DAY
/** How long an appeal may wait before the console calls it overdue. */
export const APPEAL_DUE_MS = 14 * DAY
/** How long an unanswered notice may wait before the console calls it due. */
export const NOTICE_DUE_MS = { dsa16: 48 * HOUR, kr44_2: 24 * HOUR, authority_order: 24 * HOUR } as const
