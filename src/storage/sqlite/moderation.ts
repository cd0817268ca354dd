import { and, asc, desc, eq, gt, or, sql } from 'drizzle-orm'
import type { Lease } from '../../features/moderation/model.ts'
import type { ModerationStore } from '../../features/moderation/store.ts'
import { leaseOf } from './cases.ts'
import type { Database } from './database.ts'
import { decisionColumns } from './decision-columns.ts'
import { recordDecision } from './decision-record.ts'
import { createQueue } from './queue.ts'
import { recordReport } from './reports.ts'
import { cases, decisions, decisionTexts, reports } from './schema.ts'

type Taken = Awaited<ReturnType<ModerationStore['takeLease']>>

export function createSqliteModerationStore(db: Database): ModerationStore {
  return {
    ...createQueue(db),

    takeLease(siteId, caseId, lease, now) {
      const own = and(eq(cases.id, caseId), eq(cases.siteId, siteId))
      const free = or(
        sql`${cases.leaseHolderId} IS NULL`,
        sql`${cases.leaseExpiresAt} <= ${now}`,
        eq(cases.leaseHolderId, lease.holderId),
      )
      return db.write<Taken>((tx) => {
        const taken = tx
          .update(cases)
          .set(renewed(lease))
          .where(and(own, sql`${cases.closedAt} IS NULL`, free))
          .returning()
          .get()
        if (taken) return { outcome: 'applied', lease: leaseOf(taken) ?? lease }
        const found = tx.select().from(cases).where(own).get()
        const holder = found && leaseOf(found)
        if (!found) return { outcome: 'missing' }
        return found.closedAt !== null || !holder ? { outcome: 'closed' } : { outcome: 'held', lease: holder }
      })
    },

    async releaseLease(siteId, caseId, { holderId, token }) {
      const held = and(
        eq(cases.id, caseId),
        eq(cases.siteId, siteId),
        eq(cases.leaseHolderId, holderId),
        eq(cases.leaseToken, token),
      )
      const none = { leaseHolderId: null, leaseHolderName: null, leaseToken: null, leaseExpiresAt: null }
      await db.write((tx) => tx.update(cases).set(none).where(held).run())
    },

    recordDecision: (write) => db.write((tx, undo) => recordDecision(tx, undo, write)),
    report: (report, newCaseId) => db.write((tx) => recordReport(tx, report, newCaseId)),

    async reportsBy(siteId, reporterId, limit) {
      return db.read
        .select()
        .from(reports)
        .where(and(eq(reports.siteId, siteId), eq(reports.reporterId, reporterId)))
        .orderBy(desc(reports.createdAt), desc(reports.id))
        .limit(limit)
        .all()
    },

    async latestDecisions(siteId, commentIds) {
      if (commentIds.length === 0) return []
      const newest = sql`(${decisions.commentId}, ${decisions.seq}) IN (
        SELECT one.value, (SELECT max(seq) FROM decisions WHERE comment_id = one.value)
        FROM json_each(${JSON.stringify(commentIds)}) AS one)`
      return db.read
        .select({ ...decisionColumns, explanation: sql<string>`coalesce(${decisionTexts.explanation}, '')` })
        .from(decisions)
        .leftJoin(decisionTexts, eq(decisionTexts.decisionId, decisions.id))
        .where(and(newest, eq(decisions.siteId, siteId)))
        .orderBy(asc(decisions.seq))
        .all()
    },

    async newestDecisions(siteId, limit) {
      return db.read
        .select(decisionColumns)
        .from(decisions)
        .where(eq(decisions.siteId, siteId))
        .orderBy(desc(decisions.seq))
        .limit(limit)
        .all()
    },

    async log(siteId, { afterSeq, limit }) {
      return db.read
        .select(decisionColumns)
        .from(decisions)
        .where(and(eq(decisions.siteId, siteId), gt(decisions.seq, afterSeq)))
        .orderBy(asc(decisions.seq))
        .limit(limit)
        .all()
    },
  }
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
