import { and, eq, sql } from 'drizzle-orm'
import type { Decision } from '../../features/moderation/model.ts'
import { reopenAppeals } from './appeal-effects.ts'
import type { Handle } from './database.ts'
import { hasOpenReview } from './decision-effects.ts'
import { cases, legalNotices, reports } from './schema.ts'

/** Puts work back as it stood before the decision that an undo takes back; nobody has been told of it. */
export function reopenWork(tx: Handle, reversed: Decision): void {
  if (reversed.caseId !== null && (reversed.commentId === null || !hasOpenReview(tx, reversed.commentId)))
    tx.update(cases).set({ closedAt: null }).where(eq(cases.id, reversed.caseId)).run()
  const wasReviewed = reversed.from === 'pending' || reversed.from === 'published'
  if (reversed.commentId !== null && wasReviewed) reopenReview(tx, reversed.commentId, reversed.at)
  tx.update(reports)
    .set({ outcome: 'open', decisionId: null })
    .where(eq(reports.decisionId, reversed.id))
    .run()
  reopenAppeals(tx, reversed.id)
  reopenNotices(tx, reversed)
}

/** The review that ended with the decision, whatever the decision was about. */
function reopenReview(tx: Handle, commentId: string, closedAt: number): void {
  if (hasOpenReview(tx, commentId)) return
  const ended = sql`${cases.id} = (SELECT id FROM cases WHERE comment_id = ${commentId} AND closed_at = ${closedAt}
    AND kind IN ('premoderation', 'reports', 'own') ORDER BY opened_at DESC LIMIT 1)`
  tx.update(cases).set({ closedAt: null }).where(ended).run()
}

/** Those under which the comment was blinded before are so again, by that blind; the others wait for an answer. */
function reopenNotices(tx: Handle, reversed: Decision): void {
  const answered = eq(legalNotices.answerId, reversed.id)
  tx.update(cases)
    .set({ closedAt: null })
    .where(sql`${cases.noticeId} IN (SELECT id FROM legal_notices WHERE answer_id = ${reversed.id})`)
    .run()
  if (reversed.from === 'blinded') {
    const blind = sql`(SELECT blind.id FROM decisions AS blind, json_each(blind.source_ids) AS under
      WHERE blind.comment_id = ${reversed.commentId} AND blind.action = 'blind' AND under.value = legal_notices.id
      ORDER BY blind.seq DESC LIMIT 1)`
    tx.update(legalNotices)
      .set({ outcome: 'blinded', decidedAt: null, answerId: blind })
      .where(and(answered, sql`${blind} IS NOT NULL`))
      .run()
  }
  tx.update(legalNotices).set({ outcome: 'open', decidedAt: null, answerId: null }).where(answered).run()
}
