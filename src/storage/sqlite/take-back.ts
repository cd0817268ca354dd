import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Decision, NewDecision, Restriction } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import { settleAppeals } from './appeal-effects.ts'
import type { Handle } from './database.ts'
import { reimpose } from './reimpose.ts'
import { reopenWork } from './reopen.ts'
import { liftRestriction } from './restrictions.ts'
import { decisions, reports, restrictions, strikes } from './schema.ts'
import { tellLater, untell } from './telling.ts'

type Append = (tx: Handle, decision: NewDecision) => Decision

/** Undoes what hung on a decision: strikes, restrictions that followed from it and, by an undo, the work itself. */
export function takeBack(tx: Handle, write: DecisionWrite, reversed: Decision, append: Append): void {
  const { decision } = write
  tx.update(strikes)
    .set({ undoneAt: decision.at })
    .where(and(eq(strikes.decisionId, reversed.id), isNull(strikes.undoneAt)))
    .run()
  const linked = tx
    .select()
    .from(restrictions)
    .where(and(eq(restrictions.followsFrom, reversed.id), isNull(restrictions.liftedAt)))
    .all()
  for (const restriction of linked) liftLinked(tx, write, restriction, append)
  untell(tx, reversed.id)
  if (decision.action === 'undo') putBack(tx, write, reversed, append)
  else passReports(tx, write, reversed)
}

/** As it was before the decision that an undo takes back. */
function putBack(tx: Handle, write: DecisionWrite, reversed: Decision, append: Append): void {
  const { reverses: before } = reversed
  if (before !== null) {
    tx.update(strikes)
      .set({ undoneAt: null })
      .where(and(eq(strikes.decisionId, before), eq(strikes.undoneAt, reversed.at)))
      .run()
    reimpose(tx, write, reversed, append)
    returnReports(tx, reversed, before)
    tellLater(tx, write, before)
  }
  reopenWork(tx, reversed)
}

/** By the same person and for the same reason as the decision that it comes with. */
function liftLinked(
  tx: Handle,
  { decision, nextId }: Pick<DecisionWrite, 'decision' | 'nextId'>,
  { accountId, id, kind }: Restriction,
  append: Append,
): void {
  const lift: NewDecision = {
    ...decision,
    id: nextId(),
    commentId: null,
    commentVersion: null,
    bodyHmac: null,
    accountId,
    action: 'lift',
    from: kind,
    to: 'none',
    source: 'own',
    sourceIds: [decision.id],
    reverses: id,
    followsFrom: null,
    caseId: null,
    clauses: [],
    ground: 'none',
    lawReference: null,
    explanationHmac: null,
    msOnScreen: null,
    onePersonDesk: false,
  }
  append(tx, lift)
  liftRestriction(tx, lift)
  settleAppeals(tx, { decision: lift, appeal: null })
  untell(tx, id)
  tellLater(tx, { decision, nextId }, lift.id)
}

/** Reports end the other way with the decision that ended them. */
function passReports(tx: Handle, { decision }: DecisionWrite, reversed: Decision): void {
  const outcome = reversed.action === 'keep' ? 'upheld' : decision.action === 'overturn' ? 'dismissed' : null
  if (outcome === null) return
  tx.update(reports)
    .set({ outcome, decisionId: decision.id })
    .where(eq(reports.decisionId, reversed.id))
    .run()
}

/** As {@link passReports} found them; what was reported since is left to {@link reopenWork}. */
function returnReports(tx: Handle, { action, id }: Decision, before: string): void {
  const madeAt = sql<number>`(SELECT ${decisions.at} FROM ${decisions} WHERE ${decisions.id} = ${before})`
  tx.update(reports)
    .set({ outcome: action === 'overturn' ? 'upheld' : 'dismissed', decisionId: before })
    .where(and(eq(reports.decisionId, id), lte(reports.createdAt, madeAt)))
    .run()
}
