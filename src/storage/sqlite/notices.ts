import { and, asc, desc, eq, gt, lte, type SQL, sql } from 'drizzle-orm'
import type { LegalNotice } from '../../features/moderation/model.ts'
import type {
  FiledNotice,
  NoticeFilter,
  NoticeLimits,
  NoticeStore,
} from '../../features/moderation/notice-store.ts'
import { AHEAD_MS } from '../../kernel/clock.ts'
import { commentColumns, selectComments } from './comment-columns.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { accounts, cases, comments, decisions, legalNotices, reports } from './schema.ts'

/** Points of a case whose law wants an answer (domain, risk order). */
const LEGAL_RISK = 1_000
const ON_ONE_COMMENT = 100

const UNANSWERED = sql`${legalNotices.outcome} IN ('open', 'blinded')`
const STATES: Record<NoticeFilter, SQL> = {
  open: sql`${legalNotices.outcome} = 'open'`,
  blinded: sql`${legalNotices.outcome} = 'blinded'`,
  decided: sql`${legalNotices.outcome} NOT IN ('open', 'blinded')`,
}
const ORDERS: Record<NoticeFilter, SQL> = {
  open: asc(legalNotices.dueAt),
  blinded: asc(comments.blindEndsAt),
  decided: desc(legalNotices.decidedAt),
}

export function createNoticeMethods(db: Database): NoticeStore {
  return {
    fileNotice: (notice, newCaseId, limits) => db.write((tx) => fileNotice(tx, notice, newCaseId, limits)),

    async notice(siteId, id) {
      const own = and(eq(legalNotices.id, id), eq(legalNotices.siteId, siteId))
      return withCase(db).where(own).get() ?? null
    },

    async noticeByCode(codeHash) {
      return db.read.select().from(legalNotices).where(eq(legalNotices.codeHash, codeHash)).get() ?? null
    },

    async notices(siteId, { state, limit }) {
      return withCase(db)
        .where(and(eq(legalNotices.siteId, siteId), STATES[state]))
        .orderBy(ORDERS[state], desc(legalNotices.id))
        .limit(atMost(limit))
        .all()
    },

    async noticesOn(siteId, commentId) {
      return db.read
        .select()
        .from(legalNotices)
        .where(and(eq(legalNotices.commentId, commentId), eq(legalNotices.siteId, siteId)))
        .orderBy(asc(legalNotices.receivedAt), asc(legalNotices.id))
        .limit(atMost(ON_ONE_COMMENT))
        .all()
    },

    blindOf: async (siteId, commentId) => blindOf(db.read, siteId, commentId),

    async ownBlinds(siteId, limit) {
      const claimed = sql`EXISTS (SELECT 1 FROM legal_notices AS claim
        WHERE claim.comment_id = comments.id AND claim.outcome = 'blinded')`
      return db.read
        .select({ comment: commentColumns, endsAt: sql<number>`${comments.blindEndsAt}` })
        .from(comments)
        .innerJoin(accounts, eq(accounts.id, comments.accountId))
        .where(and(eq(comments.siteId, siteId), sql`${comments.state} = 'blinded' AND NOT ${claimed}`))
        .orderBy(asc(comments.blindEndsAt))
        .limit(atMost(limit))
        .all()
    },

    async pressing(siteId, { now, endsBefore }) {
      const late = and(eq(legalNotices.siteId, siteId), STATES.open, lte(legalNotices.dueAt, now))
      const ending = and(
        eq(comments.siteId, siteId),
        sql`${comments.state} = 'blinded'`,
        lte(comments.blindEndsAt, endsBefore),
      )
      const rows = sql<number>`count(*)`
      const due = db.read.select({ rows }).from(legalNotices).where(late).get()?.rows ?? 0
      return due + (db.read.select({ rows }).from(comments).where(ending).get()?.rows ?? 0)
    },
  }
}

function fileNotice(
  tx: Handle,
  notice: LegalNotice,
  newCaseId: string,
  limits: NoticeLimits | null,
): FiledNotice {
  const { codeHash, commentId, dueAt, id: noticeId, receivedAt: openedAt, siteId } = notice
  const before = tx.select().from(legalNotices).where(eq(legalNotices.codeHash, codeHash)).get()
  if (before) return { outcome: 'replayed', notice: before }
  const [comment] = selectComments(tx)
    .where(
      and(
        eq(comments.id, commentId),
        eq(comments.siteId, siteId),
        sql`${comments.state} IN ('published', 'blinded')`,
      ),
    )
    .all()
  if (!comment) return { outcome: 'missing' }
  if (limits && isFlooded(tx, notice, limits)) return { outcome: 'flooded' }
  tx.insert(legalNotices).values(notice).run()
  const factors = [{ factor: 'legal', points: LEGAL_RISK }]
  const opened = { siteId, commentId, articleId: comment.articleId, noticeId, openedAt, dueAt }
  tx.insert(cases)
    .values({ ...opened, id: newCaseId, kind: 'legal', risk: LEGAL_RISK, factors, newWriter: false })
    .run()
  return { outcome: 'applied' }
}

function isFlooded(
  tx: Handle,
  { commentId, receivedAt: now, siteId }: LegalNotice,
  { perComment, perHour, hourAgo }: NoticeLimits,
): boolean {
  const count = (where: SQL | undefined) =>
    tx.select({ rows: sql<number>`count(*)` }).from(legalNotices).where(where).get()?.rows ?? 0
  const { receivedAt } = legalNotices
  const within = and(gt(receivedAt, hourAgo), lte(receivedAt, now + AHEAD_MS))
  return (
    count(and(eq(legalNotices.commentId, commentId), UNANSWERED)) >= perComment ||
    count(and(eq(legalNotices.siteId, siteId), within)) >= perHour
  )
}

function blindOf(read: Handle, siteId: string, commentId: string) {
  const found = read
    .select({ from: comments.blindFrom, endsAt: comments.blindEndsAt, decisionId: decisions.id })
    .from(comments)
    .innerJoin(decisions, and(eq(decisions.commentId, comments.id), eq(decisions.action, 'blind')))
    .where(and(eq(comments.id, commentId), eq(comments.siteId, siteId), sql`${comments.state} = 'blinded'`))
    .orderBy(desc(decisions.seq))
    .limit(atMost(1))
    .get()
  if (!found || found.endsAt === null) return null
  const open = and(eq(reports.commentId, commentId), eq(reports.outcome, 'open'))
  const reported =
    read.select({ id: reports.id }).from(reports).where(open).limit(atMost(1)).get() !== undefined
  const { endsAt, decisionId } = found
  return {
    commentId,
    from: found.from === 'pending' ? ('pending' as const) : ('published' as const),
    endsAt,
    decisionId,
    reported,
  }
}

function withCase(db: Database) {
  return db.read
    .select({ notice: legalNotices, caseId: cases.id, blindEndsAt: comments.blindEndsAt })
    .from(legalNotices)
    .innerJoin(cases, eq(cases.noticeId, legalNotices.id))
    .innerJoin(comments, eq(comments.id, legalNotices.commentId))
}
