import { and, eq, isNull, sql } from 'drizzle-orm'
import type { NewDecision } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import type { Handle } from './database.ts'
import { accounts, cases, comments, legalNotices, reports } from './schema.ts'

export function closeReports(tx: Handle, { decision, reports: outcome }: DecisionWrite): void {
  if (outcome === null || decision.commentId === null) return
  tx.update(reports)
    .set({ outcome, decisionId: decision.id })
    .where(and(eq(reports.commentId, decision.commentId), eq(reports.outcome, 'open')))
    .run()
}

/** For a comment that waits again; another open review does as well. */
export function openReview(tx: Handle, { decision, newReview }: DecisionWrite): void {
  const { at: openedAt, commentId, siteId } = decision
  if (!newReview || commentId === null) return
  const comment = tx
    .select({ articleId: comments.articleId })
    .from(comments)
    .where(eq(comments.id, commentId))
    .get()
  if (!comment || hasOpenReview(tx, commentId)) return
  tx.insert(cases)
    .values({ ...newReview, ...comment, siteId, commentId, openedAt, newWriter: false })
    .run()
}

export function hasOpenReview(tx: Handle, commentId: string): boolean {
  const open = tx
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        eq(cases.commentId, commentId),
        isNull(cases.closedAt),
        sql`${cases.kind} IN ('premoderation', 'reports', 'own')`,
      ),
    )
    .get()
  return open !== undefined
}

/** What an action adds to the writer's record; taking it back takes that away again. */
function recordOf(action: NewDecision['action']): { approved: number; rejected: number } {
  if (action === 'approve') return { approved: 1, rejected: 0 }
  if (action === 'reject') return { approved: 0, rejected: 1 }
  if (action === 'overturn') return { approved: 1, rejected: -1 }
  return { approved: 0, rejected: 0 }
}

export function countForWriter(tx: Handle, { decision, reversed }: DecisionWrite): void {
  if (decision.commentId === null) return
  const made = decision.action === 'undo' && reversed ? recordOf(reversed.action) : recordOf(decision.action)
  const sign = decision.action === 'undo' ? -1 : 1
  if (made.approved === 0 && made.rejected === 0) return
  const writer = sql`(SELECT account_id FROM comments WHERE comments.id = ${decision.commentId})`
  tx.update(accounts)
    .set({
      approved: sql`max(0, ${accounts.approved} + ${sign * made.approved})`,
      rejected: sql`max(0, ${accounts.rejected} + ${sign * made.rejected})`,
    })
    .where(sql`${accounts.id} = ${writer}`)
    .run()
}

/** One notice by its answer; all of a comment's blinds when the blind ends. Their cases end with them. */
export function answerNotice(tx: Handle, { decision, notice }: DecisionWrite): void {
  const { action, at: decidedAt, commentId, from, id: answerId, siteId } = decision
  const ended = action === 'restore' ? 'restored' : action === 'reject' ? 'removed' : null
  if (from === 'blinded' && ended && commentId !== null) {
    tx.update(legalNotices)
      .set({ outcome: ended, decidedAt, answerId })
      .where(and(eq(legalNotices.commentId, commentId), eq(legalNotices.outcome, 'blinded')))
      .run()
  } else if (notice) {
    tx.update(legalNotices)
      .set({ outcome: notice.outcome, decidedAt, answerId })
      .where(and(eq(legalNotices.id, notice.id), eq(legalNotices.siteId, siteId)))
      .run()
  }
  tx.update(cases)
    .set({ closedAt: decidedAt })
    .where(
      sql`${cases.closedAt} IS NULL AND ${cases.noticeId} IN (SELECT id FROM legal_notices
        WHERE answer_id = ${answerId} AND outcome NOT IN ('open', 'blinded'))`,
    )
    .run()
}
