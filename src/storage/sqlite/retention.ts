import { and, asc, inArray, lte, sql } from 'drizzle-orm'
import type { RetentionStore } from '../../features/moderation/retention-store.ts'
import { idBound } from '../../kernel/ids.ts'
import { atMost, type Database } from './database.ts'
import { NOT_HELD } from './decision-reads.ts'
import { appeals, comments, decisionTexts, inbox, legalNotices, notes, reports } from './schema.ts'

export function createRetentionMethods(db: Database): RetentionStore {
  return {
    forgetReasons(before, limit) {
      const argued = sql`EXISTS (SELECT 1 FROM appeals
        WHERE appeals.decision_id = decision_texts.decision_id AND appeals.outcome = 'open')`
      return db.write((tx) => {
        const old = tx
          .select({ id: decisionTexts.decisionId })
          .from(decisionTexts)
          .where(
            sql`${decisionTexts.explanation} <> '' AND decision_id < ${idBound(before + 1)} AND NOT ${argued}`,
          )
          .orderBy(asc(decisionTexts.decisionId))
          .limit(atMost(limit))
        return tx
          .update(decisionTexts)
          .set({ explanation: '', salt: '' })
          .where(inArray(decisionTexts.decisionId, old))
          .run().changes
      })
    },

    forgetAppeals(before, limit) {
      const ended = sql`${appeals.body} <> '' AND ${appeals.outcome} <> 'open'
        AND coalesce(${appeals.decidedAt}, ${appeals.createdAt}) <= ${before}`
      return db.write((tx) => {
        const old = tx
          .select({ id: appeals.id })
          .from(appeals)
          .where(and(lte(appeals.createdAt, before), ended))
          .orderBy(asc(appeals.createdAt))
          .limit(atMost(limit))
        return tx.update(appeals).set({ body: '' }).where(inArray(appeals.id, old)).run().changes
      })
    },

    forgetReportNotes(before, limit) {
      return db.write((tx) => {
        const old = tx
          .select({ id: reports.id })
          .from(reports)
          .where(and(lte(reports.createdAt, before), sql`${reports.note} <> ''`))
          .orderBy(asc(reports.createdAt))
          .limit(atMost(limit))
        return tx.update(reports).set({ note: '' }).where(inArray(reports.id, old)).run().changes
      })
    },

    forgetClaimants(before, limit) {
      return db.write((tx) => {
        const old = tx
          .select({ id: legalNotices.id })
          .from(legalNotices)
          .where(
            and(
              lte(legalNotices.decidedAt, before),
              sql`${legalNotices.decidedAt} IS NOT NULL AND body <> ''`,
            ),
          )
          .orderBy(asc(legalNotices.decidedAt))
          .limit(atMost(limit))
        return tx
          .update(legalNotices)
          .set({ claimantName: '', claimantEmail: '', body: '', reference: '' })
          .where(inArray(legalNotices.id, old))
          .run().changes
      })
    },

    dropInbox(before, limit) {
      const old = sql`(${inbox.accountId}, ${inbox.decisionId}) IN (SELECT account_id, decision_id FROM inbox
        WHERE created_at <= ${before} ORDER BY created_at LIMIT ${atMost(limit)})`
      return db.write((tx) => tx.delete(inbox).where(old).run().changes)
    },

    dropNotes(before, limit) {
      return db.write((tx) => {
        const old = tx
          .select({ id: notes.id })
          .from(notes)
          .where(lte(notes.createdAt, before))
          .orderBy(asc(notes.createdAt))
          .limit(atMost(limit))
        return tx.delete(notes).where(inArray(notes.id, old)).run().changes
      })
    },

    async leftBehind(limit) {
      // From the few that were ever argued about: all others of a person who went were purged with the account.
      const argued = sql`${comments.id} IN (SELECT comment_id FROM legal_notices UNION
        SELECT contested.comment_id FROM appeals CROSS JOIN decisions AS contested ON contested.id = appeals.decision_id)`
      const gone = sql`EXISTS (SELECT 1 FROM accounts
        WHERE accounts.id = comments.account_id AND accounts.erased_at IS NOT NULL)`
      return db.read
        .select({ siteId: comments.siteId, commentId: comments.id })
        .from(comments)
        .where(and(argued, sql`${comments.state} IN ('rejected', 'withdrawn')`, gone, NOT_HELD))
        .limit(atMost(limit))
        .all()
    },
  }
}
