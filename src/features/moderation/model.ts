import { AHEAD_MS, MINUTE } from '../../kernel/clock.ts'
import type { Language } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { CheckResult, Comment, HoldReason } from '../comments/model.ts'
import type { Accuracy } from './order.ts'

/**
 * Why there is work on a subject. `own`: a moderator took up a published comment unasked.
 */
export const CASE_KINDS = ['premoderation', 'reports', 'own', 'legal', 'appeal'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

/** A part of a case's risk, in words and points. */
export interface RiskFactor {
  factor: HoldReason | 'reported' | 'strikes' | 'legal' | 'appeal' | 'restored' | 'own'
  points: number
}

/** A moderator's short claim on a case. An expired lease simply frees itself. */
export interface Lease {
  holderId: string
  holderName: string
  token: string
  expiresAt: number
}

export const LEASE_MS = 5 * MINUTE
/** One that would last longer was taken before the clock was set back, and is over. */
export const LONGEST_LEASE_MS = LEASE_MS + AHEAD_MS

/** Work on a comment, or on a restricted account's appeal. Opening one never changes what readers see. */
export interface CaseFile {
  id: string
  siteId: string
  kind: CaseKind
  /** `null` only for an appeal against a restriction. */
  commentId: string | null
  articleId: string | null
  accountId: string | null
  appealId: string | null
  noticeId: string | null
  risk: number
  factors: readonly RiskFactor[]
  openedAt: number
  dueAt: number | null
  /** Escalated: from then on only a senior decides. */
  escalatedAt: number | null
  /** Who escalated it. */
  escalatedById: string | null
  closedAt: number | null
  lease: Lease | null
}

/** `moot`: the comment was gone before anybody decided. */
export const REPORT_OUTCOMES = ['open', 'upheld', 'dismissed', 'moot'] as const

/** A reader says that a comment breaks a clause. */
export interface Report {
  id: string
  siteId: string
  commentId: string
  reporterId: string
  clause: string
  note: string
  createdAt: number
  outcome: (typeof REPORT_OUTCOMES)[number]
  /** The decision that ended it. */
  decisionId: string | null
}

/** From mild to grave. `warn` is read and changes nothing; a ban ends every session. */
export const RESTRICTIONS = ['warn', 'premoderate', 'mute', 'no-reports', 'ban'] as const
export type RestrictionKind = (typeof RESTRICTIONS)[number]

/** What a person does to a comment (state table of the domain). */
export const COMMENT_ACTIONS = [
  'approve',
  'reject',
  'keep',
  'hold',
  'blind',
  'restore',
  'overturn',
  'uphold',
  'undo',
  'withdraw',
  'purge',
] as const
export type CommentAction = (typeof COMMENT_ACTIONS)[number]
export const DECISION_ACTIONS = [...COMMENT_ACTIONS, ...RESTRICTIONS, 'lift'] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

export const DECISION_GROUNDS = ['terms', 'law', 'none'] as const
export const DECISION_SOURCES = ['own', 'report', 'notice', 'order', 'appeal', 'expiry', 'author'] as const
export type DecisionSource = (typeof DECISION_SOURCES)[number]

/** The only thing that changes visibility or restricts an account. Append-only and chained per site. */
export interface Decision {
  id: string
  siteId: string
  /** Which fields the hash covers: 1 before there were restrictions, 2 since. */
  chainVersion: number
  /** 1, 2, 3 … per site, without gaps. */
  seq: number
  at: number
  actorType: 'staff' | 'system' | 'author'
  actorId: string | null
  role: string
  /** The comment that it is about; `null` when it is about an account. */
  commentId: string | null
  /** Version of the comment that was seen. A version is decided on once. */
  commentVersion: number | null
  /** The account that it restricts or frees; `null` when it is about a comment. */
  accountId: string | null
  /** HMAC-SHA256 (hex) of the body under a salt that is kept apart: erasing the salt erases the link. */
  bodyHmac: string | null
  action: DecisionAction
  /** States of the comment; of an account, the restriction or `none`. */
  from: string
  to: string
  policyVersion: number
  clauses: readonly string[]
  ground: (typeof DECISION_GROUNDS)[number]
  /** Statute and section, e.g. `KR Network Act 44-2`; why it applies is in the explanation. */
  lawReference: string | null
  source: DecisionSource
  sourceIds: readonly string[]
  automatedDetection: boolean
  automatedDecision: 'none' | 'partial' | 'full'
  /** `name@version` of every check that held the comment. */
  detectors: readonly string[]
  /** Of a blind or a restriction. */
  startsAt: number | null
  endsAt: number | null
  /** The decision that this one takes back. */
  reverses: string | null
  /** The decision on a comment that this restriction follows from. */
  followsFrom: string | null
  caseId: string | null
  /** Shared by decisions that were made in one go. */
  batchId: string | null
  /** An admin of a desk of one decided an appeal of an own decision: said and counted. */
  onePersonDesk: boolean
  /** HMAC of the explanation under the same salt, or `null` when there is none. */
  explanationHmac: string | null
  msOnScreen: number | null
  /** SHA-256 (hex); the first of a site has 64 zeros. */
  prevHash: string
  hash: string
}

/** A decision as the service makes it: the store adds the chain's fields in its transaction. */
export type NewDecision = Omit<Decision, 'chainVersion' | 'seq' | 'prevHash' | 'hash'>

/** Free text and salt of a decision. Erasable without breaking the chain. */
export interface DecisionText {
  decisionId: string
  /** 256 bits, hex. */
  salt: string
  explanation: string
}

/** What holds an account back. In force between its start and its end, unless lifted. */
export interface Restriction {
  /** Id of the decision that imposed it. */
  id: string
  siteId: string
  accountId: string
  kind: RestrictionKind
  startsAt: number
  /** `null`: without an end. */
  endsAt: number | null
  liftedAt: number | null
  /** The decision on a comment that it follows from: overturning that one lifts this. */
  followsFrom: string | null
}

/** Strikes count for so long. */
export const STRIKE_MS = 90 * 86_400_000

/** Points of an upheld clause against a writer. */
export interface Strike {
  decisionId: string
  points: number
  at: number
  undoneAt: number | null
}

export const APPEAL_OUTCOMES = ['open', 'upheld', 'overturned', 'withdrawn'] as const
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number]

/** A decision contested by the author, the restricted person, or a reporter. `upheld`: the decision stands. */
export interface Appeal {
  id: string
  siteId: string
  decisionId: string
  appellantId: string
  side: 'author' | 'reporter'
  body: string
  createdAt: number
  late: boolean
  outcome: AppealOutcome
  decidedAt: number | null
  answerId: string | null
}

/** EU DSA Art. 16, Korean Network Act 44-2, an order of a court or an authority. */
export const NOTICE_REGIMES = ['dsa16', 'kr44_2', 'authority_order'] as const
export type NoticeRegime = (typeof NOTICE_REGIMES)[number]
export const NOTICE_OUTCOMES = ['open', 'blinded', 'removed', 'restored', 'refused'] as const
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number]

/** A formal claim that a comment breaks a law. */
export interface LegalNotice {
  id: string
  siteId: string
  codeHash: string
  regime: NoticeRegime
  commentId: string
  claimantName: string
  claimantEmail: string
  reference: string
  body: string
  goodFaith: boolean
  language: Language
  receivedAt: number
  dueAt: number
  outcome: NoticeOutcome
  decidedAt: number | null
  answerId: string | null
}

/** What a message in the inbox is about. */
export const INBOX_KINDS = ['comment', 'restriction', 'report', 'appeal'] as const
export type InboxKind = (typeof INBOX_KINDS)[number]

export const CHAIN_VERSION = 2
export const CHAIN_START = '0'.repeat(64)

/** What the console lists: a case with what a moderator must see to decide. */
export interface QueueItem {
  caseFile: CaseFile
  comment: Comment
  parent: Comment | null
  article: Article
  author: {
    id: string
    name: string
    createdAt: number
    approved: number
    rejected: number
    provider: string | null
    /** Severity points of the last 90 days. */
    strikes: number
    /** In force now. */
    restrictions: readonly Restriction[]
  }
  /** The author's last ten decided comments, newest first. */
  outcomes: readonly { commentId: string; state: 'published' | 'rejected'; at: number }[]
  reports: readonly Report[]
  /** How earlier reports of those who reported it ended, by account id; nothing for whoever has none decided. */
  accuracy: Readonly<Record<string, Accuracy>>
  /** Check results of the submission, as evidence. */
  evidence: readonly (Omit<CheckResult, 'outcome'> & { outcome: string })[]
}

export interface QueueSummary {
  waiting: number
  reported: number
  newWriters: number
  escalated: number
  openAppeals: number
  openNotices: number
  oldestAt: number | null
  /** Median milliseconds from submission to decision over the last 50 decisions, or `null`. */
  medianMs: number | null
}

export type QueueOrder = 'risk' | 'oldest'

/** What a queue can be narrowed to beside its filter; everything that is not said is let through. */
export interface QueueSearch {
  writerId?: string | undefined
  /** A clause that an open report names. */
  clause?: string | undefined
  /** A reason of the case's risk. */
  reason?: RiskFactor['factor'] | undefined
  /** Language of the article. */
  language?: Language | undefined
  /** Words in the comment, at most 100 UTF-16 units. */
  text?: string | undefined
}

/** Where a case stands between the riskiest (smallest) and the calmest, at any moment: opening time less risk. */
export interface QueuePlace {
  rank: number
  id: string
}

/** What a page of the queue has not shown yet: after its last risky card, before its first calm one. */
export interface QueueRest {
  after: QueuePlace
  before: QueuePlace | null
}
export const QUEUE_FILTERS = ['all', 'reported', 'new-writers', 'escalated'] as const
export type QueueFilter = (typeof QUEUE_FILTERS)[number]
