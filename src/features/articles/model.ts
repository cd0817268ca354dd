import * as z from 'zod'
import type { Cursor } from '../../kernel/cursor.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { LANGUAGES, type Language } from '../../locales/language.ts'

export const DISCUSSION_STATES = ['open', 'closed', 'off'] as const
export type DiscussionState = (typeof DISCUSSION_STATES)[number]

/** `push`: the paper told us. `page`: we read it from the paper's page, and may read it again. */
export const ARTICLE_SOURCES = ['push', 'page'] as const
export type ArticleSource = (typeof ARTICLE_SOURCES)[number]

export interface Author {
  name: string
  email: string | null
}

export interface ArticleImage {
  /** Where the paper serves it. */
  url: string
  alt: string
  caption: string
  credit: string
  /** In pixels, as the paper says; left out where it does not. */
  size?: { width: number; height: number } | undefined
  /** SHA-256 (hex) of our own re-encoded copy, from which cards are drawn; `null` until there is one. */
  photo: string | null
}

/** What is discussed. Its key is the publisher's id, else the canonical URL. */
export interface Article {
  id: string
  siteId: string
  key: string
  url: string
  headline: string
  description: string
  /** From general to special: `['National', 'North Korea']`. */
  section: readonly string[]
  authors: readonly Author[]
  image: ArticleImage | null
  publishedAt: number
  modifiedAt: number | null
  language: Language
  discussion: DiscussionState
  /** Every comment waits for a moderator, whatever the site's mode. */
  premoderated: boolean
  /** Bumped in the transaction of any visible change: the key of cached pages. */
  revision: number
  /** Published comments, replies included; kept, not counted. */
  commentCount: number
  createdAt: number
  /** In place of the site's figure; `null`: the site's. */
  closeAfterDays: number | null
  /** A published top-level comment that stands before the others. */
  pinnedCommentId: string | null
  tags: readonly string[]
  source: ArticleSource
}

/** All that a share card shows of an article; when it is another, so is the card. */
export function shownOnCard({ headline, section, authors, publishedAt, language, image }: Article) {
  const names = authors.map(({ name }) => name)
  return { headline, section, names, publishedAt, language, photo: image?.photo ?? null }
}

/** An article that nobody has commented on, and about which the desk has settled nothing. */
export function newArticle(
  facts: Omit<Article, 'revision' | 'commentCount' | 'closeAfterDays' | 'pinnedCommentId'>,
): Article {
  return { ...facts, revision: 1, commentCount: 0, closeAfterDays: null, pinnedCommentId: null }
}

/** What a list of articles shows of each. */
export interface ArticleFigure extends Pick<Article, 'discussion' | 'commentCount'> {
  articleId: string
}

/** What the desk settles about an article; what is left out stays. */
export interface ArticleChange {
  discussion?: DiscussionState
  premoderated?: boolean
  closeAfterDays?: number | null
}

export const CLOSE_AFTER_DAYS = { min: 1, max: 3_650 } as const

/** What the desk looks for. `state` is the one that counts at the time of looking. */
export interface ArticleQuery {
  /** Part of headline, URL or key; empty for every article. */
  search: string
  state: DiscussionState | null
  /** Publication time and id of the last one seen. */
  after: Cursor | null
  limit: number
}

export interface ArticlePage {
  /** Newest first. */
  articles: readonly Article[]
  /** Where the next page begins, or `null` at the end. */
  next: Cursor | null
}

export type ArticleCounts = Readonly<Record<DiscussionState, number>>

const line = (max: number) => z.string().trim().max(max)

const pixels = z.int().min(1).max(100_000)

export const articleInput = z.strictObject({
  key: line(200).min(1),
  url: z.string().refine((text) => parseHttpUrl(text) !== null, 'must be an http(s) URL'),
  headline: line(300).min(1),
  description: line(600).default(''),
  section: z.array(line(60).min(1)).max(6).default([]),
  authors: z
    .array(z.strictObject({ name: line(100).min(1), email: z.email().max(200).nullable().default(null) }))
    .max(10)
    .default([]),
  image: z
    .strictObject({
      url: z.string().refine((text) => parseHttpUrl(text) !== null, 'must be an http(s) URL'),
      alt: line(420).default(''),
      caption: line(600).default(''),
      credit: line(120).default(''),
      size: z.strictObject({ width: pixels, height: pixels }).optional(),
    })
    .nullable()
    .default(null),
  publishedAt: z.int().nonnegative(),
  modifiedAt: z.int().nonnegative().nullable().default(null),
  language: z.enum(LANGUAGES),
  tags: z.array(line(60).min(1)).max(30).default([]),
  /** Left out, a known article keeps what the desk has set. */
  discussion: z.enum(DISCUSSION_STATES).optional(),
  premoderated: z.boolean().optional(),
})

export type ArticleInput = z.input<typeof articleInput>
