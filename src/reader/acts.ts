import type { Viewer } from '../features/accounts/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { encodeCursor } from '../kernel/cursor.ts'
import { isId } from '../kernel/ids.ts'
import { ACTS, type Act, type CommentActs } from '../ui/comment-acts.tsx'
import { COMPOSER_ANCHOR, commentAnchor } from '../ui/paths.ts'
import type { Place, View } from './load.ts'

/** Parameters that make a page one person's, or one moment's: it comes from no cache. */
export const MOMENTS: readonly string[] = ['reply', 'draft', 'withdrawn', 'sent', ...ACTS]

export interface OpenAct {
  act: Act
  commentId: string
  clause?: string | undefined
  note?: string | undefined
  problem?: View['problem']
}

/** The act that the address asks for. */
export function askedAct(c: AppContext): OpenAct | null {
  for (const act of ACTS) {
    const commentId = c.req.query(act)
    if (commentId !== undefined && isId(commentId)) return { act, commentId }
  }
  return null
}

/** The viewer's own comment under this article that the address names so: nobody else's is ever answered. */
async function ownNamed(
  { services }: Parts,
  c: AppContext,
  { site, article }: Place,
  viewer: Viewer | null,
  name: 'sent' | 'withdrawn',
): Promise<Comment | null> {
  const id = c.req.query(name)
  if (!viewer || id === undefined || !isId(id)) return null
  const comment = await services.comments.byId(site.id, id)
  const isOwn = comment?.accountId === viewer.account.id && comment.articleId === article.id
  return comment && isOwn ? comment : null
}

/** The viewer's comment that browser code has just sent, unless it is withdrawn meanwhile. */
export async function sentComment(
  parts: Parts,
  c: AppContext,
  place: Place,
  viewer: Viewer | null,
): Promise<Comment | null> {
  const comment = await ownNamed(parts, c, place, viewer, 'sent')
  return comment?.state === 'withdrawn' || comment?.state === 'purged' ? null : comment
}

/** The text of the viewer's own comment that was just withdrawn. Only its author gets it; no address holds it. */
export async function withdrawnText(
  parts: Parts,
  c: AppContext,
  place: Place,
  viewer: Viewer | null,
): Promise<{ text: string } | null> {
  const comment = await ownNamed(parts, c, place, viewer, 'withdrawn')
  return comment?.state === 'withdrawn' ? { text: comment.body } : null
}

export async function loadActs({ services }: Parts, place: Place, view: View): Promise<CommentActs> {
  const open = view.act ?? null
  return {
    viewerId: view.viewer?.account.id ?? null,
    href: (act, commentId) => placeHref(place, view, { [act]: commentId }, commentAnchor(commentId)),
    closeHref: placeHref(place, view, {}, open ? commentAnchor(open.commentId) : 'discussion'),
    open: open && completed(open),
    clauses: open?.act === 'report' ? await clausesFor({ services }, place.site, open.commentId) : [],
    place: placeFields(view),
  }
}

function completed({ act, commentId, clause = '', note = '', problem = null }: OpenAct) {
  return { act, commentId, clause, note, problem }
}

export async function clausesFor({ services }: Pick<Parts, 'services'>, site: Site, commentId: string) {
  const comment = await services.comments.byId(site.id, commentId)
  const versions = comment ? await services.policy.list(site.id) : []
  return versions.find(({ version }) => version === comment?.policyVersion)?.clauses ?? []
}

type Shown = Pick<View, 'mode' | 'language' | 'sort' | 'after' | 'theme' | 'highlight'>

/** How a form says where it was sent from. */
function placeFields({ mode, sort, after, theme, highlight }: Shown): Record<string, string> {
  return {
    from: mode,
    ...(sort === 'newest' ? {} : { sort }),
    ...(after ? { cursor: encodeCursor(after) } : {}),
    ...(theme ? { theme } : {}),
    ...(highlight ? { highlight: highlight.id } : {}),
  }
}

/** The page that was open, with something more. Inside the frame it stays inside the frame. */
export function placeHref(
  { site, article }: Place,
  { mode, language, sort, after, theme, highlight }: Shown,
  more: Readonly<Record<string, string>>,
  anchor: string,
): `/${string}` {
  const query = new URLSearchParams({ lang: language })
  if (sort !== 'newest') query.set('sort', sort)
  if (after) query.set('cursor', encodeCursor(after))
  if (mode === 'frame') {
    query.set('site', site.key)
    query.set('article', article.key)
    if (theme) query.set('theme', theme)
    if (highlight) query.set('comment', highlight.id)
  }
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  const path =
    mode === 'frame'
      ? '/frame'
      : mode === 'permalink' && highlight
        ? `/a/${article.id}/c/${highlight.id}`
        : `/a/${article.id}`
  return `${path as `/${string}`}?${query}#${anchor}`
}

/** Back to the discussion, with what was withdrawn offered in the composer. */
export function withdrawnHref(place: Place, view: Shown, commentId: string): `/${string}` {
  const whole = {
    ...view,
    mode: view.mode === 'permalink' ? ('page' as const) : view.mode,
    highlight: undefined,
    after: null,
  }
  return placeHref(place, whole, { withdrawn: commentId }, COMPOSER_ANCHOR)
}
