import type { Decision, DecisionAction } from './model.ts'

/** What the log is searched for; `null` is everything. */
export interface LogFilter {
  action: DecisionAction | null
  clause: string | null
  /** Who decided. */
  actorId: string | null
  /** The comment or the account that it is about. */
  subjectId: string | null
  /** From that moment, and before that one (epoch ms). */
  from: number | null
  to: number | null
}

/** A decision with the very text that was hashed. */
export type LoggedDecision = Decision & { hashed: string }

export interface LogStore {
  /** The chain in order, for verification and export. */
  loggedRows(siteId: string, query: { afterSeq: number; limit: number }): Promise<LoggedDecision[]>
  /** Newest first, below that number. */
  logPage(
    siteId: string,
    filter: LogFilter,
    page: { beforeSeq: number | null; limit: number },
  ): Promise<LoggedDecision[]>
  /** One row with its text while that is kept, and the rows that take it back or that it takes back. */
  logRow(
    siteId: string,
    seq: number,
  ): Promise<{
    decision: LoggedDecision
    /** `salt` is empty once the text was erased. */
    text: { salt: string; explanation: string } | null
    reverses: { seq: number } | null
    reversedBy: { seq: number } | null
  } | null>
}
