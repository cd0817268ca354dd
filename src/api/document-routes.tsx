import { Hono } from 'hono'
import * as z from 'zod'
import { closesAt } from '../features/articles/rules.ts'
import { SORTS } from '../features/comments/model.ts'
import type { BuiltPage } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { dataHeaders } from '../http/security.ts'
import { parseExplained } from '../kernel/parse.ts'
import { isLanguage, LANGUAGES } from '../locales/language.ts'
import { commentPath, discussionPath } from '../ui/paths.ts'
import { atomFeed } from './feed.ts'
import { Fragment } from './fragment.tsx'
import { hotHeadRoutes } from './head-routes.tsx'
import { findDiscussion } from './place.ts'
import { NOT_ALONE, SHARED, shownItems } from './shown.ts'

const FEED_SIZE = 50

export const fragmentQuery = z.object({
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
    const query = parseExplained(fragmentQuery, c.req.query())
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

  return app.route('/', hotHeadRoutes(parts, other))
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
