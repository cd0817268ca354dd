import { html } from 'hono/html'
import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import { xmlChars } from '../kernel/xml.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { articleHref } from '../ui/paths.ts'

export interface FeedFacts {
  language: Language
  site: Site
  article: Article
  /** Published, newest first. */
  comments: readonly Comment[]
  /** Absolute addresses: this feed, the discussion, each comment. */
  selfUrl: string
  pageUrl: string
  commentUrl(id: string): string
}

/**
 * A discussion as Atom 1.0 (RFC 4287), answers pointing at what they answer (RFC 4685). Ids are the UUIDs of
 * article and comment: they outlive a change of address. Every text is text, never markup.
 */
export function atomFeed(facts: FeedFacts): string {
  const { language, site, article, comments, selfUrl, pageUrl } = facts
  const { feedTitle } = catalogue(language).reader.documents
  const updated = Math.max(article.createdAt, ...comments.map(publishedAt))
  const paperUrl = articleHref(article)
  const feed = html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${language}">
<id>urn:uuid:${article.id}</id>
<title>${xmlChars(feedTitle(article.headline))}</title>
<updated>${time(updated)}</updated>
<author><name>${xmlChars(wordsIn(site.title, language))}</name></author>
<link rel="self" type="application/atom+xml" href="${selfUrl}"/>
<link rel="alternate" type="text/html" hreflang="${language}" href="${pageUrl}"/>
${paperUrl && html`<link rel="related" type="text/html" href="${paperUrl}"/>`}
${comments.map((comment) => entry(comment, facts))}
</feed>
`
  return String(feed)
}

function entry(comment: Comment, { language, article, commentUrl }: FeedFacts) {
  const { commentBy, replyBy } = catalogue(language).reader.documents
  const { id, parentId, authorName } = comment
  const title = (parentId === null ? commentBy : replyBy)(authorName)
  return html`<entry>
<id>urn:uuid:${id}</id>
<title>${xmlChars(title)}</title>
<published>${time(publishedAt(comment))}</published>
<updated>${time(publishedAt(comment))}</updated>
<author><name>${xmlChars(authorName)}</name></author>
<link rel="alternate" type="text/html" href="${commentUrl(id)}"/>
${parentId && html`<thr:in-reply-to ref="urn:uuid:${parentId}" type="text/html" href="${commentUrl(parentId)}"/>`}
<content type="text" xml:lang="${article.language}">${xmlChars(comment.body)}</content>
</entry>
`
}

function publishedAt({ publishedAt: at, createdAt }: Comment): number {
  return at ?? createdAt
}

function time(at: number): string {
  return new Date(at).toISOString()
}
