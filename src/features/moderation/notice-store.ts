import type { Comment, CommentState } from '../comments/model.ts'
import type { LegalNotice } from './model.ts'

/** A blind that runs. */
export interface Blind {
  commentId: string
  /** The state that it goes back to. */
  from: Extract<CommentState, 'published' | 'pending'>
  endsAt: number
  /** The decision that began it. */
  decisionId: string
  /** Whether reports wait that nobody has decided on. */
  reported: boolean
}

export const NOTICE_FILTERS = ['open', 'blinded', 'decided'] as const
export type NoticeFilter = (typeof NOTICE_FILTERS)[number]

/** What may be sent before no more is taken for a while; `null` for what the desk enters itself. */
export interface NoticeLimits {
  /** Unanswered notices on one comment. */
  perComment: number
  /** Notices on the site since `hourAgo`. */
  perHour: number
  hourAgo: number
}

export type FiledNotice =
  | { outcome: 'applied' }
  /** The same code came before: the notice that it stands for. */
  | { outcome: 'replayed'; notice: LegalNotice }
  | { outcome: 'flooded' }
  /** No comment of the site that is seen or blinded. */
  | { outcome: 'missing' }

export interface NoticeStore {
  /** Keeps the notice and opens its case in one step. */
  fileNotice(notice: LegalNotice, newCaseId: string, limits: NoticeLimits | null): Promise<FiledNotice>
  notice(siteId: string, id: string): Promise<{ notice: LegalNotice; caseId: string } | null>
  noticeByCode(codeHash: string): Promise<LegalNotice | null>
  /** Open ones by due time, blinded ones by the end of the blind, or decided ones newest first. */
  notices(
    siteId: string,
    query: { state: NoticeFilter; limit: number },
  ): Promise<{ notice: LegalNotice; caseId: string; blindEndsAt: number | null }[]>
  /** All on one comment, oldest first, at most 100. */
  noticesOn(siteId: string, commentId: string): Promise<LegalNotice[]>
  /** The blind of this comment, while it runs. */
  blindOf(siteId: string, commentId: string): Promise<Blind | null>
  /** Blinded comments without a notice, by the end of the blind. */
  ownBlinds(siteId: string, limit: number): Promise<{ comment: Comment; endsAt: number }[]>
  /** Open notices whose due time is at `now` or before, and blinds that end before `endsBefore`. */
  pressing(siteId: string, at: { now: number; endsBefore: number }): Promise<number>
}
