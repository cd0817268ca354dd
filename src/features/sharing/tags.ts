import { catalogue } from '../../locales/index.ts'
import { type Language, wordsIn } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Site } from '../sites/model.ts'
import { articleCardType } from './cards.ts'
import { fittedHead, type HeadLimits } from './head-limits.ts'
import { commentPage, newsArticle, type ShownComments } from './json-ld.ts'
import { oneLine } from './lines.ts'
import { articleTags, cardTags, imageTags, type Meta, property, type Subject } from './meta.ts'
import type { HeadTags } from './model.ts'

export interface ArticleHeadFacts {
  site: Site
  article: Article
  /** The page itself, absolute: what is shared and counted, in whichever language it is read. */
  pageUrl: string
  cardUrl: string
  /** Origin of this service; the publisher's address where a site names none. */
  publicUrl: string
  /** The discussion's page; left out where that is this page. */
  discussionUrl?: string
  /** What the page shows of the discussion, for the structured data. */
  shown?: ShownComments | null
  /** The same page in every language that it is offered in, its own among them. */
  alternates?: readonly { language: Language; url: string }[]
  /** The language that the page is shown in, of those; the article's when left out. */
  language?: Language
  /** Absolute address that answers with this page's oEmbed, without a format. */
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
  const { site, article, pageUrl, discussionUrl = pageUrl } = facts
  const words = catalogue(article.language).share
  const jsonLd = newsArticle({ ...facts, pageUrl: discussionUrl, shown: facts.shown ?? null })
  return fittedHead((limits) => {
    const paper = oneLine(wordsIn(site.title, article.language), limits.name)
    const title = oneLine(article.headline, limits.title) || paper
    const line = (text: string) => oneLine(text, limits.description)
    const photoAlt = article.image?.photo ? article.image.alt : ''
    return head(facts, limits, {
      title,
      description: line(article.description) || line(words.articleDescription(title, paper)),
      published: article.publishedAt,
      modified: article.modifiedAt,
      authors: article.authors.map(({ name }) => name),
      card: { type: articleCardType(article), alt: [title, paper, photoAlt].filter(Boolean).join(' – ') },
      jsonLd,
    })
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
  const jsonLd = commentPage({ article, comment, pageUrl, articlePageUrl })
  return fittedHead((limits) => {
    const author = oneLine(comment.authorName, Math.min(60, limits.name))
    const headline = oneLine(article.headline, limits.title)
    return head(facts, limits, {
      title: oneLine(words.commentTitle(author, headline), limits.title),
      description: oneLine(comment.body, limits.description),
      published: comment.publishedAt ?? comment.createdAt,
      modified: null,
      authors: [author],
      card: { type: 'image/png', alt: words.commentAlt(author, comment.body, headline) },
      jsonLd,
    })
  })
}

function head(facts: ArticleHeadFacts, limits: HeadLimits, subject: Subject): HeadTags {
  const { site, article, pageUrl, alternates = [], language: shownIn = article.language } = facts
  const { title, description } = subject
  const paper = oneLine(wordsIn(site.title, article.language), limits.name)
  return {
    title: `${title} | ${paper}`,
    description,
    canonical: alternates.find(({ language }) => language === shownIn)?.url ?? pageUrl,
    meta: [
      property('og:type', 'article'),
      property('og:title', title),
      property('og:description', description),
      property('og:url', pageUrl),
      property('og:site_name', paper),
      property('og:locale', catalogue(article.language).openGraph),
      ...alternates.flatMap(({ language }) =>
        language === article.language ? [] : [property('og:locale:alternate', catalogue(language).openGraph)],
      ),
      ...imageTags(facts.cardUrl, subject.card, limits),
      ...cardTags(subject, facts.cardUrl, limits),
      ...articleTags(article, subject, limits),
      ...siteTags(site),
    ],
    links: links(facts, oneLine(title, 60)),
    jsonLd: subject.jsonLd,
  }
}

/** Mastodon names the account under a link ("Author attribution"), and takes it from no other tag. */
function siteTags(site: Site): Meta[] {
  const { fediverseCreator: creator } = site
  return [
    ...(creator === null ? [] : [{ name: 'fediverse:creator', content: creator }]),
    { name: 'robots', content: 'max-image-preview:large' },
    { name: 'theme-color', content: site.accent },
  ]
}

/** WordPress and others look for oEmbed in the head alone; each asks for the format that it reads. */
function links(facts: ArticleHeadFacts, title: string): HeadTags['links'] {
  const { pageUrl, alternates = [], oembedUrl, feedUrl } = facts
  const languages = alternates.map(({ language, url }) => ({ hreflang: language as string, href: url }))
  const others = languages.length === 0 ? [] : [...languages, { hreflang: 'x-default', href: pageUrl }]
  const formats = oembedUrl === undefined ? [] : OEMBED_FORMATS
  return [
    ...formats.map(({ format, type }) => ({ type, href: `${oembedUrl}&format=${format}`, title })),
    ...others,
    ...(feedUrl === undefined ? [] : [{ type: 'application/atom+xml', href: feedUrl, title }]),
  ].map((link) => ({ rel: 'alternate', ...link }))
}

const OEMBED_FORMATS = [
  { format: 'json', type: 'application/json+oembed' },
  { format: 'xml', type: 'text/xml+oembed' },
] as const
