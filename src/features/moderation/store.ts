import type { CommentState } from '../comments/model.ts'
import type { OutboxEntry } from '../delivery/model.ts'
import type {
  Decision,
  DecisionText,
  Lease,
  NewDecision,
  QueueFilter,
  QueueItem,
  QueueOrder,
  QueueSummary,
  Report,
} from './model.ts'

export interface DecisionWrite {
  decision: NewDecision
  text: DecisionText
  /** The comment's new state; equal to `decision.from` for `keep`. */
  to: CommentState
  /** Must be the unexpired lease of the open case at `decision.at`. */
  lease: { holderId: string; token: string }
  /** What becomes of the comment's open reports. */
  reports: 'upheld' | 'dismissed'
  outbox: readonly OutboxEntry[]
}

export type DecisionOutcome =
  | { outcome: 'applied'; decision: Decision }
  /** The comment moved on since it was seen: the decision that moved it, if one did, and who made it. */
  | { outcome: 'stale'; latest: Decision | null; decidedBy: string | null }
  | { outcome: 'lease-lost'; lease: Lease | null }
  | { outcome: 'missing' }

export interface ModerationStore {
  /** Open cases in serving order. Risk order adds one point per five minutes of waiting. */
  queue(
    siteId: string,
    query: { order: QueueOrder; filter: QueueFilter; now: number; limit: number },
  ): Promise<QueueItem[]>
  summary(siteId: string): Promise<QueueSummary>
  /** A case in any state. */
  item(siteId: string, caseId: string): Promise<QueueItem | null>
  /**
   * Takes or renews the lease when the case is open and free, expired at `now`, or already the holder's
   * (who keeps the old token).
   */
  takeLease(
    siteId: string,
    caseId: string,
    lease: Lease,
    now: number,
  ): Promise<{ outcome: 'applied' | 'held'; lease: Lease } | { outcome: 'missing' | 'closed' }>
  releaseLease(siteId: string, caseId: string, holder: { holderId: string; token: string }): Promise<void>
  /**
   * State and version of the comment, decision with chain fields, decision text, case, reports, counters
   * (article count and revision, parent's reply count, author's approved and rejected) and outbox: all or nothing.
   */
  recordDecision(write: DecisionWrite): Promise<DecisionOutcome>
  /** What the reader has reported, newest first. */
  reportsBy(siteId: string, reporterId: string, limit: number): Promise<Report[]>
  /** Opens a `reports` case when the comment has no open one; `duplicate` when the reader already reported it. */
  report(report: Report, newCaseId: string): Promise<'applied' | 'duplicate' | 'missing'>
  /** The newest decision on each of these comments, with its explanation. */
  latestDecisions(
    siteId: string,
    commentIds: readonly string[],
  ): Promise<(Decision & { explanation: string })[]>
  /** The site's newest decisions, newest first. */
  newestDecisions(siteId: string, limit: number): Promise<Decision[]>
  /** The chain in order, for verification and the log page. */
  log(siteId: string, query: { afterSeq: number; limit: number }): Promise<Decision[]>
}
