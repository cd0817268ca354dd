import { and, desc, eq } from 'drizzle-orm'
import type { ModerationStore, ReportStore } from '../../features/moderation/store.ts'
import { createAlertMethods } from './alerts.ts'
import { createAppealMethods } from './appeals.ts'
import { atMost, type Database } from './database.ts'
import { createDecisionReads } from './decision-reads.ts'
import { recordDecision } from './decision-record.ts'
import { createInboxMethods } from './inbox.ts'
import { createLeaseMethods } from './leases.ts'
import { createLogMethods } from './log.ts'
import { createNoteMethods } from './notes.ts'
import { createNoticeMethods } from './notices.ts'
import { createQueue } from './queue.ts'
import { openWeight, recordReport, reportReplay } from './reports.ts'
import { createRetentionMethods } from './retention.ts'
import { reports } from './schema.ts'
import { createTransparencyMethods } from './transparency.ts'

export function createSqliteModerationStore(db: Database): ModerationStore {
  return {
    ...createQueue(db),
    ...createLeaseMethods(db),
    ...createDecisionReads(db),
    ...createReportMethods(db),
    ...createAppealMethods(db),
    ...createNoticeMethods(db),
    ...createNoteMethods(db),
    ...createInboxMethods(db),
    ...createLogMethods(db),
    ...createRetentionMethods(db),
    ...createTransparencyMethods(db),
    ...createAlertMethods(db),
    recordDecision: (write) => db.write((tx, undo) => recordDecision(tx, undo, write)),
  }
}

function createReportMethods(db: Database): ReportStore {
  return {
    report: (report, newCaseId, key = null) =>
      db.write((tx) => recordReport(tx, report, newCaseId, key), 'grows'),
    reportReplay: async (key) => reportReplay(db.read, key),

    async reportsBy(siteId, reporterId, limit) {
      return db.read
        .select()
        .from(reports)
        .where(and(eq(reports.siteId, siteId), eq(reports.reporterId, reporterId)))
        .orderBy(desc(reports.createdAt), desc(reports.id))
        .limit(atMost(limit))
        .all()
    },

    openWeight: async (siteId, commentId) => openWeight(db.read, siteId, commentId),

    async reportsOn(siteId, commentId, limit) {
      return db.read
        .select()
        .from(reports)
        .where(and(eq(reports.siteId, siteId), eq(reports.commentId, commentId)))
        .orderBy(desc(reports.createdAt), desc(reports.id))
        .limit(atMost(limit))
        .all()
    },
  }
}
