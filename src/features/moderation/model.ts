import type { Language } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { CheckResult, Comment, HoldReason } from '../comments/model.ts'

export type CaseKind = 'premoderation' | 'reports'

/** A part of a case's risk, in words and points. */
export interface RiskFactor {
  factor: HoldReason | 'reported'
  points: number
}

/** A moderator's short claim on a case. An expired lease simply frees itself. */
export interface Lease {
  holderId: string
  holderName: string
  token: string
  expiresAt: number
}

export const LEASE_MS = 5 * 60_000

/** Work on a comment. Opening one never changes what readers see. */
export interface CaseFile {
  id: string
  siteId: string
  kind: CaseKind
  commentId: string
  articleId: string
  risk: number
  factors: readonly RiskFactor[]
  openedAt: number
  closedAt: number | null
  lease: Lease | null
}

/** A reader says that a comment breaks a clause. */
export interface Report {
  id: string
  siteId: string
  commentId: string
  reporterId: string
  clause: string
  note: string
  createdAt: number
  outcome: 'open' | 'upheld' | 'dismissed'
}

export const DECISION_ACTIONS = ['approve', 'reject', 'keep'] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

/** The only thing that changes visibility. Append-only and chained per site. */
export interface Decision {
  id: string
  siteId: string
  /** 1, 2, 3 … per site, without gaps. */
  seq: number
  at: number
  actorType: 'staff' | 'system'
  actorId: string | null
  role: string
  commentId: string
  /** Version of the comment that was seen. */
  commentVersion: number
  /** HMAC-SHA256 (hex) of the body under a salt that is kept apart: erasing the salt erases the link. */
  bodyHmac: string
  action: DecisionAction
  from: string
  to: string
  policyVersion: number
  clauses: readonly string[]
  ground: 'terms' | 'none'
  source: 'own' | 'report'
  sourceIds: readonly string[]
  automatedDetection: boolean
  automatedDecision: 'none' | 'partial' | 'full'
  /** `name@version` of every check that held the comment. */
  detectors: readonly string[]
  reverses: string | null
  caseId: string
  /** HMAC of the explanation under the same salt, or `null` when there is none. */
  explanationHmac: string | null
  msOnScreen: number | null
  /** SHA-256 (hex); the first of a site has 64 zeros. */
  prevHash: string
  hash: string
}

/** A decision as the service makes it: the store adds `seq`, `prevHash` and `hash` in its transaction. */
export type NewDecision = Omit<Decision, 'seq' | 'prevHash' | 'hash'>

/** Free text and salt of a decision. Erasable without breaking the chain. */
export interface DecisionText {
  decisionId: string
  /** 256 bits, hex. */
  salt: string
  explanation: string
}

export const CHAIN_VERSION = 'brevier-decision-1'
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
  }
  /** The author's last ten decided comments, newest first. */
  outcomes: readonly { commentId: string; state: 'published' | 'rejected'; at: number }[]
  reports: readonly Report[]
  /** Check results of the submission, as evidence. */
  evidence: readonly (Omit<CheckResult, 'outcome'> & { outcome: string })[]
}

export interface QueueSummary {
  waiting: number
  reported: number
  newWriters: number
  oldestAt: number | null
  /** Median milliseconds from submission to decision over the last 50 decisions, or `null`. */
  medianMs: number | null
}

export type QueueOrder = 'risk' | 'oldest'
export type QueueFilter = 'all' | 'reported' | 'new-writers'

/** What the affected person reads (EU DSA Art. 17). Rendered from a decision in the person's language. */
export interface Statement {
  decisionId: string
  commentId: string
  at: number
  action: DecisionAction
  policyVersion: number
  clauses: readonly { id: string; title: string; text: string }[]
  explanation: string
  fromReport: boolean
  automatedDetection: boolean
  automatedDecision: 'none' | 'partial' | 'full'
  language: Language
}
