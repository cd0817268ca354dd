import { type OutboxEntry, UNDO_WINDOW_MS } from '../delivery/model.ts'
import type { DecisionAction, NewDecision } from './model.ts'

/** Nobody is told of these: an undo has told nobody yet, and the author knows of a withdrawal. */
const SILENT: ReadonlySet<DecisionAction> = new Set<DecisionAction>(['undo', 'withdraw', 'purge'])

/** The card changes at once; people are told after the time for an undo. */
export function effects(decision: NewDecision, nextId: () => string): OutboxEntry[] {
  const { siteId, at } = decision
  const entry = { siteId, createdAt: at, attempts: 0 }
  const card: OutboxEntry[] =
    decision.commentId === null
      ? []
      : [{ ...entry, id: nextId(), kind: 'card', subjectId: decision.commentId, notBefore: at }]
  if (SILENT.has(decision.action)) return card
  const notBefore = at + UNDO_WINDOW_MS
  return [...card, { ...entry, id: nextId(), kind: 'statement', subjectId: decision.id, notBefore }]
}
