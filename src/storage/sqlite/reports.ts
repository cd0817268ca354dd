import { and, asc, eq, sql } from 'drizzle-orm'
import type { IdempotencyKey } from '../../features/delivery/model.ts'
import type { Report, RiskFactor } from '../../features/moderation/model.ts'
import { reportPoints, reportWeight } from '../../features/moderation/order.ts'
import type { ReportOutcome, ReportReplay } from '../../features/moderation/store.ts'
import type { Severity } from '../../features/policy/model.ts'
import type { Handle } from './database.ts'
import { isThere } from './identities.ts'
import { accuracyOf } from './reporters.ts'
import { cases, comments, policies, reports } from './schema.ts'
import { replayStatements, submitStatements } from './submit-statements.ts'

type Reported = Pick<typeof comments.$inferSelect, 'id' | 'siteId' | 'articleId' | 'policyVersion'>

/** Opens a case or raises the risk of the open one. Only what readers can see can be reported. */
export function recordReport(
  tx: Handle,
  report: Report,
  newCaseId: string,
  key: IdempotencyKey | null,
): ReportOutcome {
  const before = key && reportReplay(tx, key)
  if (before) return before
  const comment = tx
    .select({
      id: comments.id,
      siteId: comments.siteId,
      articleId: comments.articleId,
      policyVersion: comments.policyVersion,
    })
    .from(comments)
    .where(
      and(
        eq(comments.id, report.commentId),
        eq(comments.siteId, report.siteId),
        eq(comments.state, 'published'),
      ),
    )
    .get()
  if (!comment || !isThere(tx, report.siteId, report.reporterId)) return 'missing'
  if (key) submitStatements(tx).claimKey.get({ ...key, subjectId: report.id })
  const made = tx.insert(reports).values(report).onConflictDoNothing().returning({ id: reports.id }).get()
  if (!made) return 'duplicate'
  const reported: RiskFactor = { factor: 'reported', points: reportPoints(weighed(tx, comment)) }
  if (!raiseCase(tx, comment, reported))
    openCase(tx, comment, reported, { id: newCaseId, openedAt: report.createdAt })
  return 'applied'
}

/** What the comment's open reports weigh together. */
export function openWeight(read: Handle, siteId: string, commentId: string): number {
  const open = read
    .select({ reporterId: reports.reporterId })
    .from(reports)
    .where(and(eq(reports.commentId, commentId), eq(reports.siteId, siteId), eq(reports.outcome, 'open')))
    .all()
  const accuracy = accuracyOf(
    read,
    open.map(({ reporterId }) => reporterId),
  )
  return open.reduce(
    (sum, { reporterId }) => sum + reportWeight(accuracy.get(reporterId) ?? { upheld: 0, decided: 0 }),
    0,
  )
}

/** What this key was answered; a repeated request is answered as before, whatever has happened since. */
export function reportReplay(tx: Handle, key: IdempotencyKey): ReportReplay | null {
  const known = replayStatements(tx).knownKey.get({ ...key })
  if (!known) return null
  if (known.bodyHash !== key.bodyHash) return 'key-reused'
  const made = tx.select({ id: reports.id }).from(reports).where(eq(reports.id, known.subjectId)).get()
  return made ? 'replayed' : 'duplicate'
}

/** Severity of the clause of each open report, in the comment's own policy, and what its reader's word weighs. */
function weighed(tx: Handle, comment: Reported): { severity: Severity; weight: number }[] {
  const policy = tx
    .select({ clauses: policies.clauses })
    .from(policies)
    .where(and(eq(policies.siteId, comment.siteId), eq(policies.version, comment.policyVersion)))
    .get()
  const open = tx
    .select({ clause: reports.clause, reporterId: reports.reporterId })
    .from(reports)
    .where(and(eq(reports.commentId, comment.id), eq(reports.outcome, 'open')))
    .orderBy(asc(reports.createdAt))
    .all()
  const accuracy = accuracyOf(
    tx,
    open.map(({ reporterId }) => reporterId),
  )
  return open.map(({ clause, reporterId }) => ({
    severity: policy?.clauses.find(({ id }) => id === clause)?.severity ?? 1,
    weight: reportWeight(accuracy.get(reporterId) ?? { upheld: 0, decided: 0 }),
  }))
}

/** The open review; an appeal or a legal notice is work of its own, which nobody decides reports in. */
function raiseCase(tx: Handle, comment: Reported, reported: RiskFactor): boolean {
  const isReview = sql`${cases.closedAt} IS NULL AND ${cases.kind} IN ('premoderation', 'reports', 'own')`
  const isOpen = and(eq(cases.commentId, comment.id), isReview)
  const open = tx.select({ id: cases.id, factors: cases.factors }).from(cases).where(isOpen).get()
  if (!open) return false
  const factors = [...open.factors.filter(({ factor }) => factor !== 'reported'), reported]
  const risk = factors.reduce((sum, { points }) => sum + points, 0)
  tx.update(cases).set({ factors, risk }).where(eq(cases.id, open.id)).run()
  return true
}

function openCase(
  tx: Handle,
  comment: Reported,
  reported: RiskFactor,
  opened: { id: string; openedAt: number },
): void {
  tx.insert(cases)
    .values({
      ...opened,
      siteId: comment.siteId,
      kind: 'reports',
      commentId: comment.id,
      articleId: comment.articleId,
      risk: reported.points,
      factors: [reported],
      newWriter: false,
    })
    .run()
}
