import { and, eq, inArray } from 'drizzle-orm'
import type { Appeal, AppealOutcome, DecisionAction } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import type { Handle } from './database.ts'
import { NO_LEASE } from './no-lease.ts'
import { appeals, cases, decisions } from './schema.ts'

interface OpenAppeal extends Pick<Appeal, 'id' | 'side' | 'decisionId'> {
  contested: DecisionAction
}

/** The appeal that the decision answers, and those that it leaves without a question. Their cases end with them. */
export function settleAppeals(tx: Handle, write: Pick<DecisionWrite, 'decision' | 'appeal'>): void {
  for (const open of openAppealsOn(tx, write)) {
    const outcome = outcomeOf(write, open)
    if (outcome === null) continue
    const { at: decidedAt, id } = write.decision
    tx.update(appeals)
      .set({ outcome, decidedAt, answerId: outcome === 'withdrawn' ? null : id })
      .where(and(eq(appeals.id, open.id), eq(appeals.outcome, 'open')))
      .run()
    tx.update(cases)
      .set({ closedAt: decidedAt, ...NO_LEASE })
      .where(eq(cases.appealId, open.id))
      .run()
  }
}

function openAppealsOn(tx: Handle, { decision }: Pick<DecisionWrite, 'decision'>): OpenAppeal[] {
  const { accountId, commentId } = decision
  const subject =
    commentId === null ? eq(decisions.accountId, accountId ?? '') : eq(decisions.commentId, commentId)
  return tx
    .select({
      id: appeals.id,
      side: appeals.side,
      decisionId: appeals.decisionId,
      contested: decisions.action,
    })
    .from(decisions)
    .innerJoin(appeals, eq(appeals.decisionId, decisions.id))
    .where(and(subject, eq(appeals.outcome, 'open')))
    .all()
}

/** `null`: it is still to be answered. */
function outcomeOf(
  { appeal, decision: { from, reverses, to } }: Pick<DecisionWrite, 'decision' | 'appeal'>,
  { contested, decisionId, id, side }: OpenAppeal,
): AppealOutcome | null {
  if (appeal?.id === id) return appeal.outcome
  if (reverses === decisionId) return 'overturned'
  if (to === 'withdrawn' || to === 'purged') return 'withdrawn'
  if (side === 'reporter') return to === 'rejected' ? 'overturned' : null
  if (contested !== 'blind' || from !== 'blinded' || to === 'blinded') return null
  return to === 'rejected' ? 'upheld' : 'overturned'
}

/** What a decision that is taken back had answered waits again. */
export function reopenAppeals(tx: Handle, answerId: string): void {
  const answered = tx.select({ id: appeals.id }).from(appeals).where(eq(appeals.answerId, answerId))
  tx.update(cases).set({ closedAt: null }).where(inArray(cases.appealId, answered)).run()
  tx.update(appeals)
    .set({ outcome: 'open', decidedAt: null, answerId: null })
    .where(eq(appeals.answerId, answerId))
    .run()
}

/** Where a lifted restriction is imposed anew, the appeals that its lifting had answered are against the new one. */
export function passAppeals(tx: Handle, lift: string, again: string): void {
  tx.update(appeals).set({ decisionId: again }).where(eq(appeals.answerId, lift)).run()
  reopenAppeals(tx, lift)
}
