import { and, eq, sql } from 'drizzle-orm'
import type { Decision, NewDecision, Restriction } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import { passAppeals } from './appeal-effects.ts'
import { atMost, type Handle } from './database.ts'
import { decisionColumns } from './decision-columns.ts'
import { imposeRestriction } from './restrictions.ts'
import { comments, decisions, decisionTexts, inbox, restrictions } from './schema.ts'
import { tellLater, untell } from './telling.ts'

/**
 * An overturning that is taken back had lifted what followed from the rejection. A lifted restriction stays lifted:
 * the same one is imposed anew until the same end, on the grounds and with the words of the first.
 */
export function reimpose(
  tx: Handle,
  { decision, nextId }: DecisionWrite,
  overturning: Decision,
  append: (tx: Handle, decision: NewDecision) => Decision,
): void {
  for (const { lift, restriction } of liftsOf(tx, overturning)) {
    untell(tx, lift.id)
    const { id, kind, endsAt } = restriction
    if (endsAt !== null && endsAt <= decision.at) continue
    const first = tx.select(decisionColumns).from(decisions).where(eq(decisions.id, id)).get()
    if (!first) continue
    const { actorType, actorId, at, role } = decision
    const by = { actorType, actorId, role }
    const again = { ...first, ...by, at, id: nextId(), startsAt: at, endsAt, reverses: lift.id }
    append(tx, again)
    copyText(tx, id, again.id)
    imposeRestriction(tx, { ...restriction, id: again.id, kind, startsAt: at, liftedAt: null })
    passAppeals(tx, lift.id, again.id)
    if (!isTold(tx, id)) tellLater(tx, { decision, nextId }, again.id)
  }
}

function liftsOf(tx: Handle, { id, commentId }: Decision): { lift: Decision; restriction: Restriction }[] {
  return tx
    .select({ lift: decisionColumns, restriction: restrictions })
    .from(comments)
    .innerJoin(decisions, eq(decisions.accountId, comments.accountId))
    .innerJoin(restrictions, eq(restrictions.id, decisions.reverses))
    .where(
      and(
        eq(comments.id, commentId ?? ''),
        eq(decisions.action, 'lift'),
        sql`EXISTS (SELECT 1 FROM json_each(${decisions.sourceIds}) WHERE value = ${id})`,
      ),
    )
    .all()
}

function isTold(tx: Handle, decisionId: string): boolean {
  const message = tx.select({ id: inbox.decisionId }).from(inbox).where(eq(inbox.decisionId, decisionId))
  return message.limit(atMost(1)).get() !== undefined
}

function copyText(tx: Handle, from: string, decisionId: string): void {
  const text = tx.select().from(decisionTexts).where(eq(decisionTexts.decisionId, from)).get()
  if (text)
    tx.insert(decisionTexts)
      .values({ ...text, decisionId })
      .run()
}
