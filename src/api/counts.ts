import { Hono } from 'hono'
import type { Article } from '../features/articles/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

/** Articles in one request. */
const LIMIT = 100
const KEY_LENGTH = 200

/**
 * How many comments articles have, by our ids; with `site`, by the publisher's keys and by the pages' URLs. Public
 * figures that know no reader: any page may read them, without credentials, and any cache may keep them for a while.
 */
export function countRoutes(parts: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/counts', async (c) => {
    const keys = [...new Set(c.req.queries('article') ?? [])]
    const urls = [...new Set(c.req.queries('url') ?? [])]
    const asked = keys.length + urls.length
    if (asked === 0 || asked > LIMIT) throw new Problem('invalid-field', { field: 'article', limit: LIMIT })
    const counts = (await findCounts(parts, c.req.query('site'), keys, urls)).flatMap(([name, article]) =>
      article && article.discussion !== 'off' ? [[name, article.commentCount]] : [],
    )
    return answer(c, { counts: Object.fromEntries(counts) })
  })

  return app
}

async function findCounts(
  { services }: Parts,
  siteKey: string | undefined,
  keys: readonly string[],
  urls: readonly string[],
): Promise<(readonly [string, Article | null])[]> {
  const { articles, sites } = services
  const each = (names: readonly string[], find: (name: string) => Promise<Article | null>) =>
    names.map(async (name) => [name, await find(name)] as const)
  if (siteKey === undefined) return Promise.all(each(keys.filter(isId), (id) => articles.byId(id)))
  const site = siteKey.length <= 40 ? await sites.byKey(siteKey) : null
  if (!site) throw new Problem('not-found')
  return Promise.all([
    ...each(
      keys.filter(({ length }) => length <= KEY_LENGTH),
      (key) => articles.byKey(site, key),
    ),
    ...each(urls, (url) => articles.byUrl(site, url)),
  ])
}

function answer(c: AppContext, body: unknown): Response {
  return c.newResponse(JSON.stringify(body), 200, {
    ...dataHeaders('application/json; charset=utf-8', 'anybody'),
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=30, s-maxage=10, stale-while-revalidate=60',
  })
}
