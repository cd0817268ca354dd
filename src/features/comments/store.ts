import type { Cursor } from '../../kernel/cursor.ts'
import type { IdempotencyKey, OutboxEntry } from '../delivery/model.ts'
import type {
  BlindShown,
  Comment,
  CommentState,
  PublishedTimes,
  Screening,
  Sort,
  ThreadItem,
  ThreadPage,
  WriterFacts,
} from './model.ts'

/** A new case, opened with the comment that it is about. Risk in points, factors as pairs of word and points. */
export interface NewCase {
  id: string
  kind: 'premoderation'
  risk: number
  factors: readonly { factor: string; points: number }[]
  openedAt: number
}

export interface Submission {
  comment: Comment
  screening: Screening
  /** Opened when the comment is `pending`, `null` when it is published at once. */
  newCase: NewCase | null
  /** `WriterFacts.submissions` as read; another value in the row means that the rules saw old facts. */
  seenSubmissions: number
  idempotency: IdempotencyKey | null
  outbox: readonly OutboxEntry[]
}

export type SubmissionOutcome =
  | { outcome: 'applied' }
  /** The same key and body were answered before, with this comment. */
  | { outcome: 'replayed'; comment: Comment }
  /** The same key with another body. */
  | { outcome: 'key-reused' }
  /** Another submission of the account came between, or its erasure: read the facts again. */
  | { outcome: 'stale' }
  /** The discussion was closed, or the parent is no longer a published top-level comment of the article. */
  | { outcome: 'closed' | 'parent-unavailable' }

export interface CommentStore {
  /**
   * Comment, screening, case, outbox, idempotency key, the account's `submissions` and, for a published
   * one, the article's count and revision and the parent's reply count: all or nothing.
   */
  submit(submission: Submission): Promise<SubmissionOutcome>
  /** The answer given before for this key, without writing. */
  replay(
    key: IdempotencyKey,
  ): Promise<Extract<SubmissionOutcome, { outcome: 'replayed' | 'key-reused' }> | null>
  writerFacts(siteId: string, accountId: string, articleId: string, now: number): Promise<WriterFacts>
  /** In any state; `null` when the site has no such comment. */
  byId(siteId: string, id: string): Promise<Comment | null>
  /**
   * Keyset page of top-level comments, each with its first replies. By `(created_at, id)` nothing that is listed all
   * along is missed or shown twice, whatever comes or goes between pages. By replies that holds for what keeps its
   * count; what gains or loses replies meanwhile has moved, and is met where it then is.
   */
  page(articleId: string, query: { sort: Sort; after: Cursor | null; limit: number }): Promise<ThreadPage>
  /** Of the article's published comments, replies among them, newest published first. */
  publishedTimes(articleId: string, limit: number): Promise<PublishedTimes[]>
  /** One top-level comment with its replies, in any state. */
  thread(articleId: string, topId: string): Promise<ThreadItem | null>
  /** Of these, the ones that were published and are blinded. */
  blindsShown(siteId: string, commentIds: readonly string[]): Promise<Map<string, BlindShown>>
  /** The account's own comments on the article that others cannot see, newest first, at most 20. */
  unpublishedOf(articleId: string, accountId: string): Promise<Comment[]>
  /** The account's comments on the whole site, newest first. */
  ofAccount(
    siteId: string,
    accountId: string,
    query: { after: Cursor | null; limit: number },
  ): Promise<Comment[]>
  /** The article's comments in one state, replies among them, newest first. */
  ofArticle(
    siteId: string,
    articleId: string,
    query: { state: CommentState; after: Cursor | null; limit: number },
  ): Promise<Comment[]>
  /** Forgets what the checks saw before this time, at most a thousand at once; answers how many went. */
  purgeScreenings(before: number): Promise<number>
}
