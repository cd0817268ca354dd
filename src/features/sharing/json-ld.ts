import type { Json } from '../../kernel/canonical-json.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { wordsIn } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Comment, ThreadItem } from '../comments/model.ts'
import { isPublic } from '../comments/rules.ts'
import type { Site } from '../sites/model.ts'
import { isoTime, oneLine } from './lines.ts'
import { keywordsOf } from './meta.ts'

/** Comments repeated in an article's structured data, and characters of their JSON: the page must not double. */
const REPEATED = { comments: 10, characters: 6_000 } as const

/** The comments that a page shows, in its order, and where each has its own page. */
export interface ShownComments {
  items: readonly Pick<ThreadItem, 'comment' | 'replies'>[]
  commentUrl(comment: Comment): string
}

/** schema.org NewsArticle with its newest comments. Plain data: whoever writes it into a page escapes it there. */
export function newsArticle(facts: {
  site: Site
  article: Article
  pageUrl: string
  cardUrl: string
  publicUrl: string
  shown: ShownComments | null
}): Json {
  const { site, article, pageUrl, cardUrl, shown } = facts
  const keywords = keywordsOf(article)
  const photo = article.image && parseHttpUrl(article.image.url)
  return members({
    '@context': 'https://schema.org',
    ...reference(article),
    mainEntityOfPage: article.url,
    discussionUrl: pageUrl,
    description: oneLine(article.description, 200) || null,
    image: photo ? [cardUrl, photo.href] : [cardUrl],
    datePublished: isoTime(article.publishedAt),
    dateModified: article.modifiedAt === null ? null : isoTime(article.modifiedAt),
    author: article.authors.length === 0 ? null : article.authors.map(({ name }) => person(name)),
    publisher: {
      '@type': 'NewsMediaOrganization',
      name: oneLine(wordsIn(site.title, article.language), 200),
      url: site.origins[0] ?? facts.publicUrl,
    },
    articleSection: article.section.length === 0 ? null : article.section.map((part) => oneLine(part, 60)),
    keywords: keywords.length === 0 ? null : keywords.map((name) => oneLine(name, 60)),
    inLanguage: article.language,
    commentCount: article.commentCount,
    comment: shown && repeated(shown),
  })
}

/**
 * The discussion's share of an article's structured data. A page that describes the article itself joins the two by
 * `@id`, which is the article's address.
 */
export function articleComments(article: Article, pageUrl: string, shown: ShownComments): Json {
  return members({
    '@context': 'https://schema.org',
    ...reference(article),
    discussionUrl: pageUrl,
    commentCount: article.commentCount,
    comment: repeated(shown),
  })
}

/**
 * The first published comments of the page, replies inside what they answer (Google, "Discussion forum structured
 * data"). Under a comment that is no longer shown, its replies stand for themselves. `null` where there are none.
 */
function repeated({ items, commentUrl }: ShownComments): Json {
  let left: number = REPEATED.comments
  let room: number = REPEATED.characters
  const data = (comment: Comment) => {
    if (!isPublic(comment) || left === 0) return []
    const made = commentData(comment, commentUrl(comment))
    room -= JSON.stringify(made).length
    left = room < 0 ? 0 : left - 1
    return room < 0 ? [] : [made]
  }
  const found = items.flatMap(({ comment, replies }) => {
    const [top] = data(comment)
    const below = top || !isPublic(comment) ? replies.flatMap(data) : []
    return top ? [members({ ...top, comment: below.length === 0 ? null : below })] : below
  })
  return found.length === 0 ? null : found
}

/** schema.org WebPage about one comment: what search engines ask for where a page shows a single post. */
export function commentPage(facts: {
  article: Article
  comment: Comment
  pageUrl: string
  articlePageUrl: string
}): Json {
  const { article, comment, pageUrl, articlePageUrl } = facts
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    '@id': pageUrl,
    url: pageUrl,
    inLanguage: article.language,
    isPartOf: { '@type': 'WebPage', '@id': articlePageUrl, url: articlePageUrl },
    mainEntity: { ...commentData(comment, pageUrl), about: reference(article) },
  }
}

function commentData(comment: Comment, url: string): { readonly [key: string]: Json } {
  return members({
    '@type': 'Comment',
    '@id': url,
    url,
    text: comment.body,
    datePublished: isoTime(comment.publishedAt ?? comment.createdAt),
    author: person(comment.authorName),
  })
}

function reference(article: Article): { readonly [key: string]: Json } {
  return {
    '@type': 'NewsArticle',
    '@id': article.url,
    url: article.url,
    headline: oneLine(article.headline, 200),
  }
}

function person(name: string): Json {
  return { '@type': 'Person', name: oneLine(name, 100) }
}

/** Members that have a value: JSON-LD knows no null. */
function members(all: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
