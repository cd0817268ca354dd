import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import type { Language } from '../locales/language.ts'

/** Where the composer is: replies and refused forms come back to it. */
export const COMPOSER_ANCHOR = 'composer'

export function commentAnchor(commentId: string): string {
  return `c-${commentId}`
}

/** The discussion as a page of its own; with `reply`, ready to answer that comment. */
export function discussionPath(articleId: string, language: Language, reply?: string): string {
  const query = new URLSearchParams(reply === undefined ? { lang: language } : { reply, lang: language })
  return `/a/${articleId}?${query}${reply === undefined ? '' : `#${COMPOSER_ANCHOR}`}`
}

export function commentPath(comment: Pick<Comment, 'id' | 'articleId'>, language: Language): string {
  return `/a/${comment.articleId}/c/${comment.id}?lang=${language}`
}

/** Every way to share a comment. */
export function sharePath({ id, articleId }: Pick<Comment, 'id' | 'articleId'>, language: Language): string {
  return `/a/${articleId}/c/${id}/share?lang=${language}`
}

/** Every way to share an article's discussion. */
export function shareDiscussionPath(articleId: string, language: Language): string {
  return `/a/${articleId}/share?lang=${language}`
}

/** The comment's page in the console. */
export function deskCommentPath(commentId: string, language: Language): string {
  return `/console/comments/${commentId}?lang=${language}`
}

/** The form for a legal claim about a comment, for anybody. */
export function legalNoticePath(commentId: string, language: Language): string {
  return `/legal/notice?comment=${commentId}&lang=${language}`
}

/** The article at its newspaper. Only http(s) gets into a link, whatever was pushed to us. */
export function articleHref(article: Pick<Article, 'url'>): string | null {
  return parseHttpUrl(article.url)?.href ?? null
}

/** What is kept about the readers of this site. */
export function privacyPath(siteKey: string, language: Language): string {
  return `/privacy?site=${siteKey}&lang=${language}`
}

/** What the paper has decided, in figures. */
export function transparencyPath(siteKey: string, language: Language): string {
  return `/transparency?site=${siteKey}&lang=${language}`
}

/** Where a login on a page of ours leads: to a discussion, to a decision that is to be contested, or to the own page. */
export interface LoginAim {
  articleId?: string | null
  decisionId?: string | null
}

export function loginPath(
  siteKey: string,
  language: Language,
  { articleId = null, decisionId = null }: LoginAim = {},
): `/${string}` {
  const article = articleId === null ? '' : `&article=${articleId}`
  const appeal = decisionId === null ? '' : `&appeal=${decisionId}`
  return `/login?site=${siteKey}&lang=${language}${article}${appeal}`
}

/** Logging in on a page of ours and back to that discussion, whose paper it says. */
export function loginAgainPath(articleId: string, language: Language): string {
  return `/login?lang=${language}&article=${articleId}`
}

/** Where a decision is contested: a page of the reader's own. */
export function appealPath(decisionId: string, language: Language): `/${string}` {
  return `/me/appeals/${decisionId}?lang=${language}`
}
