import * as z from 'zod'
import { type Cursor, decodeCursor, decodeRankedCursor } from '../../kernel/cursor.ts'

export const COMMENT_STATES = ['pending', 'published', 'rejected', 'blinded', 'withdrawn', 'purged'] as const
export type CommentState = (typeof COMMENT_STATES)[number]

/** At most 250 grapheme clusters, on an article, perhaps a reply to a top-level comment. Not editable. */
export interface Comment {
  id: string
  siteId: string
  articleId: string
  /** A top-level comment of the same article, or `null`. */
  parentId: string | null
  accountId: string
  /** The author's display name as it is now. */
  authorName: string
  body: string
  state: CommentState
  /** Counts visible changes; a decision names the version that was seen. */
  version: number
  /** The policy that was in force when it was written, and under which it is judged. */
  policyVersion: number
  createdAt: number
  publishedAt: number | null
}

/** Why a comment waits for a person. One word each, in the console's language a sentence. */
export const HOLD_REASONS = [
  'premoderation',
  'new-writer',
  'word-rule',
  'link',
  'personal-number',
  'near-duplicate',
  'rejection-rate',
  'article-premoderated',
  'outside-check',
  'outside-check-failed',
  'restriction',
] as const
export type HoldReason = (typeof HOLD_REASONS)[number]

/** One check's word on a comment, kept for 90 days with the check's name and version. */
export interface CheckResult {
  check: string
  version: number
  outcome: 'pass' | HoldReason
  /** What it saw: the matched rule or the number of links. Never shown to readers. */
  evidence: string
  /** Where it saw it, for the console's marks. */
  finds?: readonly Find[]
}

/** A place in a comment's body, in UTF-16 units, and the rule or kind that was found there. */
export interface Find {
  rule: string
  start: number
  end: number
}

/** A site's own words. The revision counts changes of either list. */
export interface SiteWords {
  block: readonly string[]
  allow: readonly string[]
  revision: number
}

/** One word of a site's lists: `hold` lets a person look first, `allow` lets a harmless one pass. */
export interface WordRule {
  id: string
  siteId: string
  kind: WordKind
  word: string
  createdById: string
  createdAt: number
}

export const WORD_KINDS = ['hold', 'allow'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** Code points of one word; words that a site may have. */
export const WORD_LENGTH = 60
export const WORDS_PER_SITE = 2_000

export const NO_WORDS: SiteWords = { block: [], allow: [], revision: 0 }

export interface Screening {
  commentId: string
  at: number
  results: readonly CheckResult[]
}

/** Facts about the writer, read just before the rules run. */
export interface WriterFacts {
  /** As comments show it. */
  name: string
  /** Guard: the store refuses a submission when this moved meanwhile. */
  submissions: number
  approved: number
  rejected: number
  onArticle: number
  lastDay: number
  /** When the first of `lastDay` was written, epoch ms. */
  dayBeganAt: number | null
  lastAt: number | null
  /** Rejections of the last 90 days that stand. */
  strikes: number
  /** What holds the account back now. */
  restrictions: readonly { kind: 'premoderate' | 'mute' | 'ban'; endsAt: number | null }[]
  /** Bodies of this account's newest 20 comments. */
  recentBodies: readonly string[]
  /** Bodies of the site's rejected comments of the last day, newest 50. */
  rejectedBodies: readonly string[]
  /** How many of this account's newest 20 decided comments of 30 days were rejected. */
  recent: { decided: number; rejected: number }
}

/** `replied`: most published replies first, among equals the newest. */
export const SORTS = ['newest', 'oldest', 'replied'] as const
export type Sort = (typeof SORTS)[number]

/** Where a page of this order goes on, or `null` for what is no place in it. */
export function threadCursor(text: string, sort: Sort): Cursor | null {
  return sort === 'replied' ? decodeRankedCursor(text) : decodeCursor(text)
}

export const PAGE_SIZE = 20
/** Replies shown under one comment; a thread's permalink shows the rest. */
export const REPLIES_SHOWN = 50

/**
 * A top-level comment with its replies, oldest first. What is not published here is `blinded` after it was, or kept in
 * its place by published replies: then only a marker is shown.
 */
export interface ThreadItem {
  comment: Comment
  /** Published ones, of which a page shows the first. */
  replyCount: number
  replies: readonly Comment[]
}

/** What the marker of a blinded comment says. */
export interface BlindShown {
  endsAt: number
  /** `own`: no claim of anybody's (Korean Network Act 44-3). */
  source: 'notice' | 'order' | 'own'
}

/** How many new comments an open page tells apart; beyond, it says that there are more. */
export const PULSE_SIZE = 20

export interface ThreadPage {
  items: readonly ThreadItem[]
  /** Where the next page begins, or `null` at the end. */
  next: Cursor | null
}

/** Comments of one list, newest first, and where the next page begins; `null` at the end. */
export interface CommentList {
  comments: readonly Comment[]
  next: Cursor | null
}

/** What a reader sends. Anything else in the body is refused. */
export const submitInput = z.strictObject({
  text: z.string(),
  parent: z.uuid().optional(),
  /** A person may look at it first: wording that is held is then taken in and waits. */
  review: z.boolean().optional(),
})

export type SubmitInput = z.infer<typeof submitInput>

/** When a comment was published, and when it was written; epoch ms. */
export type PublishedTimes = readonly [publishedAt: number, createdAt: number]
