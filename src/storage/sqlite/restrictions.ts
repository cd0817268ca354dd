import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { NewDecision, Restriction } from '../../features/moderation/model.ts'
import { atMost, type Handle } from './database.ts'
import { accounts, restrictions } from './schema.ts'
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

/** From the moment that it was imposed, as `isInForce` says. */
export function inForce(now: number) {
  return and(isNull(restrictions.liftedAt), or(isNull(restrictions.endsAt), gt(restrictions.endsAt, now)))
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
    .limit(atMost(limit))
    .all()
  return rows.map(({ restriction, displayName }) => ({ ...restriction, displayName }))
}
