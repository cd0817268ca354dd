import { Hono } from 'hono'
import type { BuiltPage } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { dataHeaders } from '../http/security.ts'
import { findDiscussion } from './place.ts'
import type { Pulse } from './reference/answers.ts'

/** Open pages ask every half minute or so: what a CDN holds for five seconds is never late. */
const SHARED = { 'cache-control': 'public, max-age=5, s-maxage=5' } as const

/**
 * What an open page polls, the same bytes for everybody and kept like a page: the article's revision, its count, and
 * when its newest comments were published and written, epoch ms. A page takes those that are newer than what it shows
 * for new, so that a removal never makes a new comment pass unnoticed, and knows its reader's own by when it was written.
 */
export function hotPulseRoutes(
  parts: Parts,
  other: (c: AppContext) => Response | Promise<Response>,
): Hono<AppEnv> {
  const { host } = new URL(parts.settings.publicUrl)
  return new Hono<AppEnv>().get('/v1/articles/:id/pulse', (c) => {
    if (hostFault(c, host) !== null) return other(c)
    const id = c.req.param('id')
    const key = `p ${id}`
    return parts.pages.hit(c, key) ?? parts.pages.serve(c, key, () => buildPulse(parts, id))
  })
}

/** @throws {Problem} `not-found`, also where comments are off: then there is nothing to ask for any more */
export async function buildPulse(parts: Parts, articleId: string): Promise<BuiltPage> {
  const { article } = await findDiscussion(parts, articleId)
  const { id, revision, commentCount: count } = article
  const published = await parts.services.comments.pulse(article)
  return {
    html: JSON.stringify({ revision, count, published } satisfies Pulse),
    headers: { ...dataHeaders('application/json; charset=utf-8'), ...SHARED },
    articleId: id,
    until: null,
    forAll: true,
  }
}
