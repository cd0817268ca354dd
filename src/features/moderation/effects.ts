import { type OutboxEntry, UNDO_WINDOW_MS } from '../delivery/model.ts'
import type { NewDecision } from './model.ts'

/** The card changes at once; the author is told after the time for an undo. */
export function effects(decision: NewDecision, nextId: () => string): OutboxEntry[] {
  const { siteId, at } = decision
  return [
    {
      id: nextId(),
      siteId,
      kind: 'card',
      subjectId: decision.commentId,
      createdAt: at,
      notBefore: at,
      attempts: 0,
    },
    {
      id: nextId(),
      siteId,
      kind: 'statement',
      subjectId: decision.id,
      createdAt: at,
      notBefore: at + UNDO_WINDOW_MS,
      attempts: 0,
    },
  ]
}
