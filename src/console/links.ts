import type { QueueFilter, QueueOrder } from '../features/moderation/model.ts'
import type { Language } from '../locales/language.ts'

/** What the console's addresses carry from page to page. */
export interface QueueView {
  order: QueueOrder
  filter: QueueFilter
  /** Only when the page was asked for in a language other than the account's own. */
  language?: Language | undefined
}

/** Address of the queue, with a case opened or without. The defaults stay out of it. */
export function queueHref(view: QueueView, caseId?: string): string {
  const query = new URLSearchParams()
  if (caseId !== undefined) query.set('case', caseId)
  if (view.order !== 'risk') query.set('order', view.order)
  if (view.filter !== 'all') query.set('filter', view.filter)
  return withQuery('/console', query, view.language)
}

export function logHref(language?: Language | undefined): string {
  return withQuery('/console/log', new URLSearchParams(), language)
}

export function policyHref(language?: Language | undefined): string {
  return withQuery('/policy', new URLSearchParams(), language)
}

export function peopleHref(language?: Language | undefined, done?: string): string {
  return withQuery('/console/people', new URLSearchParams(done === undefined ? {} : { done }), language)
}

export function settingsHref(language?: Language | undefined, done?: string): string {
  return withQuery('/console/settings', new URLSearchParams(done === undefined ? {} : { done }), language)
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

export function loginHref(siteKey?: string | undefined, language?: Language | undefined): string {
  const query = new URLSearchParams(siteKey === undefined ? {} : { site: siteKey })
  return withQuery('/console/login', query, language)
}

export function decisionAction(caseId: string): string {
  return `/console/cases/${encodeURIComponent(caseId)}/decision`
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
