import { parseHttpUrl } from '../../kernel/url.ts'
import { catalogue } from '../../locales/index.ts'
import { type Language, wordsIn } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Site } from '../sites/model.ts'
import { articleCardType } from './cards.ts'
import { commentPage, newsArticle, type ShownComments } from './json-ld.ts'
import { isoTime, oneLine } from './lines.ts'
import { CARD_SIZE, type Card, type HeadTags } from './model.ts'

/** Grapheme clusters. X shows 200 of a description; search engines and chats cut titles long before 200. */
const LENGTHS = { title: 200, description: 200, alt: 300 } as const

export interface ArticleHeadFacts {
  site: Site
  article: Article
  /** The discussion's own page, absolute. */
  pageUrl: string
  cardUrl: string
  /** Origin of this service; the publisher's address where a site names none. */
  publicUrl: string
  /** What the page shows of the discussion, for the structured data. */
  shown?: ShownComments | null
  /** The same article in other languages. */
  alternates?: readonly { language: Language; url: string }[]
  /** Absolute address that answers with this page's oEmbed JSON. */
  oembedUrl?: string
  /** Absolute address of the discussion as a feed. */
  feedUrl?: string
}

export interface CommentHeadFacts extends ArticleHeadFacts {
  comment: Comment
  /** The comment's own page is `pageUrl`; this is the discussion's. */
  articlePageUrl: string
}

/** Head of a discussion's page. Every value is plain text: whoever writes it into HTML escapes it there. */
export function articleHead(facts: ArticleHeadFacts): HeadTags {
  const { site, article } = facts
  const words = catalogue(article.language).share
  const title = oneLine(article.headline, LENGTHS.title)
  const paper = oneLine(wordsIn(site.title, article.language), LENGTHS.title)
  const description = oneLine(
    article.description || words.articleDescription(title, paper),
    LENGTHS.description,
  )
  const photoAlt = article.image?.photo ? article.image.alt : ''
  return head(facts, {
    title,
    description,
    published: article.publishedAt,
    modified: article.modifiedAt,
    authors: article.authors.map(({ name }) => name),
    card: { type: articleCardType(article), alt: [title, paper, photoAlt].filter(Boolean).join(' – ') },
    jsonLd: newsArticle({ ...facts, shown: facts.shown ?? null }),
  })
}

/**
 * Head of one comment's page. A comment that is not published gives nothing away: its page then speaks of the
 * article alone, and `cardUrl` must be the article's.
 */
export function commentHead(facts: CommentHeadFacts): HeadTags {
  const { article, comment, pageUrl, articlePageUrl } = facts
  if (comment.state !== 'published') return articleHead(facts)
  const words = catalogue(article.language).share
  const author = oneLine(comment.authorName, 60)
  const headline = oneLine(article.headline, LENGTHS.title)
  return head(facts, {
    title: oneLine(words.commentTitle(author, headline), LENGTHS.title),
    description: oneLine(comment.body, LENGTHS.description),
    published: comment.publishedAt ?? comment.createdAt,
    modified: null,
    authors: [author],
    card: { type: 'image/png', alt: words.commentAlt(author, comment.body, headline) },
    jsonLd: commentPage({ article, comment, pageUrl, articlePageUrl }),
  })
}

interface Subject {
  title: string
  description: string
  published: number
  modified: number | null
  authors: readonly string[]
  card: { type: Card['type']; alt: string }
  jsonLd: HeadTags['jsonLd']
}

type Meta = HeadTags['meta'][number]

function head(facts: ArticleHeadFacts, subject: Subject): HeadTags {
  const { site, article, pageUrl } = facts
  const { title, description } = subject
  const paper = oneLine(wordsIn(site.title, article.language), LENGTHS.title)
  return {
    title: `${title} | ${paper}`,
    description,
    canonical: pageUrl,
    meta: [
      property('og:type', 'article'),
      property('og:title', title),
      property('og:description', description),
      property('og:url', pageUrl),
      property('og:site_name', paper),
      property('og:locale', catalogue(article.language).openGraph),
      ...(facts.alternates ?? []).map(({ language }) =>
        property('og:locale:alternate', catalogue(language).openGraph),
      ),
      ...imageTags(facts.cardUrl, subject.card),
      ...articleTags(article, subject),
      ...cardTags(title, description, facts.cardUrl, subject.card.alt),
      { name: 'robots', content: 'max-image-preview:large' },
      { name: 'theme-color', content: site.accent },
    ],
    links: links(facts, title),
    jsonLd: subject.jsonLd,
  }
}

/** Open Graph: what describes an image follows it at once. Width and height let the first share show it. */
function imageTags(url: string, card: Subject['card']): Meta[] {
  return [
    property('og:image', url),
    ...(parseHttpUrl(url)?.protocol === 'https:' ? [property('og:image:secure_url', url)] : []),
    property('og:image:type', card.type),
    property('og:image:width', String(CARD_SIZE.width)),
    property('og:image:height', String(CARD_SIZE.height)),
    property('og:image:alt', oneLine(card.alt, LENGTHS.alt)),
  ]
}

function articleTags(article: Article, { published, modified, authors }: Subject): Meta[] {
  const section = article.section.at(-1)
  return [
    ...timeTag('article:published_time', published),
    ...(modified === null ? [] : timeTag('article:modified_time', modified)),
    ...authors.map((name) => property('article:author', oneLine(name, 100))),
    ...(section === undefined ? [] : [property('article:section', oneLine(section, 60))]),
  ]
}

/** X makes the large card only for `twitter:card`, which no Open Graph tag replaces. */
function cardTags(title: string, description: string, image: string, alt: string): Meta[] {
  return [
    { name: 'twitter:card', content: 'summary_large_image' },
    { name: 'twitter:title', content: title },
    { name: 'twitter:description', content: description },
    { name: 'twitter:image', content: image },
    { name: 'twitter:image:alt', content: oneLine(alt, LENGTHS.alt) },
  ]
}

function links({ alternates = [], oembedUrl, feedUrl }: ArticleHeadFacts, title: string): HeadTags['links'] {
  return [
    ...alternates.map(({ language, url }) => ({ rel: 'alternate', href: url, hreflang: language })),
    ...(oembedUrl === undefined
      ? []
      : [{ rel: 'alternate', href: oembedUrl, type: 'application/json+oembed', title }]),
    ...(feedUrl === undefined
      ? []
      : [{ rel: 'alternate', href: feedUrl, type: 'application/atom+xml', title }]),
  ]
}

function timeTag(name: string, time: number): Meta[] {
  const iso = isoTime(time)
  return iso === null ? [] : [property(name, iso)]
}

function property(name: string, content: string): Meta {
  return { property: name, content }
}
