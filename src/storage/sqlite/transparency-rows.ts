import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { CommentState } from '../../features/comments/model.ts'
import type { TimeRange, TransparencyStore } from '../../features/moderation/transparency-store.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { accounts, appeals, articles, cases, comments, decisions, legalNotices, reports } from './schema.ts'

type Rows = Omit<TransparencyStore, 'publishHeads' | 'heads' | 'waitingStill' | 'waitingSince'>

const reversed = alias(decisions, 'reversed')
const contested = alias(decisions, 'contested')

/** What the figures are counted from, in bounded pages. */
export function createTransparencyRows(db: Database): Rows {
  const decisionPage = prepareDecisions(db.read)
  return {
    async beginning(siteId) {
      const lastSeq = sql<number>`coalesce(max(${decisions.seq}), 0)`
      const newest = db.read.select({ lastSeq }).from(decisions).where(eq(decisions.siteId, siteId)).get()
      const firstAt = sql<number | null>`min(${comments.createdAt})`
      const first = db.read.select({ firstAt }).from(comments).where(eq(comments.siteId, siteId)).get()
      return { firstAt: first?.firstAt ?? null, lastSeq: newest?.lastSeq ?? 0 }
    },

    async decisionRows(siteId, { range: { from, to }, after, limit }) {
      const place = { at: after?.at ?? from, seq: after?.seq ?? 0 }
      return decisionPage
        .all({ siteId, to, limit, ...place })
        .map(({ isUndone, ...row }) => ({ ...row, isUndone: isUndone === 1 }))
    },

    async commentRows(siteId, { range, after, limit }) {
      const inRange = and(gte(comments.createdAt, range.from), lt(comments.createdAt, range.to))
      const behind = after && sql`(${comments.createdAt}, ${comments.id}) > (${after.at}, ${after.id})`
      return db.read
        .select({
          id: comments.id,
          createdAt: comments.createdAt,
          first: firstState,
          last: sql<CommentState>`coalesce(${lastMove(range)}, ${firstState})`,
        })
        .from(comments)
        .where(and(eq(comments.siteId, siteId), inRange, behind ?? undefined))
        .orderBy(asc(comments.createdAt), asc(comments.id))
        .limit(atMost(limit))
        .all()
    },

    async reportCounts(siteId, { from, to }) {
      const inRange = and(eq(reports.siteId, siteId), gte(reports.createdAt, from), lt(reports.createdAt, to))
      return db.read
        .select({ outcome: reports.outcome, count: COUNT })
        .from(reports)
        .where(inRange)
        .groupBy(reports.outcome)
        .all()
    },

    async noticeCounts(siteId, { from, to }) {
      const { outcome, receivedAt, regime } = legalNotices
      const inRange = and(eq(legalNotices.siteId, siteId), gte(receivedAt, from), lt(receivedAt, to))
      return db.read
        .select({ regime, outcome, count: COUNT })
        .from(legalNotices)
        .where(inRange)
        .groupBy(regime, outcome)
        .all()
    },

    async appealRows(siteId, { range, after, limit }) {
      const inRange = and(gte(appeals.createdAt, range.from), lt(appeals.createdAt, range.to))
      const behind = after && sql`(${appeals.createdAt}, ${appeals.id}) > (${after.at}, ${after.id})`
      const { id, createdAt, side, outcome, late } = appeals
      const { clauses, detectors } = contested
      return db.read
        .select({ id, createdAt, side, outcome, late, clauses, detectors })
        .from(appeals)
        .innerJoin(contested, eq(contested.id, appeals.decisionId))
        .where(and(eq(appeals.siteId, siteId), inRange, behind ?? undefined))
        .orderBy(asc(appeals.createdAt), asc(appeals.id))
        .limit(atMost(limit))
        .all()
    },
  }
}

const COUNT = sql<number>`count(*)`

/** A comment's first decision says what it was before; without one it is what it was. */
const firstState = sql<CommentState>`coalesce((SELECT "from" FROM decisions AS one
  WHERE one.comment_id = comments.id ORDER BY one.seq LIMIT 1), comments.state)`

function lastMove({ to }: TimeRange) {
  return sql`(SELECT "to" FROM decisions AS one
    WHERE one.comment_id = comments.id AND one.at < ${to} ORDER BY one.seq DESC LIMIT 1)`
}

/** Prepared once: it is built of many columns and runs for every few hundred rows. */
function prepareDecisions(read: Handle) {
  const value = sql.placeholder
  const { id, seq, at, hash, actorType, actorId, commentId, action, from, to, policyVersion } = decisions
  const { clauses, ground, lawReference, source, sourceIds } = decisions
  const { automatedDetection, automatedDecision } = decisions
  const { detectors, startsAt, endsAt, onePersonDesk } = decisions
  return read
    .select({
      ...{ id, seq, at, hash, actorType, actorId, commentId, action, from, to, policyVersion },
      ...{ clauses, ground, lawReference, source, sourceIds, automatedDetection, automatedDecision },
      ...{ detectors, startsAt, endsAt, onePersonDesk },
      isUndone: sql<number>`EXISTS (SELECT 1 FROM decisions AS taken
        WHERE taken.reverses = decisions.id AND taken.action = 'undo')`,
      waitedFrom: sql<number | null>`coalesce(${cases.openedAt}, ${comments.createdAt})`,
      subjectAt: sql<number>`coalesce(${comments.createdAt}, ${accounts.createdAt}, ${decisions.at})`,
      language: articles.language,
      reversed: { action: reversed.action, clauses: reversed.clauses, detectors: reversed.detectors },
    })
    .from(decisions)
    .leftJoin(comments, eq(comments.id, decisions.commentId))
    .leftJoin(articles, eq(articles.id, comments.articleId))
    .leftJoin(accounts, eq(accounts.id, decisions.accountId))
    .leftJoin(cases, eq(cases.id, decisions.caseId))
    .leftJoin(reversed, eq(reversed.id, decisions.reverses))
    .where(
      and(
        eq(decisions.siteId, value('siteId')),
        sql`(${decisions.at}, ${decisions.seq}) > (${value('at')}, ${value('seq')})`,
        lt(decisions.at, value('to')),
      ),
    )
    .orderBy(asc(decisions.at), asc(decisions.seq))
    .limit(atMost(value('limit')))
    .prepare()
}
