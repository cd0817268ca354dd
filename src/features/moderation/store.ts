import type { CommentState } from '../comments/model.ts'
import type { IdempotencyKey, OutboxEntry } from '../delivery/model.ts'
import type { AlertStore } from './alert-store.ts'
import type { AppealStore } from './appeal-store.ts'
import type { InboxStore } from './inbox-store.ts'
import type { LogStore } from './log-store.ts'
import type {
  AppealOutcome,
  CaseKind,
  Decision,
  DecisionText,
  Lease,
  NewDecision,
  NoticeOutcome,
  QueueFilter,
  QueueItem,
  QueueOrder,
  QueueRest,
  QueueSearch,
  QueueSummary,
  Report,
  Restriction,
  RiskFactor,
  Strike,
} from './model.ts'
import type { NewNote, NoteStore } from './note-store.ts'
import type { NoticeStore } from './notice-store.ts'
import type { RetentionStore } from './retention-store.ts'
import type { TransparencyStore } from './transparency-store.ts'

/** A review to be opened with a decision: of a comment that waits again. */
export interface NewReview {
  id: string
  kind: Extract<CaseKind, 'premoderation' | 'reports' | 'own'>
  risk: number
  factors: readonly RiskFactor[]
}

/** One decision and everything that changes with it: all or nothing. */
export interface DecisionWrite {
  decision: NewDecision
  text: DecisionText
  /** Must be the unexpired lease of the open case at `decision.at`; `null` for what needs no case. */
  lease: { holderId: string; token: string } | null
  /** What becomes of the comment's open reports; `null` leaves them open. */
  reports: 'upheld' | 'dismissed' | 'moot' | null
  /** Points against the writer. */
  strikePoints: number | null
  /** The decision that this one takes back, as it was read: strikes and linked restrictions go with it. */
  reversed: Decision | null
  /** For an account: the restriction that this decision imposes. A ban ends every session in the same step. */
  restriction: Restriction | null
  appeal: { id: string; outcome: Exclude<AppealOutcome, 'open'> } | null
  notice: { id: string; outcome: NoticeOutcome } | null
  newReview: NewReview | null
  /** A key seen before is answered with the decision that it made, and nothing is written. */
  idempotency?: IdempotencyKey | null
  outbox: readonly OutboxEntry[]
  /** For the decisions that lift what followed from `reversed`. */
  nextId: () => string
}

export type DecisionOutcome =
  | { outcome: 'applied'; decision: Decision }
  /** The subject moved on since it was seen: the decision that moved it, if one did, and who made it. */
  | { outcome: 'stale'; latest: Decision | null; decidedBy: string | null }
  | { outcome: 'lease-lost'; lease: Lease | null }
  /** The appeal's decider had decided on the subject before. */
  | { outcome: 'same-person' }
  /** An open appeal, notice or restriction stands in the way (purge), or it is over already (lift). */
  | { outcome: 'blocked' }
  | { outcome: 'missing' }
  /** The same key came with something else. */
  | { outcome: 'key-reused' }

export interface QueueStore {
  /** Open reviews in serving order. Risk order adds one point per five minutes of waiting. */
  queue(
    siteId: string,
    query: {
      order: QueueOrder
      filter: QueueFilter
      now: number
      limit: number
      /** What an earlier page left. */
      rest?: QueueRest | undefined
    } & QueueSearch,
  ): Promise<QueueItem[]>
  summary(siteId: string): Promise<QueueSummary>
  /** A case on a comment, in any state. */
  item(siteId: string, caseId: string, now: number): Promise<QueueItem | null>
  /** The comment's open review, if there is one. */
  openReview(siteId: string, commentId: string): Promise<string | null>
  /** Opens an `own` review of a published comment; answers the open one when there is one. */
  takeUp(siteId: string, commentId: string, review: { id: string; now: number }): Promise<string | null>
  /**
   * Takes or renews the lease when the case is open and free, expired at `now`, or already the holder's
   * (who keeps the old token).
   */
  takeLease(
    siteId: string,
    caseId: string,
    lease: Lease,
    now: number,
    /** Whether a case that was escalated may be claimed too; `true` where it is left out. */
    withEscalated?: boolean,
  ): Promise<{ outcome: 'applied' | 'held'; lease: Lease } | { outcome: 'missing' | 'closed' }>
  /** Leases up to `limit` free reviews in serving order, in one step; `token` makes each its own. */
  leaseNext(
    siteId: string,
    query: {
      order: QueueOrder
      filter: QueueFilter
      now: number
      limit: number
      holder: { holderId: string; holderName: string; expiresAt: number }
      token: () => string
      /** Cases that the holder has on the screen already. */
      except: readonly string[]
      /** Cases that were escalated are for seniors. */
      withEscalated: boolean
    } & QueueSearch,
  ): Promise<QueueItem[]>
  /** With `until`, only a lease that has not been renewed beyond that time. */
  releaseLease(
    siteId: string,
    caseId: string,
    holder: { holderId: string; token: string; until?: number | undefined },
  ): Promise<void>
  /** Hands an open case up to the seniors, with a note, and lets go of it. `false` when the lease is not the holder's. */
  escalate(
    siteId: string,
    caseId: string,
    by: { holderId: string; token: string; now: number; note: NewNote | null },
  ): Promise<boolean>
}

export interface DecisionStore {
  /**
   * State and version of the comment, decision with chain fields, decision text, case, reports, strikes,
   * restrictions, appeal, notice, counters (article count and revision, parent's reply count, author's approved and
   * rejected) and outbox: all or nothing.
   */
  recordDecision(write: DecisionWrite): Promise<DecisionOutcome>
  /** Which site decided it. */
  siteOfDecision(id: string): Promise<string | null>
  decision(siteId: string, id: string): Promise<(Decision & { explanation: string }) | null>
  /** The newest decision on each of these comments, with its explanation. */
  latestDecisions(
    siteId: string,
    commentIds: readonly string[],
  ): Promise<(Decision & { explanation: string })[]>
  /** Every decision on these comments, oldest first. */
  decisionsOn(siteId: string, commentIds: readonly string[]): Promise<(Decision & { explanation: string })[]>
  /** Every decision on a comment, or on an account, oldest first, at most 200. */
  history(
    siteId: string,
    subject: { commentId: string } | { accountId: string },
  ): Promise<(Decision & { explanation: string })[]>
  /** The site's newest decisions, newest first. */
  newestDecisions(siteId: string, limit: number): Promise<Decision[]>
  /** The chain in order, for verification and the log page. */
  log(siteId: string, query: { afterSeq: number; limit: number }): Promise<Decision[]>
  /** Restrictions of an account, newest first, over or not. */
  restrictionsOf(siteId: string, accountId: string): Promise<Restriction[]>
  /** Those in force on the site, newest first, at most `limit`. */
  restrictionsInForce(
    siteId: string,
    now: number,
    limit: number,
  ): Promise<(Restriction & { displayName: string })[]>
  /** Strikes of an account, newest first. */
  strikesOf(siteId: string, accountId: string): Promise<Strike[]>
  /** Blinded comments whose time is over, in any site. */
  blindsOver(now: number, limit: number): Promise<{ siteId: string; commentId: string }[]>
  /** Rejected or withdrawn before that time and held by no appeal and no notice, in any site. */
  hiddenBefore(
    before: number,
    limit: number,
  ): Promise<{ siteId: string; commentId: string; state: CommentState }[]>
  /** The open cases of one writer, for what a ban offers. */
  pendingOf(
    siteId: string,
    accountId: string,
    limit: number,
  ): Promise<{ caseId: string; commentId: string }[]>
}

export type ReportReplay = 'duplicate' | 'replayed' | 'key-reused'
export type ReportOutcome = 'applied' | 'missing' | ReportReplay

export interface ReportStore {
  /** What the reader has reported, newest first. */
  reportsBy(siteId: string, reporterId: string, limit: number): Promise<Report[]>
  /** What the comment's open reports weigh together. */
  openWeight(siteId: string, commentId: string): Promise<number>
  /** On a comment, newest first, at most `limit`. */
  reportsOn(siteId: string, commentId: string, limit: number): Promise<Report[]>
  /**
   * Opens a `reports` case when the comment has no open review; `duplicate` when the reader already reported it.
   * A key seen before answers as it did: `replayed`, or `key-reused` for another body.
   */
  report(report: Report, newCaseId: string, key?: IdempotencyKey | null): Promise<ReportOutcome>
  /** What that key was answered; `null` for a new one. */
  reportReplay(key: IdempotencyKey): Promise<ReportReplay | null>
}

export interface ModerationStore
  extends QueueStore,
    DecisionStore,
    ReportStore,
    AppealStore,
    NoticeStore,
    NoteStore,
    InboxStore,
    LogStore,
    RetentionStore,
    TransparencyStore,
    AlertStore {}
