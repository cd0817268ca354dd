import { and, eq } from 'drizzle-orm'
import { UNDO_WINDOW_MS } from '../../features/delivery/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import type { Handle } from './database.ts'
import { outbox } from './schema.ts'

/** What nobody has been told yet need not be told at all. */
export function untell(tx: Handle, decisionId: string): void {
  tx.delete(outbox)
    .where(and(eq(outbox.subjectId, decisionId), eq(outbox.kind, 'statement')))
    .run()
}

/** After the time for an undo. Whoever knows it already is not told again. */
export function tellLater(
  tx: Handle,
  { decision, nextId }: Pick<DecisionWrite, 'decision' | 'nextId'>,
  subjectId: string,
): void {
  const { at: createdAt, siteId } = decision
  const entry = { id: nextId(), siteId, kind: 'statement' as const, subjectId, createdAt, attempts: 0 }
  tx.insert(outbox)
    .values({ ...entry, notBefore: createdAt + UNDO_WINDOW_MS })
    .run()
}
