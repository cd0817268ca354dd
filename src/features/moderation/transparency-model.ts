import type { CommentState } from '../comments/model.ts'
import type { Appeal, Decision, NoticeOutcome, NoticeRegime, Report } from './model.ts'

/** A decision with what a figure about it needs. Nothing in it names a reader. */
export interface DecisionRow
  extends Pick<
    Decision,
    | 'id'
    | 'seq'
    | 'at'
    | 'hash'
    | 'actorType'
    | 'actorId'
    | 'commentId'
    | 'action'
    | 'from'
    | 'to'
    | 'policyVersion'
    | 'clauses'
    | 'ground'
    | 'lawReference'
    | 'source'
    | 'sourceIds'
    | 'automatedDetection'
    | 'automatedDecision'
    | 'detectors'
    | 'startsAt'
    | 'endsAt'
    | 'onePersonDesk'
  > {
  /** Taken back within half a minute: nobody was told. */
  isUndone: boolean
  /** When its case was opened, else when the comment came in; `null` for a decision on an account. */
  waitedFrom: number | null
  /** When the comment came in, or the account was made. */
  subjectAt: number
  /** Of the comment's article; `null` for a decision on an account. */
  language: string | null
  /** Of the decision that it takes back. */
  reversed: Pick<Decision, 'action' | 'clauses' | 'detectors'> | null
}

export interface CommentRow {
  id: string
  createdAt: number
  first: CommentState
  /** At the end of the time asked for. */
  last: CommentState
}

export interface ReportCount {
  outcome: Report['outcome']
  count: number
}

export interface NoticeCount {
  regime: NoticeRegime
  outcome: NoticeOutcome
  count: number
}

export interface AppealRow {
  id: string
  createdAt: number
  side: Appeal['side']
  outcome: Appeal['outcome']
  late: boolean
  /** Of the contested decision. */
  clauses: readonly string[]
  detectors: readonly string[]
}

/** A figure as it is published: itself, `<5` for one to four, `*` where another figure would give one away. */
export type Cell = number | '<5' | '*'

/** Figures that add up to a total. Without one where a thing may be counted in several rows. */
export interface Table {
  total: Cell | null
  rows: Readonly<Record<string, Cell>>
}

/** How often something was contested, and how often that was right. */
export interface OverturnRow {
  key: string
  decisions: Cell
  /** Appeals that were answered. */
  appeals: Cell
  overturned: Cell
  /** Taken back by the desk itself, without an appeal. */
  corrected: Cell
  /** Overturned ÷ answered appeals, 0–1; `null` where a figure it rests on is withheld or there was none. */
  rate: number | null
}

export const TABLES = [
  'received',
  'outcome',
  'actions',
  'grounds',
  'sources',
  'automation',
  'languages',
  'reports',
  'notices',
  'blinds',
  'restrictions',
  'appeals',
] as const
export type TableName = (typeof TABLES)[number]

/** Opening + came in − went out = closing; every figure exact. */
export interface WaitingFlow {
  opening: number
  in: { held: number; heldAgain: number; takenBack: number }
  out: { approved: number; rejected: number; other: number; takenBack: number }
  closing: number
}

/** A half-year in figures, as it is published. Changing a field's meaning changes `format`. */
export interface TransparencyReport {
  format: 'brevier-transparency-1'
  site: string
  /** `2026-H1` */
  period: string
  timeZone: string
  startsAt: number
  /** The moment after its last. */
  endsAt: number
  /** Up to here it counts; before `endsAt` while the period runs. */
  countedTo: number
  waiting: WaitingFlow
  /** On comments, by the desk and the clock; not counted: what authors withdrew, erased texts, and what was undone. */
  decisions: number
  /** Taken back within half a minute. */
  undone: number
  timeToDecide: { decisions: number; medianMs: number | null; p95Ms: number | null }
  tables: Readonly<Record<TableName, Table>>
  clauses: readonly OverturnRow[]
  detectors: readonly OverturnRow[]
  /** Decisions on an appeal by an admin of a desk of one. */
  onePersonDesk: number
  /** People who decided. */
  moderators: number
  /** In force at some time of the period, oldest first. */
  policyVersions: readonly number[]
  log: { first: number | null; last: number | null; head: string | null }
}
