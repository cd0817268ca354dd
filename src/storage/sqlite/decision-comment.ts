import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { CommentState } from '../../features/comments/model.ts'
import type { Decision } from '../../features/moderation/model.ts'
import type { DecisionWrite } from '../../features/moderation/store.ts'
import { countPublished } from './comment-submit.ts'
import { atMost, type Handle } from './database.ts'
import {
  appeals,
  articles,
  cases,
  comments,
  decisions,
  decisionTexts,
  legalNotices,
  screenings,
} from './schema.ts'

type Moved = Pick<typeof comments.$inferSelect, 'articleId' | 'parentId' | 'publishedReplies'>

/** Makes the comment what the decision says, with everything that counts it. `false` when a purge is not allowed. */
export function settleComment(tx: Handle, write: DecisionWrite, commentId: string): boolean {
  const { decision } = write
  if (decision.action === 'purge' && isHeld(tx, commentId)) return false
  const moved = tx
    .update(comments)
    .set({ state: stateOf(decision.to), ...times(tx, write, commentId) })
    .where(eq(comments.id, commentId))
    .returning({
      articleId: comments.articleId,
      parentId: comments.parentId,
      publishedReplies: comments.publishedReplies,
    })
    .get()
  if (!moved) return false
  countVisible(tx, decision, moved)
  if (endsReview(write)) closeReviews(tx, commentId, decision.at)
  if (decision.action === 'purge') forgetTexts(tx, commentId)
  return true
}

function stateOf(to: string): CommentState {
  return to as CommentState
}

function times(tx: Handle, { decision, reversed }: DecisionWrite, commentId: string) {
  const { at, action, from, to } = decision
  return {
    decidedAt: action === 'undo' && to === 'pending' ? null : at,
    ...(to === 'published' ? { publishedAt: sql<number>`coalesce(${comments.publishedAt}, ${at})` } : {}),
    // Published by the decision that is taken back: nobody's word that it ever was.
    ...(action === 'undo' && to === 'pending' && reversed?.action === 'approve' ? { publishedAt: null } : {}),
    ...(action === 'purge' ? { body: '' } : {}),
    ...(from === 'blinded' ? { blindEndsAt: null, blindFrom: null } : {}),
    ...(to === 'blinded' ? blindTimes(tx, decision, commentId) : {}),
  }
}

/** Of this blind, or of the one that an undo puts back. */
function blindTimes(tx: Handle, decision: DecisionWrite['decision'], commentId: string) {
  if (decision.action === 'blind') return { blindEndsAt: decision.endsAt, blindFrom: stateOf(decision.from) }
  const blind = tx
    .select({ endsAt: decisions.endsAt, from: decisions.from })
    .from(decisions)
    .where(and(eq(decisions.commentId, commentId), eq(decisions.action, 'blind')))
    .orderBy(desc(decisions.seq))
    .limit(atMost(1))
    .get()
  return { blindEndsAt: blind?.endsAt ?? decision.at, blindFrom: stateOf(blind?.from ?? 'published') }
}

function countVisible(tx: Handle, { from, to }: Pick<Decision, 'from' | 'to'>, comment: Moved): void {
  if (from === to) return
  if (to === 'published') countPublished(tx, comment, 1)
  else if (from === 'published') countPublished(tx, comment, -1)
  // The marker that keeps the place of a hidden comment says why it is hidden; a blind is said on the page.
  else if (comment.publishedReplies > 0 || from === 'blinded' || to === 'blinded') {
    tx.update(articles)
      .set({ revision: sql`${articles.revision} + 1` })
      .where(eq(articles.id, comment.articleId))
      .run()
  }
}

/**
 * Whatever ends a comment's stay where it was reviewed ends the review, whoever holds it. A claim that is refused is
 * no word on what readers have reported.
 */
function endsReview({ decision: { action, to }, notice }: DecisionWrite): boolean {
  if (action === 'undo') return to !== 'pending' && to !== 'published'
  if (action === 'keep' && notice !== null) return false
  return action !== 'hold' && action !== 'uphold'
}

function closeReviews(tx: Handle, commentId: string, now: number): void {
  tx.update(cases)
    .set({
      closedAt: now,
      leaseHolderId: null,
      leaseHolderName: null,
      leaseToken: null,
      leaseExpiresAt: null,
    })
    .where(
      and(
        eq(cases.commentId, commentId),
        isNull(cases.closedAt),
        sql`${cases.kind} IN ('premoderation', 'reports', 'own')`,
      ),
    )
    .run()
}

/** Somebody still argues about it. */
export function isHeld(tx: Handle, commentId: string): boolean {
  const appeal = tx
    .select({ id: appeals.id })
    .from(appeals)
    .innerJoin(decisions, eq(decisions.id, appeals.decisionId))
    .where(and(eq(decisions.commentId, commentId), eq(appeals.outcome, 'open')))
    .limit(atMost(1))
    .get()
  const notice = tx
    .select({ id: legalNotices.id })
    .from(legalNotices)
    .where(and(eq(legalNotices.commentId, commentId), sql`${legalNotices.outcome} IN ('open', 'blinded')`))
    .limit(atMost(1))
    .get()
  return appeal !== undefined || notice !== undefined
}

/** Text, what the checks quoted of it, and the salts that tie decisions to it. */
export function forgetTexts(tx: Handle, commentId: string): void {
  tx.delete(screenings).where(eq(screenings.commentId, commentId)).run()
  tx.update(decisionTexts)
    .set({ salt: '' })
    .where(sql`${decisionTexts.decisionId} IN (SELECT id FROM decisions WHERE comment_id = ${commentId})`)
    .run()
}
