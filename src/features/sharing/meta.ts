import { parseHttpUrl } from '../../kernel/url.ts'
import type { Article } from '../articles/model.ts'
import { cutUnits, type HeadLimits, X_LIMITS } from './head-limits.ts'
import { isoTime, oneLine } from './lines.ts'
import { CARD_SIZE, type Card, type HeadTags } from './model.ts'

export type Meta = HeadTags['meta'][number]

/** What a page is about, in words of one line. */
export interface Subject {
  title: string
  description: string
  published: number
  modified: number | null
  authors: readonly string[]
  card: { type: Card['type']; alt: string }
  jsonLd: HeadTags['jsonLd']
}

/** Open Graph: what describes an image follows it at once. Width and height let the first share show it. */
export function imageTags(url: string, card: Subject['card'], limits: HeadLimits): Meta[] {
  return [
    property('og:image', url),
    ...(parseHttpUrl(url)?.protocol === 'https:' ? [property('og:image:secure_url', url)] : []),
    property('og:image:type', card.type),
    property('og:image:width', String(CARD_SIZE.width)),
    property('og:image:height', String(CARD_SIZE.height)),
    property('og:image:alt', imageAlt(card, limits)),
  ]
}

/**
 * Open Graph's article: the section is the general one ("a high-level section name"), what is more special are its
 * tags; lists repeat the property (https://ogp.me/#array).
 */
export function articleTags(article: Article, subject: Subject, limits: HeadLimits): Meta[] {
  const { published, modified, authors } = subject
  const [section] = article.section
  return [
    ...timeTag('article:published_time', published),
    ...(modified === null ? [] : timeTag('article:modified_time', modified)),
    ...authors.slice(0, limits.authors).map((name) => property('article:author', oneLine(name, limits.name))),
    ...(section === undefined ? [] : [property('article:section', oneLine(section, limits.name))]),
    ...keywordsOf(article)
      .slice(0, limits.tags)
      .map((name) => property('article:tag', oneLine(name, limits.name))),
  ]
}

/** X makes the large card only for `twitter:card`, which no Open Graph tag replaces. */
export function cardTags({ title, description, card }: Subject, image: string, limits: HeadLimits): Meta[] {
  return [
    { name: 'twitter:card', content: 'summary_large_image' },
    { name: 'twitter:title', content: cutUnits(title, X_LIMITS.title) },
    { name: 'twitter:description', content: cutUnits(description, X_LIMITS.description) },
    { name: 'twitter:image', content: image },
    { name: 'twitter:image:alt', content: imageAlt(card, limits) },
  ]
}

export function property(name: string, content: string): Meta {
  return { property: name, content }
}

/** What an article is about, more special than its section: each once. */
export function keywordsOf(article: Pick<Article, 'section' | 'tags'>): string[] {
  const [section, ...special] = article.section
  return [...new Set([...special, ...article.tags])].filter((name) => name !== section)
}

function imageAlt({ alt }: Subject['card'], limits: HeadLimits): string {
  return cutUnits(oneLine(alt, limits.alt), X_LIMITS.alt)
}

function timeTag(name: string, time: number): Meta[] {
  const iso = isoTime(time)
  return iso === null ? [] : [property(name, iso)]
}
