import type { Viewer } from '../features/accounts/model.ts'
import { type Comment, SORTS, type Sort, threadCursor } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { HeadTags } from '../features/sharing/model.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { languageOf } from '../http/language.ts'
import { retryAfter } from '../http/problem.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { encodeCursor } from '../kernel/cursor.ts'
import type { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { isLanguage, type Language } from '../locales/language.ts'
import { discussionPath } from '../ui/paths.ts'
import { ArticlePage } from './article-page.tsx'
import { banner } from './banner.ts'
import { FramePage } from './frame.tsx'
import { loadDiscussion, type Place, type View } from './load.ts'
import { PermalinkPage } from './permalink.tsx'

const THEMES = ['light', 'dark'] as const
const FRAME_ROBOTS = { 'x-robots-tag': 'noindex, indexifembedded' } as const

/**
 * Only what changes the page is part of its key: an unknown parameter or value makes no new copy. Read as the page
 * itself reads them: where two readings of an odd address differ, one page could be kept in the place of another.
 */
export function viewKey(c: AppContext): string {
  const [language, theme] = ['lang', 'theme'].map((name) => c.req.query(name))
  const sort = sortOf(c.req.query('sort'))
  const after = threadCursor(c.req.query('cursor') ?? '', sort)
  return [
    isLanguage(language) ? language : '',
    sort === 'newest' ? '' : sort,
    THEMES.find((name) => name === theme) ?? '',
    after ? encodeCursor(after) : '',
  ]
    .join(' ')
    .trim()
}

/** Whether it is not the first page of the thread. */
export function isFurtherOn(c: AppContext): boolean {
  return threadCursor(c.req.query('cursor') ?? '', sortOf(c.req.query('sort'))) !== null
}

export function viewOf(c: AppContext, mode: View['mode'], fallback: Language, viewer: Viewer | null): View {
  const sort = sortOf(c.req.query('sort'))
  return {
    mode,
    language: languageOf(c, fallback),
    sort,
    after: threadCursor(c.req.query('cursor') ?? '', sort),
    viewer,
  }
}

/** The comment that a link leads to, also where the link was cut. Pages of papers have a `comment` of their own, such as 17. */
export function linkedId(c: AppContext): string | null {
  const asked = c.req.query('comment') ?? ''
  return /^[0-9a-f]{8}-/.test(asked) ? asked : null
}

/**
 * `?comment=` shows that comment in its thread; where it is not to be seen, that is said above the discussion. What
 * everybody reads under another article is that discussion's matter: both may stand in one page.
 */
export async function frameView(
  parts: Parts,
  c: AppContext,
  place: Place,
  viewer: Viewer | null,
): Promise<View> {
  const theme = THEMES.find((name) => name === c.req.query('theme'))
  const view = { ...viewOf(c, 'frame', place.article.language, viewer), theme }
  const id = linkedId(c)
  if (id === null) return view
  const comment = isId(id) ? await parts.services.comments.byId(place.site.id, id) : null
  if (comment?.articleId === place.article.id) return { ...view, highlight: comment }
  return comment && isPublic(comment) ? view : { ...view, highlight: null }
}

function sortOf(asked: string | null | undefined): Sort {
  return SORTS.find((order) => order === asked) ?? 'newest'
}

/** Any page of a discussion, with why something was refused. */
export async function discussionPage(
  parts: Parts,
  c: AppContext,
  place: Place,
  view: View,
  refusal: Problem,
): Promise<Response> {
  if (view.mode === 'permalink' && view.highlight)
    return permalinkPage(parts, c, place, view, view.highlight, refusal)
  const wait = retryAfter(refusal)
  return view.mode === 'frame'
    ? privatePage(
        c,
        await frameNode(parts, place, view),
        { ...frameHeaders(place.site), ...wait },
        refusal.status,
      )
    : privatePage(c, await articleNode(parts, place, view), { ...pageHeaders(), ...wait }, refusal.status)
}

export async function permalinkPage(
  parts: Parts,
  c: AppContext,
  { site, article }: Place,
  view: View,
  comment: Comment,
  refusal?: Problem,
): Promise<Response> {
  const discussion = await loadDiscussion(parts, { site, article }, view)
  // RFC 7725: it is there, and the law keeps it from being shown.
  const isKeptBack = discussion.linked?.as === 'missing' && discussion.linked.says !== null
  const page = (
    <PermalinkPage
      {...discussion}
      head={await commentHead(parts, { site, article }, comment, view.language)}
      assets={discussionAssets(parts, site, 'pages')}
      banner={banner(parts, view.language)}
      commentId={comment.id}
      discussionHref={discussionPath(article.id, view.language)}
    />
  )
  const headers = { ...pageHeaders(), ...(refusal ? retryAfter(refusal) : {}) }
  return privatePage(c, page, headers, refusal?.status ?? (isKeptBack ? 451 : 200))
}

/** The form comes back with its text and the reason: what was typed is never lost. */
export async function refusedPage(
  parts: Parts,
  c: AppContext,
  place: Place,
  kept: Pick<View, 'language' | 'viewer' | 'reply' | 'draft' | 'key'>,
  refusal: Problem,
): Promise<Response> {
  const problem = { type: refusal.type, details: refusal.details }
  const view: View = { ...viewOf(c, 'page', kept.language, kept.viewer), ...kept, problem }
  const headers = { ...pageHeaders(), ...retryAfter(refusal) }
  return privatePage(c, await articleNode(parts, place, view), headers, refusal.status)
}

export async function articleNode(parts: Parts, place: Place, view: View) {
  const discussion = await loadDiscussion(parts, place, view)
  const { items, language } = discussion
  return (
    <ArticlePage
      {...discussion}
      head={await parts.services.sharing.articleHead(place.site, place.article, { items, language })}
      assets={discussionAssets(parts, place.site, 'pages')}
      banner={banner(parts, view.language)}
    />
  )
}

export async function frameNode(parts: Parts, place: Place, view: View) {
  const assets = discussionAssets(parts, place.site, 'discussion')
  return (
    <FramePage
      {...(await loadDiscussion(parts, place, view))}
      assets={assets}
      banner={banner(parts, view.language)}
    />
  )
}

export function frameHeaders(site: Site): Record<string, string> {
  return { ...pageHeaders({ ancestors: site.origins }), ...FRAME_ROBOTS }
}

/** Where comments are off, their addresses tell of the article alone. */
function commentHead(
  { services }: Parts,
  { site, article }: Place,
  comment: Comment,
  language: Language,
): Promise<HeadTags> {
  return article.discussion === 'off'
    ? services.sharing.articleHead(site, article)
    : services.sharing.commentHead(site, article, comment, { language })
}

/** A page of its own needs more style than the frame. */
function discussionAssets({ assets }: Parts, site: Site, styles: 'discussion' | 'pages') {
  return { styles: assets.styles(styles, site), scripts: [assets.script('discussion')] }
}
