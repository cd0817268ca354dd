import { and, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Decision, NewDecision, Restriction } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import type { Handle } from './database.ts'
import { reopenWork } from './decision-effects.ts'
import { accounts, outbox, restrictions, strikes } from './schema.ts'
import { endSessionsOf } from './sessions.ts'

/** A ban ends every session in the same step; whoever signs in again can read why, and appeal. */
export function imposeRestriction(tx: Handle, restriction: Restriction): void {
  tx.insert(restrictions).values(restriction).run()
  if (restriction.kind === 'ban') endSessionsOf(tx, restriction.siteId, restriction.accountId)
}

/** `false` when it is lifted already. */
export function liftRestriction(tx: Handle, { at, reverses, siteId }: NewDecision): boolean {
  const lifted = tx
    .update(restrictions)
    .set({ liftedAt: at })
    .where(
      and(
        eq(restrictions.id, reverses ?? ''),
        eq(restrictions.siteId, siteId),
        isNull(restrictions.liftedAt),
      ),
    )
    .returning({ id: restrictions.id })
    .get()
  return lifted !== undefined
}

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
  for (const restriction of linked) {
    const lift = liftOf(write, restriction)
    append(tx, lift)
    liftRestriction(tx, lift)
  }
  // What nobody has been told yet need not be told at all.
  tx.delete(outbox)
    .where(and(eq(outbox.subjectId, reversed.id), eq(outbox.kind, 'statement')))
    .run()
  if (decision.action === 'undo') reopenWork(tx, reversed)
}

/** By the same person and for the same reason as the decision that it comes with. */
function liftOf({ decision, nextId }: DecisionWrite, { accountId, id, kind }: Restriction): NewDecision {
  return {
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
    explanationHmac: null,
    msOnScreen: null,
    onePersonDesk: false,
  }
}

export function inForce(now: number) {
  return and(
    lte(restrictions.startsAt, now),
    isNull(restrictions.liftedAt),
    or(isNull(restrictions.endsAt), gt(restrictions.endsAt, now)),
  )
}

export function restrictionsOf(read: Handle, siteId: string, accountId: string): Restriction[] {
  return read
    .select()
    .from(restrictions)
    .where(and(eq(restrictions.siteId, siteId), eq(restrictions.accountId, accountId)))
    .orderBy(desc(restrictions.startsAt), desc(restrictions.id))
    .all()
}

export function restrictionsInForce(
  read: Handle,
  siteId: string,
  now: number,
  limit: number,
): (Restriction & { displayName: string })[] {
  const rows = read
    .select({ restriction: restrictions, displayName: accounts.displayName })
    .from(restrictions)
    .innerJoin(accounts, eq(accounts.id, restrictions.accountId))
    .where(and(eq(restrictions.siteId, siteId), inForce(now)))
    .orderBy(desc(restrictions.startsAt), desc(restrictions.id))
    .limit(limit)
    .all()
  return rows.map(({ restriction, displayName }) => ({ ...restriction, displayName }))
}
