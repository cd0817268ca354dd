import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { Article } from '../features/articles/model.ts'
import { articleNow } from '../features/articles/rules.ts'
import {
  type Comment,
  REPLIES_SHOWN,
  SORTS,
  type Sort,
  type ThreadItem,
  type ThreadPage,
} from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { Statement } from '../features/moderation/statement-model.ts'
import type { Site } from '../features/sites/model.ts'
import type { Parts } from '../http/env.ts'
import { lastToEnd } from '../kernel/clock.ts'
import { type Cursor, encodeCursor } from '../kernel/cursor.ts'
import { Problem, type ProblemDetails, type ProblemType } from '../kernel/errors.ts'
import { isId, uuidv7 } from '../kernel/ids.ts'
import type { Language } from '../locales/language.ts'
import type { OwnComment } from '../ui/comment.tsx'
import { loadActs, type OpenAct } from './acts.ts'
import type { DiscussionMode, DiscussionProps } from './discussion.tsx'
import { around, linkedAs, seenOf } from './linked.ts'

export interface Place {
  site: Site
  article: Article
}

/** What of the address decides how a discussion looks. */
export interface View {
  mode: DiscussionMode
  language: Language
  sort: Sort
  after: Cursor | null
  viewer: Viewer | null
  /** Id of a comment to answer, from the address or a refused form. */
  reply?: string | undefined
  draft?: string
  problem?: { type: ProblemType; details: ProblemDetails } | null
  /** Idempotency key of a form that was refused: the retry keeps it. */
  key?: string | undefined
  /** The comment whose own address was opened, in any state; `null` where there is none under this article. */
  highlight?: Comment | null | undefined
  /** Somebody of the desk reads: each published comment leads to its page in the console. */
  isDesk?: boolean
  /** What the embed tag asks for; without it the reader's own setting counts. */
  theme?: 'light' | 'dark' | undefined
  /** What was opened under a comment. */
  act?: OpenAct | null
  /** The text of a comment that was just withdrawn is in the composer. */
  withdrawn?: boolean
  /** The viewer's comment that was just sent: printed among the viewer's own, whatever its state. */
  sent?: Comment | null
}

/** @throws {Problem} `not-found` */
export async function findPlace(parts: Parts, articleId: string): Promise<Place> {
  const { services } = parts
  const article = isId(articleId) ? await services.articles.byId(articleId) : null
  const site = article && (await services.sites.byId(article.siteId))
  if (!article || !site) throw new Problem('not-found')
  return placeNow(parts, site, article)
}

/** The article as it is at this moment: its discussion may have closed by itself. */
export function placeNow({ now }: Pick<Parts, 'now'>, site: Site, article: Article): Place {
  return { site, article: articleNow(article, site, now()) }
}

/** Everything that `DiscussionView` shows. */
export async function loadDiscussion(
  parts: Parts,
  { site, article }: Place,
  view: View,
): Promise<DiscussionProps> {
  const { services } = parts
  const { language, sort, viewer, mode } = view
  // Read before the comments: what comes in between is told of once too often rather than never.
  const [[newestAt] = [0]] = await services.comments.pulse(article)
  const [thread, mine, parent, providers, acts, unread, policyNews, barred] = await Promise.all([
    loadThread(parts, article, view),
    loadMine(parts, article, view),
    findParent(parts, article, view.reply),
    services.accounts.offered(site.id),
    loadActs(parts, { site, article }, { ...view, highlight: seenOf(view) }),
    services.moderation.unread(actorOf(viewer)),
    services.policy.news(site.id),
    findBar(parts, viewer, language),
  ])
  const blinds = await services.comments.blindsShown(site.id, shownIn(thread, view.highlight))
  return {
    language,
    site,
    article,
    mode,
    items: thread.items,
    newestAt,
    isFirstPage: view.after === null,
    pinnedId: thread.pinnedId,
    policyNews: policyNews && {
      at: policyNews.at,
      href: `/policy/${policyNews.version}?site=${site.key}&lang=${language}&compare=${policyNews.version - 1}`,
    },
    nextHref: thread.next && viewHref({ site, article }, view, { sort, after: thread.next }),
    sort,
    sortHrefs: Object.fromEntries(
      SORTS.map((order) => [order, viewHref({ site, article }, view, { sort: order, after: null })]),
    ) as Record<Sort, string>,
    count: article.commentCount,
    viewer: viewer && { accountId: viewer.account.id, displayName: viewer.account.displayName },
    providers,
    mine,
    composer: {
      draft: view.draft ?? '',
      parent,
      // Made with the page, so that sending the same form twice makes one comment.
      key: view.key ?? (viewer ? uuidv7(parts.now()) : ''),
      problem: view.problem ?? null,
    },
    highlight: seenOf(view)?.id ?? null,
    linked: linkedAs(view, blinds, site),
    isDesk: view.isDesk ?? false,
    blinds,
    policyHref: `/policy?site=${site.key}&lang=${language}`,
    theme: view.theme,
    acts,
    unread,
    withdrawn: view.withdrawn ?? false,
    barred,
  }
}

async function loadThread(
  { services }: Parts,
  article: Article,
  view: View,
): Promise<ThreadPage & { pinnedId: string | null }> {
  if (article.discussion === 'off') return { items: [], next: null, pinnedId: null }
  const { sort, after } = view
  const seen = seenOf(view)
  const pinned = article.pinnedCommentId && (await services.comments.thread(article, article.pinnedCommentId))
  const top = pinned && isPublic(pinned.comment) ? pinned : null
  const pinnedId = top?.comment.id ?? null
  if (seen) {
    const item = await services.comments.thread(article, seen.parentId ?? seen.id)
    return { items: item && isShown(item) ? [around(item, seen)] : [], next: null, pinnedId }
  }
  const { items, next } = await services.comments.page(article, { sort, after })
  // First on the first page, and nowhere a second time.
  const others = items.filter(({ comment }) => comment.id !== pinnedId)
  const first = top && after === null ? [{ ...top, replies: top.replies.slice(0, REPLIES_SHOWN) }] : []
  return { items: [...first, ...others], next, pinnedId }
}

function shownIn({ items }: ThreadPage, highlight: Comment | null | undefined): Comment[] {
  return [
    ...items.flatMap(({ comment, replies }) => [comment, ...replies]),
    ...(highlight ? [highlight] : []),
  ]
}

function isShown({ comment, replies }: ThreadItem): boolean {
  return isPublic(comment) || replies.length > 0
}

async function loadMine({ services }: Parts, article: Article, view: View): Promise<OwnComment[]> {
  const actor = actorOf(view.viewer)
  const own = await services.comments.unpublishedOf(actor, article)
  const seen = seenOf(view)
  // The one that was asked for comes first, however old it is.
  const first = view.sent ?? (seen && !isPublic(seen) ? seen : null)
  const comments = first ? [first, ...own.filter(({ id }) => id !== first.id)] : own
  const statements = await services.moderation.statements(actor, comments, view.language)
  return comments.map((comment) => ({ comment, statement: statements.get(comment.id) ?? null }))
}

/** The restriction that keeps the viewer from writing; a ban rather than a mute, and the one that ends last. */
async function findBar(
  { services }: Parts,
  viewer: Viewer | null,
  language: Language,
): Promise<Statement | null> {
  const held = await services.moderation.restrictionStatements(actorOf(viewer), language)
  const last = (kind: 'ban' | 'mute') => lastToEnd(held.filter(({ action }) => action === kind))
  return last('ban') ?? last('mute') ?? null
}

/** A reply to a reply answers the comment above it: replies are one level deep. */
async function findParent(parts: Parts, article: Article, id: string | undefined): Promise<Comment | null> {
  if (id === undefined || !isId(id)) return null
  const comment = await parts.services.comments.byId(article.siteId, id)
  if (!comment || comment.articleId !== article.id || !isPublic(comment)) return null
  return comment.parentId === null ? comment : findParent(parts, article, comment.parentId)
}

function viewHref(
  { site, article }: Place,
  { mode, language, theme }: View,
  { sort, after }: { sort: Sort; after: Cursor | null },
): string {
  const query = new URLSearchParams({ lang: language })
  if (sort !== 'newest') query.set('sort', sort)
  if (after) query.set('cursor', encodeCursor(after))
  if (mode !== 'frame') return `/a/${article.id}?${query}#discussion`
  query.set('site', site.key)
  query.set('article', article.key)
  if (theme) query.set('theme', theme)
  return `/frame?${query}#discussion`
}
