import { inArray, sql } from 'drizzle-orm'
import type { Accuracy } from '../../features/moderation/order.ts'
import type { Handle } from './database.ts'
import { reports } from './schema.ts'

/** How the reports of these readers have ended, by account id; nothing for whoever has none that is decided. */
export function accuracyOf(read: Handle, reporterIds: readonly string[]): Map<string, Accuracy> {
  if (reporterIds.length === 0) return new Map()
  const rows = read
    .select({
      reporterId: reports.reporterId,
      upheld: sql<number>`sum(${reports.outcome} = 'upheld')`,
      decided: sql<number>`sum(${reports.outcome} IN ('upheld', 'dismissed'))`,
    })
    .from(reports)
    .where(inArray(reports.reporterId, [...new Set(reporterIds)]))
    .groupBy(reports.reporterId)
    .all()
  return new Map(
    rows.flatMap(({ reporterId, ...accuracy }) => (accuracy.decided > 0 ? [[reporterId, accuracy]] : [])),
  )
}
