import type { DiscussionState } from '../features/articles/model.ts'
import type { QueueFilter, QueueOrder } from '../features/moderation/model.ts'
import type { Language } from '../locales/language.ts'

/** What the console's addresses carry from page to page. */
export interface QueueView {
  order: QueueOrder
  filter: QueueFilter
  /** Words in the comment. */
  q?: string | undefined
  /** A clause that readers reported, or a reason why cases are held. */
  reason?: string | undefined
  /** Language of the articles. */
  text?: Language | undefined
  /** Account id of a writer. */
  writer?: string | undefined
  /** Where an earlier page of the list ended. */
  after?: string | undefined
  /** Only when the page was asked for in a language other than the account's own. */
  language?: Language | undefined
}

/** What narrows the list, beside the filter. */
export const NARROWING = ['q', 'reason', 'text', 'writer'] as const

/** Address of the queue, with a case opened or without. The defaults stay out of it. */
export function queueHref(view: QueueView, caseId?: string): string {
  const query = new URLSearchParams()
  if (caseId !== undefined) query.set('case', caseId)
  setPlace(query, view)
  if (view.after !== undefined && caseId === undefined) query.set('after', view.after)
  return withQuery('/console', query, view.language)
}

/** The preview of a decision on these cases, which leads back to the list as it was. */
export function bulkHref(caseIds: readonly string[], view: QueueView): string {
  const query = new URLSearchParams(caseIds.map((id) => ['item', id]))
  setPlace(query, view)
  return withQuery('/console/bulk', query, view.language)
}

function setPlace(query: URLSearchParams, view: QueueView): void {
  if (view.order !== 'risk') query.set('order', view.order)
  if (view.filter !== 'all') query.set('filter', view.filter)
  for (const name of NARROWING) if (view[name] !== undefined) query.set(name, view[name])
}

export function statisticsHref(days: number, language?: Language | undefined): string {
  return withQuery('/console/statistics', new URLSearchParams({ days: `${days}` }), language)
}

/** A page of the desk that carries nothing but the language. */
export function deskHref(path: string, language?: Language | undefined): string {
  return withQuery(path, new URLSearchParams(), language)
}

/** Which articles a page of the list shows. */
export interface ArticleView {
  q: string
  state: DiscussionState | null
  cursor: string | null
}

export function articlesHref({
  q,
  state,
  cursor,
  language,
}: ArticleView & { language?: Language | undefined }) {
  const query = new URLSearchParams()
  if (q !== '') query.set('q', q)
  if (state !== null) query.set('state', state)
  if (cursor !== null) query.set('cursor', cursor)
  return withQuery('/console/articles', query, language)
}

export function articleDeskHref(id: string, language?: Language | undefined, done?: string): string {
  return withQuery(
    `/console/articles/${id}`,
    new URLSearchParams(done === undefined ? {} : { done }),
    language,
  )
}

export function articleAction(id: string, act: 'discussion' | 'days' | 'premoderation' | 'pin'): string {
  return `/console/articles/${id}/${act}`
}

/** What the policy editor has a form for. */
export const EDITED_PARTS = ['head', 'clause', 'add-clause', 'section', 'add-section', 'notice'] as const
export type EditedPart = (typeof EDITED_PARTS)[number]

export function policyEditHref(part: EditedPart, id?: string, language?: Language | undefined): string {
  const query = new URLSearchParams({ part, ...(id === undefined ? {} : { id }) })
  return withQuery('/console/policy/edit', query, language)
}

export function peopleHref(language?: Language | undefined, done?: string): string {
  return withQuery('/console/people', new URLSearchParams(done === undefined ? {} : { done }), language)
}

/** `text` is tried out on the page. */
export function wordsHref(language?: Language | undefined, done?: string, text?: string): string {
  const query = new URLSearchParams(done === undefined ? {} : { done })
  if (text !== undefined) query.set('text', text)
  return withQuery('/console/words', query, language)
}

export function settingsHref(language?: Language | undefined, done?: string): string {
  return withQuery('/console/settings', new URLSearchParams(done === undefined ? {} : { done }), language)
}

export function siteSettingsHref(language?: Language | undefined, done?: string): string {
  return withQuery(
    '/console/settings/site',
    new URLSearchParams(done === undefined ? {} : { done }),
    language,
  )
}

export function noticesHref(language?: Language | undefined, filter?: string): string {
  const query = new URLSearchParams(filter === undefined || filter === 'open' ? {} : { filter })
  return withQuery('/console/notices', query, language)
}

export function noticeHref(noticeId: string, language?: Language | undefined): string {
  return withQuery(`/console/notices/${encodeURIComponent(noticeId)}`, new URLSearchParams(), language)
}

/** Legal steps on a comment that nobody has claimed anything about. */
export function legalFileHref(commentId: string, language?: Language | undefined): string {
  return withQuery('/console/notices/new', new URLSearchParams({ comment: commentId }), language)
}

export function legalAction(commentId: string, act: string): string {
  return `/console/notices/comments/${encodeURIComponent(commentId)}/${act}`
}

export function previewHref(url: string, language?: Language | undefined): string {
  return withQuery('/console/previews', new URLSearchParams(url === '' ? {} : { url }), language)
}

export function loginHref(siteKey?: string | undefined, language?: Language | undefined): string {
  const query = new URLSearchParams(siteKey === undefined ? {} : { site: siteKey })
  return withQuery('/console/login', query, language)
}

export function decisionAction(caseId: string): string {
  return `/console/cases/${encodeURIComponent(caseId)}/decision`
}

export const AHEAD = '/console/ahead'
export const LEASES = '/console/leases'
export const LEAVE = '/console/leave'

/** Takes back what was decided together. */
export const BULK_UNDO = '/console/bulk/undo'

export function undoAction(decisionId: string): string {
  return `/console/decisions/${encodeURIComponent(decisionId)}/undo`
}

export function correctAction(caseId: string): string {
  return `/console/cases/${encodeURIComponent(caseId)}/correct`
}

export function reviewAction(caseId: string): string {
  return `/console/cases/${encodeURIComponent(caseId)}/review`
}

export function skipAction(caseId: string): string {
  return `/console/cases/${encodeURIComponent(caseId)}/skip`
}

export function commentHref(articleId: string, commentId: string): string {
  return `/a/${encodeURIComponent(articleId)}/c/${encodeURIComponent(commentId)}`
}

function withQuery(path: string, query: URLSearchParams, language: Language | undefined): string {
  if (language !== undefined) query.set('lang', language)
  return query.size === 0 ? path : `${path}?${query}`
}

/** Only addresses of our own are made here. */
export function asPath(href: string): `/${string}` {
  return `/${href.replace(/^\/+/, '')}`
}

/** The queue after a decision on the case `done`, or after what the word says, with a case opened or without. */
export function withDone(place: QueueView, done: string, caseId?: string): `/${string}` {
  const href = queueHref(place, caseId)
  return asPath(`${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ done })}`)
}
