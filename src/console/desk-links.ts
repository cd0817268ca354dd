import type { CommentState } from '../features/comments/model.ts'
import { type Cursor, encodeCursor } from '../kernel/cursor.ts'
import type { Language } from '../locales/language.ts'
import type { QueueView } from './links.ts'

/** The queue as it is without a choice, for the head of the pages outside it. */
export function plainView(language: Language | undefined): QueueView {
  return { order: 'risk', filter: 'all', language }
}

type Fields = Readonly<Record<string, string | undefined>>

/** An address of the console with what is said of its query. */
function href(path: string, fields: Fields, language: Language | undefined): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value)
  if (language !== undefined) query.set('lang', language)
  return query.size === 0 ? path : `${path}?${query}`
}

export function writersHref(language?: Language | undefined): string {
  return href('/console/writers', {}, language)
}

/** `from`: the decision on a comment that a restriction would follow from. */
export function writerHref(
  accountId: string,
  language?: Language | undefined,
  more: { done?: string | undefined; from?: string | undefined; after?: Cursor | null } = {},
): string {
  const { after, ...fields } = more
  const cursor = after ? encodeCursor(after) : undefined
  return href(`/console/writers/${encodeURIComponent(accountId)}`, { ...fields, cursor }, language)
}

export function deskCommentHref(commentId: string, language?: Language | undefined, done?: string): string {
  return href(`/console/comments/${encodeURIComponent(commentId)}`, { done }, language)
}

/** The desk's list of an article's comments. */
export function articleCommentsHref(
  articleId: string,
  language?: Language | undefined,
  query: { state?: CommentState; after?: Cursor | null } = {},
): string {
  const cursor = query.after ? encodeCursor(query.after) : undefined
  const path = `/console/articles/${encodeURIComponent(articleId)}/comments`
  return href(path, { state: query.state, cursor }, language)
}
