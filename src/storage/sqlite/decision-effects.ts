import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { NewDecision, NoticeOutcome } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import type { Handle } from './database.ts'
import { NO_LEASE } from './no-lease.ts'
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

type Unanswered = Extract<NoticeOutcome, 'open' | 'blinded'>

/** What a decision means to the notices on its comment, whoever asked for it: which of them, and what became of them. */
function answerOf({
  action,
  from,
  to,
}: NewDecision): { of: readonly Unanswered[]; to: NoticeOutcome } | null {
  if (action === 'blind') return { of: ['open'], to: 'blinded' }
  if (action === 'reject') return { of: ['open', 'blinded'], to: 'removed' }
  // A claim that nobody has looked at yet is not answered by the end of another's.
  if (action === 'restore') return { of: ['blinded'], to: 'restored' }
  if (from === 'blinded' && to === 'withdrawn') return { of: ['blinded'], to: 'removed' }
  return null
}

/** All that the decision settles, and the one that it was made for. Their cases end with them. */
export function answerNotice(tx: Handle, { decision, notice }: DecisionWrite): void {
  const { at: decidedAt, commentId, id: answerId, siteId } = decision
  const settled = answerOf(decision)
  if (settled && commentId !== null)
    tx.update(legalNotices)
      .set({ outcome: settled.to, answerId, decidedAt: settled.to === 'blinded' ? null : decidedAt })
      .where(and(eq(legalNotices.commentId, commentId), inArray(legalNotices.outcome, [...settled.of])))
      .run()
  if (notice)
    tx.update(legalNotices)
      .set({
        outcome: notice.outcome,
        answerId,
        decidedAt: notice.outcome === 'blinded' ? null : decidedAt,
      })
      .where(
        and(
          eq(legalNotices.id, notice.id),
          eq(legalNotices.siteId, siteId),
          eq(legalNotices.commentId, commentId ?? ''),
          inArray(legalNotices.outcome, ['open', 'blinded']),
        ),
      )
      .run()
  tx.update(cases)
    .set({ closedAt: decidedAt, ...NO_LEASE })
    .where(
      sql`${cases.closedAt} IS NULL AND ${cases.noticeId} IN (SELECT id FROM legal_notices
        WHERE answer_id = ${answerId} AND outcome NOT IN ('open', 'blinded'))`,
    )
    .run()
}
