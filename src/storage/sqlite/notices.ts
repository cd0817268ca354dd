import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { NoticeStore } from '../../features/moderation/notice-store.ts'
import type { Database } from './database.ts'
import { cases, comments, legalNotices } from './schema.ts'

/** Points of a case whose law wants an answer (domain, risk order). */
const LEGAL_RISK = 1_000

export function createNoticeMethods(db: Database): NoticeStore {
  return {
    fileNotice(notice, newCaseId) {
      const { commentId, dueAt, id: noticeId, receivedAt: openedAt, siteId } = notice
      return db.write((tx) => {
        const comment = tx
          .select({ articleId: comments.articleId })
          .from(comments)
          .where(
            and(
              eq(comments.id, commentId),
              eq(comments.siteId, siteId),
              sql`${comments.state} IN ('published', 'blinded')`,
            ),
          )
          .get()
        if (!comment) return 'missing'
        tx.insert(legalNotices).values(notice).run()
        const factors = [{ factor: 'legal', points: LEGAL_RISK }]
        const opened = { siteId, commentId, noticeId, openedAt, dueAt, ...comment }
        tx.insert(cases)
          .values({ ...opened, id: newCaseId, kind: 'legal', risk: LEGAL_RISK, factors, newWriter: false })
          .run()
        return 'applied'
      })
    },

    async notice(siteId, id) {
      const own = and(eq(legalNotices.id, id), eq(legalNotices.siteId, siteId))
      return withCase(db).where(own).get() ?? null
    },

    async noticeByCode(codeHash) {
      return db.read.select().from(legalNotices).where(eq(legalNotices.codeHash, codeHash)).get() ?? null
    },

    async notices(siteId, { open, limit }) {
      const state = open
        ? sql`${legalNotices.outcome} IN ('open', 'blinded')`
        : sql`${legalNotices.outcome} NOT IN ('open', 'blinded')`
      return withCase(db)
        .where(and(eq(legalNotices.siteId, siteId), state))
        .orderBy(open ? asc(legalNotices.dueAt) : desc(legalNotices.decidedAt), desc(legalNotices.id))
        .limit(limit)
        .all()
    },

    async openNotices(siteId) {
      const open = and(eq(legalNotices.siteId, siteId), sql`${legalNotices.outcome} IN ('open', 'blinded')`)
      return db.read.select({ rows: sql<number>`count(*)` }).from(legalNotices).where(open).get()?.rows ?? 0
    },
  }
}

function withCase(db: Database) {
  return db.read
    .select({ notice: legalNotices, caseId: cases.id, blindEndsAt: comments.blindEndsAt })
    .from(legalNotices)
    .innerJoin(cases, eq(cases.noticeId, legalNotices.id))
    .innerJoin(comments, eq(comments.id, legalNotices.commentId))
}
