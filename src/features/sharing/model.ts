import type { Json } from '../../kernel/canonical-json.ts'
import type { Language } from '../../locales/language.ts'

export const CARD_SIZE = { width: 1200, height: 630 } as const

/** Bumped whenever a template changes what it draws: part of every card's hash. */
export const TEMPLATE_VERSION = 2

/** What a card shows, in words ready to draw. No URL and nothing from a request gets in here. */
export type CardSpec = ArticleCardSpec | CommentCardSpec | BrandCardSpec

export interface ArticleCardSpec {
  kind: 'article'
  language: Language
  /** `National › North Korea` */
  section: string
  headline: string
  /** `By Seo Yuna · 28 Dec 2022` */
  byline: string
  /** The year of an old article, else `null`. */
  stamp: string | null
  /** The newspaper's name. */
  paper: string
  accent: string
  /** PNG, or `null` for the name in letters. */
  logo: Uint8Array | null
  /** Encoded photo (JPEG, PNG, WebP or AVIF), or `null` for the template without one. */
  photo: Uint8Array | null
}

export interface CommentCardSpec {
  kind: 'comment'
  language: Language
  author: string
  text: string
  headline: string
  paper: string
  accent: string
  logo: Uint8Array | null
}

/** What stands in for a card that cannot be drawn: whose it is, and nothing of what it would say. */
export interface BrandCardSpec {
  kind: 'brand'
  language: Language
  paper: string
  accent: string
  logo: Uint8Array | null
}

export interface Card {
  bytes: Uint8Array
  type: 'image/jpeg' | 'image/png'
}

/** Head of a page, in the order in which it is written: everything before the style sheets, in the first 8 KB. */
export interface HeadTags {
  title: string
  description: string
  canonical: string
  meta: readonly ({ property: string; content: string } | { name: string; content: string })[]
  links: readonly { rel: string; href: string; hreflang?: string; type?: string; title?: string }[]
  jsonLd: Json
}
