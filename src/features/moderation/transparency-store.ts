import type { AppealRow, CommentRow, DecisionRow, NoticeCount, ReportCount } from './transparency-model.ts'

/** The log's head as it was made public on a day. */
export interface LogHead {
  siteId: string
  /** `2026-11-24`, UTC. */
  day: string
  seq: number
  hash: string
  publishedAt: number
}

/** From the first moment up to, but without, the last (epoch ms). */
export interface TimeRange {
  from: number
  to: number
}

export interface TransparencyStore {
  /** Keeps today's head unless there is one; sites without a decision have none. Answers how many were new. */
  publishHeads(day: string, now: number): Promise<number>
  /** Newest first. */
  heads(siteId: string, limit: number): Promise<LogHead[]>
  /** When the site began to take comments, and the newest number of its log; `null` and 0 before that. */
  beginning(siteId: string): Promise<{ firstAt: number | null; lastSeq: number }>
  /** Decisions by the time they were made, then by number, each with what surrounds it. */
  decisionRows(
    siteId: string,
    query: { range: TimeRange; after: { at: number; seq: number } | null; limit: number },
  ): Promise<DecisionRow[]>
  /** Comments by the time they came in, with their states at first and at `range.to`. */
  commentRows(
    siteId: string,
    query: { range: TimeRange; after: { at: number; id: string } | null; limit: number },
  ): Promise<CommentRow[]>
  /**
   * How many comments waited at that moment and wait still, untouched; the others were decided on since, between
   * that moment and `upToSeq`: `waitingSince` counts those.
   */
  waitingStill(siteId: string, at: number): Promise<{ count: number; fromSeq: number; upToSeq: number }>
  /** Among the decisions of a window of the log: first ones after `at` on comments that waited at that moment. */
  waitingSince(siteId: string, query: { at: number; afterSeq: number; upToSeq: number }): Promise<number>
  /** Reports that came in then, by what has become of them. */
  reportCounts(siteId: string, range: TimeRange): Promise<ReportCount[]>
  noticeCounts(siteId: string, range: TimeRange): Promise<NoticeCount[]>
  /** Appeals that came in then, oldest first. */
  appealRows(
    siteId: string,
    query: { range: TimeRange; after: { at: number; id: string } | null; limit: number },
  ): Promise<AppealRow[]>
}
