import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { DecisionStore } from '../../features/moderation/store.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { decisionColumns } from './decision-columns.ts'
import { restrictionsInForce, restrictionsOf } from './restrictions.ts'
import { cases, comments, decisions, decisionTexts, strikes } from './schema.ts'

const HISTORY = 200

export function createDecisionReads(db: Database): Omit<DecisionStore, 'recordDecision'> {
  return {
    async siteOfDecision(id) {
      const row = db.read
        .select({ siteId: decisions.siteId })
        .from(decisions)
        .where(eq(decisions.id, id))
        .get()
      return row?.siteId ?? null
    },

    async decision(siteId, id) {
      const own = and(eq(decisions.id, id), eq(decisions.siteId, siteId))
      return withTexts(db.read).where(own).get() ?? null
    },

    async latestDecisions(siteId, commentIds) {
      if (commentIds.length === 0) return []
      const newest = sql`(${decisions.commentId}, ${decisions.seq}) IN (
        SELECT one.value, (SELECT max(seq) FROM decisions WHERE comment_id = one.value)
        FROM json_each(${JSON.stringify(commentIds)}) AS one)`
      return withTexts(db.read)
        .where(and(newest, eq(decisions.siteId, siteId)))
        .orderBy(asc(decisions.seq))
        .all()
    },

    async decisionsOn(siteId, commentIds) {
      if (commentIds.length === 0) return []
      const one = sql`${decisions.commentId} IN (SELECT value FROM json_each(${JSON.stringify(commentIds)}))`
      return withTexts(db.read)
        .where(and(one, eq(decisions.siteId, siteId)))
        .orderBy(asc(decisions.seq))
        .all()
    },

    async history(siteId, subject) {
      const about =
        'commentId' in subject
          ? eq(decisions.commentId, subject.commentId)
          : eq(decisions.accountId, subject.accountId)
      return withTexts(db.read)
        .where(and(about, eq(decisions.siteId, siteId)))
        .orderBy(asc(decisions.seq))
        .limit(atMost(HISTORY))
        .all()
    },

    async newestDecisions(siteId, limit) {
      return db.read
        .select(decisionColumns)
        .from(decisions)
        .where(eq(decisions.siteId, siteId))
        .orderBy(desc(decisions.seq))
        .limit(atMost(limit))
        .all()
    },

    async log(siteId, { afterSeq, limit }) {
      return db.read
        .select(decisionColumns)
        .from(decisions)
        .where(and(eq(decisions.siteId, siteId), gt(decisions.seq, afterSeq)))
        .orderBy(asc(decisions.seq))
        .limit(atMost(limit))
        .all()
    },

    restrictionsOf: async (siteId, accountId) => restrictionsOf(db.read, siteId, accountId),
    restrictionsInForce: async (siteId, now, limit) => restrictionsInForce(db.read, siteId, now, limit),

    async strikesOf(siteId, accountId) {
      return db.read
        .select({
          decisionId: strikes.decisionId,
          points: strikes.points,
          at: strikes.at,
          undoneAt: strikes.undoneAt,
        })
        .from(strikes)
        .where(and(eq(strikes.siteId, siteId), eq(strikes.accountId, accountId)))
        .orderBy(desc(strikes.at))
        .all()
    },

    async blindsOver(now, limit) {
      return db.read
        .select({ siteId: comments.siteId, commentId: comments.id })
        .from(comments)
        .where(and(sql`${comments.state} = 'blinded'`, lte(comments.blindEndsAt, now)))
        .orderBy(asc(comments.blindEndsAt))
        .limit(atMost(limit))
        .all()
    },

    async hiddenBefore(before, limit) {
      return db.read
        .select({ siteId: comments.siteId, commentId: comments.id, state: comments.state })
        .from(comments)
        .where(
          and(sql`${comments.state} IN ('rejected', 'withdrawn')`, lte(comments.decidedAt, before), NOT_HELD),
        )
        .orderBy(asc(comments.decidedAt))
        .limit(atMost(limit))
        .all()
    },

    async pendingOf(siteId, accountId, limit) {
      return db.read
        .select({ caseId: cases.id, commentId: comments.id })
        .from(comments)
        .innerJoin(cases, and(eq(cases.commentId, comments.id), sql`${cases.closedAt} IS NULL`))
        .where(
          and(
            eq(comments.siteId, siteId),
            eq(comments.accountId, accountId),
            eq(comments.state, 'pending'),
            sql`${cases.kind} IN ('premoderation', 'reports', 'own')`,
          ),
        )
        .orderBy(desc(comments.createdAt))
        .limit(atMost(limit))
        .all()
    },
  }
}

/** No open appeal and no open notice argues about the comment. */
export const NOT_HELD = sql`NOT EXISTS (SELECT 1 FROM appeals JOIN decisions AS contested ON contested.id = appeals.decision_id
    WHERE contested.comment_id = comments.id AND appeals.outcome = 'open')
  AND NOT EXISTS (SELECT 1 FROM legal_notices WHERE legal_notices.comment_id = comments.id
    AND legal_notices.outcome IN ('open', 'blinded'))`

function withTexts(read: Handle) {
  return read
    .select({ ...decisionColumns, explanation: sql<string>`coalesce(${decisionTexts.explanation}, '')` })
    .from(decisions)
    .leftJoin(decisionTexts, eq(decisionTexts.decisionId, decisions.id))
}
