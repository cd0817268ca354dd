import type { Json } from '../../kernel/canonical-json.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { wordsIn } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Site } from '../sites/model.ts'
import { isoTime, oneLine } from './lines.ts'

/** Comments repeated in an article's structured data: the head stays small. */
const COMMENTS_SHOWN = 5

/** schema.org NewsArticle with its newest comments. Plain data: whoever writes it into a page escapes it there. */
export function newsArticle(facts: {
  site: Site
  article: Article
  pageUrl: string
  cardUrl: string
  publicUrl: string
  comments: readonly { comment: Comment; url: string }[]
}): Json {
  const { site, article, pageUrl, cardUrl } = facts
  const comments = facts.comments
    .filter(({ comment }) => comment.state === 'published')
    .slice(0, COMMENTS_SHOWN)
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
    inLanguage: article.language,
    commentCount: article.commentCount,
    comment: comments.length === 0 ? null : comments.map(({ comment, url }) => commentData(comment, url)),
  })
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
