import { Hono } from 'hono'
import { PING_LIMITS, ping } from '../features/articles/push-model.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { readText } from '../http/limits.ts'
import { dataAnswer } from '../http/respond.ts'
import { jsonIn } from '../http/validate.ts'
import { MINUTE } from '../kernel/clock.ts'
import { faulty, Problem } from '../kernel/errors.ts'
import { parseExplained } from '../kernel/parse.ts'
import { createRate } from '../kernel/rate.ts'
import type { PingedPages } from './reference/answers.ts'

const SIGNED = "must be v1, and the HMAC-SHA-256 of webhook-id.webhook-timestamp.body by this site's ping key"

/** A paper says which pages are new or changed; signed as Standard Webhooks are (`docs/articles.md`). */
export function pingRoutes(parts: Parts): Hono<AppEnv> {
  const { services, now } = parts
  const rate = createRate({ most: PING_LIMITS.perMinute, per: MINUTE })
  const app = new Hono<AppEnv>()

  app.post('/v1/articles/ping', async (c) => {
    const body = await readText(c, PING_LIMITS.bytes)
    const { site, urls } = await signedPing(c, parts, body)
    const retryAfter = rate.take(site.id, now())
    if (retryAfter > 0) throw new Problem('rate-limited', { retryAfter })
    const states = await services.articles.ping(site, urls)
    const pages = states.map((state, at) => ({ url: urls[at] ?? '', state }))
    return dataAnswer(202, { pages } satisfies PingedPages)
  })

  return app
}

/** Whose key the signature is made with is said in the body, so that is read first. @throws {Problem} `signature-refused` */
async function signedPing(
  c: AppContext,
  { services, now }: Parts,
  body: string,
): Promise<{ site: Site; urls: readonly string[] }> {
  const header = (name: string) => c.req.header(`webhook-${name}`) ?? ''
  const timestamp = header('timestamp')
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) * 1_000 - now()) > PING_LIMITS.ageMs)
    throw faulty(
      'signature-refused',
      'webhook-timestamp',
      'must be whole seconds, at most five minutes from now',
    )
  const { site: key, urls } = parseExplained(ping, jsonIn(body))
  const site = await services.sites.byKey(key)
  const signed = `${header('id')}.${timestamp}.${body}`
  if (!site || !(await services.sites.isPingSigned(site.id, signed, header('signature').slice(0, 1_000))))
    throw faulty('signature-refused', 'webhook-signature', SIGNED)
  return { site, urls }
}
