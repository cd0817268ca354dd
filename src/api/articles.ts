import { Hono } from 'hono'
import type { Article } from '../features/articles/model.ts'
import { PUSH_LIMITS, pushedArticle } from '../features/articles/push-model.ts'
import { isOnSite, mayHoldPhoto } from '../features/articles/rules.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { dataAnswer } from '../http/respond.ts'
import { readFacts } from '../http/validate.ts'
import { MINUTE } from '../kernel/clock.ts'
import { faulty, Problem } from '../kernel/errors.ts'
import { createRate } from '../kernel/rate.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import type { ToldArticle } from './reference/answers.ts'

const KEY_LENGTH = 200

/** The paper's own system tells of its articles, each under the paper's own id (`docs/articles.md`). */
export function articleRoutes(parts: Parts): Hono<AppEnv> {
  const { services, now } = parts
  const rate = createRate({ most: PUSH_LIMITS.perMinute, per: MINUTE })
  const app = new Hono<AppEnv>()

  app.put('/v1/articles/:key', async (c) => {
    const site = await siteOf(c, parts)
    const retryAfter = rate.take(site.id, now())
    if (retryAfter > 0) throw new Problem('rate-limited', { retryAfter })
    const key = c.req.param('key').trim()
    if (key === '' || key.length > KEY_LENGTH)
      throw faulty('invalid-field', 'key', `must have 1 to ${KEY_LENGTH} characters, in the address`)
    const facts = await readFacts(c, pushedArticle, PUSH_LIMITS.bytes)
    requireOwnUrl(site, facts.url)
    const { article, change } = await services.articles.tell(site, { key, ...facts })
    return dataAnswer(change === 'new' ? 201 : 200, answer(parts, site, article, change))
  })

  return app
}

/** @throws {Problem} `api-key-refused`, saying nothing of why */
async function siteOf(c: AppContext, { services }: Parts): Promise<Site> {
  const [, key = ''] = /^Bearer +([\x21-\x7e]{1,120})$/i.exec(c.req.header('authorization') ?? '') ?? []
  const site = await services.sites.byApiKey(key)
  if (!site) throw new Problem('api-key-refused')
  return site
}

function requireOwnUrl(site: Site, text: string): void {
  const url = parseHttpUrl(text)
  if (url && isOnSite(site, url)) return
  const fault = `must be on one of the site's origins: ${site.origins.join(', ')}`
  throw faulty('invalid-field', 'url', fault)
}

function answer(
  { services }: Parts,
  site: Site,
  article: Article,
  change: ToldArticle['change'],
): ToldArticle {
  const { id, key, url, commentCount } = article
  const discussionUrl = services.sharing.articleUrl(article)
  return { id, key, url, discussionUrl, comments: commentCount, change, photo: photoState(site, article) }
}

/** `host-not-listed`: the operator has to name its origin (`brevier site update KEY --image-origin …`). */
function photoState(site: Site, { image }: Article): ToldArticle['photo'] {
  if (image === null) return null
  if (image.photo !== null) return 'stored'
  const url = parseHttpUrl(image.url)
  return url && mayHoldPhoto(site, url) ? 'queued' : 'host-not-listed'
}
