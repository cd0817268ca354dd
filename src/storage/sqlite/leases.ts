import { and, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { Lease } from '../../features/moderation/model.ts'
import type { QueueStore } from '../../features/moderation/store.ts'
import { isFree, leaseOf } from './cases.ts'
import type { Database, Handle } from './database.ts'
import { NO_LEASE } from './no-lease.ts'
import { freeReviews } from './queue.ts'
import { loadItems } from './queue-items.ts'
import { cases, comments, notes } from './schema.ts'

type LeaseMethods = Pick<QueueStore, 'takeLease' | 'leaseNext' | 'releaseLease' | 'escalate' | 'takeUp'>
type Taken = Awaited<ReturnType<QueueStore['takeLease']>>

export function createLeaseMethods(db: Database): LeaseMethods {
  return {
    takeLease(siteId, caseId, lease, now, withEscalated = true) {
      const own = and(eq(cases.id, caseId), eq(cases.siteId, siteId))
      const free = or(isFree(now), eq(cases.leaseHolderId, lease.holderId))
      const inReach = withEscalated ? undefined : sql`${cases.escalatedAt} IS NULL`
      return db.write<Taken>((tx) => {
        const taken = tx
          .update(cases)
          .set(renewed(lease))
          .where(and(own, sql`${cases.closedAt} IS NULL`, free, inReach))
          .returning()
          .get()
        if (taken) return { outcome: 'applied', lease: leaseOf(taken) ?? lease }
        const found = tx.select().from(cases).where(own).get()
        const holder = found && leaseOf(found)
        if (!found) return { outcome: 'missing' }
        return found.closedAt !== null || !holder ? { outcome: 'closed' } : { outcome: 'held', lease: holder }
      })
    },

    leaseNext(siteId, { holder, token, ...query }) {
      return db.write((tx) => {
        const rows = freeReviews(tx, siteId, query).flatMap(({ id }) => {
          const lease = renewed({ ...holder, token: token() })
          return tx.update(cases).set(lease).where(eq(cases.id, id)).returning().all()
        })
        return loadItems(tx, rows, query.now)
      })
    },

    async releaseLease(siteId, caseId, { until, ...holder }) {
      await db.write((tx) =>
        tx
          .update(cases)
          .set(NO_LEASE)
          .where(
            and(
              held(siteId, caseId, holder),
              until === undefined ? undefined : lte(cases.leaseExpiresAt, until),
            ),
          )
          .run(),
      )
    },

    escalate(siteId, caseId, { now, note, ...holder }) {
      const mine = and(
        held(siteId, caseId, holder),
        sql`${cases.closedAt} IS NULL`,
        gt(cases.leaseExpiresAt, now),
      )
      return db.write((tx) => {
        const handed = tx
          .update(cases)
          .set({
            escalatedAt: sql`coalesce(${cases.escalatedAt}, ${now})`,
            escalatedById: sql`coalesce(${cases.escalatedById}, ${holder.holderId})`,
            ...NO_LEASE,
          })
          .where(mine)
          .returning({ id: cases.id })
          .get()
        if (handed && note) tx.insert(notes).values(note).run()
        return handed !== undefined
      })
    },

    takeUp(siteId, commentId, { id, now }) {
      return db.write((tx) => openOwnReview(tx, siteId, commentId, { id, now }))
    },
  }
}

function openOwnReview(
  tx: Handle,
  siteId: string,
  commentId: string,
  { id, now }: { id: string; now: number },
): string | null {
  const open = tx
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        eq(cases.siteId, siteId),
        eq(cases.commentId, commentId),
        sql`${cases.closedAt} IS NULL AND ${cases.kind} IN ('premoderation', 'reports', 'own')`,
      ),
    )
    .get()
  if (open) return open.id
  const comment = tx
    .select({ articleId: comments.articleId })
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.siteId, siteId), eq(comments.state, 'published')))
    .get()
  if (!comment) return null
  const subject = { id, siteId, commentId, ...comment, openedAt: now }
  tx.insert(cases)
    .values({ ...subject, kind: 'own', risk: 0, factors: [{ factor: 'own', points: 0 }], newWriter: false })
    .run()
  return id
}

function held(siteId: string, caseId: string, { holderId, token }: { holderId: string; token: string }) {
  return and(
    eq(cases.id, caseId),
    eq(cases.siteId, siteId),
    eq(cases.leaseHolderId, holderId),
    eq(cases.leaseToken, token),
  )
}

/** The holder keeps the token that an open page already carries. */
function renewed({ holderId, holderName, token, expiresAt }: Lease) {
  return {
    leaseHolderId: holderId,
    leaseHolderName: holderName,
    leaseToken: sql`CASE WHEN ${cases.leaseHolderId} = ${holderId} THEN ${cases.leaseToken} ELSE ${token} END`,
    leaseExpiresAt: expiresAt,
  }
}
