import { Hono } from 'hono'
import type { NamedFigure } from '../features/articles/figures.ts'
import { type BuiltPage, UNKNOWN_ARTICLE } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { dataHeaders } from '../http/security.ts'
import { faulty } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import type { Counts } from './reference/answers.ts'

/** Articles in one request. */
const LIMIT = 100
const LENGTHS = { site: 40, key: 200 } as const

/** What is asked for, without what leads nowhere, in one order whichever it was asked in: the same list is kept once. */
interface Asked {
  site: string | null
  keys: readonly string[]
  urls: readonly string[]
}

/**
 * How many comments articles have, by our ids; with `site`, by the publisher's keys and by the pages' URLs. Public
 * figures that know no reader: any page may read them, without credentials, and any cache may keep them for a while.
 * Kept like pages, but in a cache of their own: lists are endless, and strangers' made-up ones crowd out no page.
 */
export function hotCountRoutes(
  parts: Parts,
  other: (c: AppContext) => Response | Promise<Response>,
): Hono<AppEnv> {
  const { counts, settings } = parts
  const { host } = new URL(settings.publicUrl)
  return new Hono<AppEnv>().get('/v1/counts', (c) => {
    if (hostFault(c, host) !== null) return other(c)
    const asked = askedFor(c)
    const key = JSON.stringify([asked.site, asked.keys, asked.urls])
    return counts.hit(c, key) ?? counts.serve(c, key, () => buildCounts(parts, asked))
  })
}

/** @throws {Problem} `invalid-field` for too many, and for none */
function askedFor(c: AppContext): Asked {
  const keys = [...new Set(c.req.queries('article'))].sort()
  const urls = [...new Set(c.req.queries('url'))].sort()
  const length = keys.length + urls.length
  if (length === 0 || length > LIMIT)
    throw faulty('invalid-field', 'article', `name 1 to ${LIMIT} articles, each by article or url`)
  const site = c.req.query('site') ?? null
  if (site === null) return { site, keys: keys.filter(isId), urls: [] }
  return { site, keys: keys.filter((key) => key.length <= LENGTHS.key), urls }
}

/** @throws {Problem} `not-found`: there is no such site */
async function buildCounts(parts: Parts, asked: Asked): Promise<BuiltPage> {
  const named = await find(parts, asked)
  const counts = named.flatMap(([name, figure]) =>
    figure && figure.discussion !== 'off' ? [[name, figure.commentCount]] : [],
  )
  return {
    html: JSON.stringify({ counts: Object.fromEntries(counts) } satisfies Counts),
    headers: {
      ...dataHeaders('application/json; charset=utf-8', 'anybody'),
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=30, s-maxage=10, stale-while-revalidate=60',
    },
    articleId: null,
    articleIds: new Set(named.map(([, figure]) => figure?.articleId ?? UNKNOWN_ARTICLE)),
    until: null,
    forAll: true,
  }
}

async function find({ services }: Parts, { site: siteKey, keys, urls }: Asked): Promise<NamedFigure[]> {
  const { articles, sites } = services
  if (siteKey === null) return articles.figuresByIds(keys)
  const site = siteKey.length <= LENGTHS.site ? await sites.byKey(siteKey) : null
  if (!site) throw faulty('not-found', 'site', 'there is no such site')
  return articles.figuresOf(site, keys, urls)
}
