import { Hono } from 'hono'
import * as z from 'zod'
import type { Article } from '../features/articles/model.ts'
import { closesAt } from '../features/articles/rules.ts'
import { REPLIES_SHOWN, SORTS, type Sort, type ThreadItem } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { BuiltPage } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { dataHeaders } from '../http/security.ts'
import { parse } from '../kernel/parse.ts'
import { isLanguage, LANGUAGES } from '../locales/language.ts'
import { commentPath, discussionPath } from '../ui/paths.ts'
import { atomFeed } from './feed.ts'
import { Fragment } from './fragment.tsx'
import { findDiscussion } from './place.ts'

/** As for the discussion's page: the same bytes for everybody, and an event drops them. */
const SHARED = { 'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60' } as const
/** What stands in the paper's page is found there, not at this address. */
const NOT_ALONE = { 'x-robots-tag': 'noindex' } as const
const FEED_SIZE = 50

const fragmentQuery = z.object({
  lang: z.enum(LANGUAGES).optional(),
  sort: z.enum(SORTS).default('newest'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  jsonld: z.literal('1').optional(),
})
type FragmentQuery = z.output<typeof fragmentQuery>

/**
 * The discussion as a part of another page and as a feed. Like the other cached answers they stand in front of
 * everything else; what is not for this host goes to `other`, which is guarded.
 */
export function hotDocumentRoutes(
  parts: Parts,
  other: (c: AppContext) => Response | Promise<Response>,
): Hono<AppEnv> {
  const { pages, settings } = parts
  const { host } = new URL(settings.publicUrl)
  const app = new Hono<AppEnv>()

  app.get('/v1/articles/:id/comments.html', (c) => {
    if (hostFault(c, host)) return other(c)
    const query = parse(fragmentQuery, c.req.query())
    const id = c.req.param('id')
    const { lang = '', sort, limit, jsonld = '' } = query
    const key = `h ${id} ${lang} ${sort} ${limit} ${jsonld}`
    return pages.hit(c, key) ?? pages.serve(c, key, () => fragment(parts, id, query))
  })

  app.get('/a/:article/feed.xml', (c) => {
    if (hostFault(c, host)) return other(c)
    const id = c.req.param('article')
    const lang = c.req.query('lang')
    const key = `x ${id} ${isLanguage(lang) ? lang : ''}`
    return pages.hit(c, key) ?? pages.serve(c, key, () => feed(parts, id, lang))
  })

  return app
}

async function fragment(parts: Parts, id: string, query: FragmentQuery): Promise<BuiltPage> {
  const { services, settings } = parts
  const { site, article } = await findDiscussion(parts, id)
  const { items, pinnedId, hasMore } = await shownItems(parts, article, query)
  const comments = items.flatMap(({ comment, replies }) => [comment, ...replies])
  const node = (
    <Fragment
      language={query.lang ?? article.language}
      site={site}
      article={article}
      items={items}
      pinnedId={pinnedId}
      hasMore={hasMore}
      blinds={await services.comments.blindsShown(site.id, comments)}
      publicUrl={settings.publicUrl}
      isSandbox={settings.sandbox}
      jsonLd={query.jsonld ? services.sharing.articleComments(article, items) : null}
    />
  )
  const headers = { ...dataHeaders('text/html; charset=utf-8'), ...SHARED, ...NOT_ALONE }
  const until = article.discussion === 'open' ? closesAt(article, site) : null
  return { html: String(node), headers, articleId: article.id, until }
}

/** As on the discussion's own first page: what the desk has pinned stands first, and nowhere a second time. */
async function shownItems(
  { services }: Parts,
  article: Article,
  { sort, limit }: { sort: Sort; limit: number },
): Promise<{ items: ThreadItem[]; pinnedId: string | null; hasMore: boolean }> {
  const { items, next } = await services.comments.page(article, { sort, after: null, limit })
  const { pinnedCommentId } = article
  const pinned = pinnedCommentId === null ? null : await services.comments.thread(article, pinnedCommentId)
  const top = pinned && isPublic(pinned.comment) ? pinned : null
  const pinnedId = top?.comment.id ?? null
  const first = top ? [{ ...top, replies: top.replies.slice(0, REPLIES_SHOWN) }] : []
  const others = items.filter(({ comment }) => comment.id !== pinnedId)
  return { items: [...first, ...others], pinnedId, hasMore: next !== null }
}

async function feed(parts: Parts, id: string, lang: string | undefined): Promise<BuiltPage> {
  const { services, settings } = parts
  const { publicUrl } = settings
  const { site, article } = await findDiscussion(parts, id)
  const language = isLanguage(lang) ? lang : article.language
  const xml = atomFeed({
    language,
    site,
    article,
    comments: await services.comments.newest(article, FEED_SIZE),
    selfUrl: `${publicUrl}/a/${article.id}/feed.xml${isLanguage(lang) ? `?lang=${lang}` : ''}`,
    pageUrl: publicUrl + discussionPath(article.id, language),
    commentUrl: (comment) => publicUrl + commentPath({ id: comment, articleId: article.id }, language),
  })
  const headers = { ...dataHeaders('application/atom+xml; charset=utf-8'), ...SHARED }
  return { html: xml, headers, articleId: article.id, until: null }
}
