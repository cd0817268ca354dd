import { Hono } from 'hono'
import * as z from 'zod'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders, PRIVATE } from '../http/security.ts'
import { readerOf } from '../http/session.ts'
import { readJson } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,80}$/

const reportInput = z.strictObject({ clause: z.string().max(20), note: z.string().max(12_000).default('') })

/** A comment is reported under a clause of the policy that it was written under. */
export function reportRoutes(parts: Parts): Hono<AppEnv> {
  const { services } = parts
  const app = new Hono<AppEnv>()

  app.post('/v1/comments/:id/reports', async (c) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || !IDEMPOTENCY_KEY.test(key)) throw new Problem('idempotency-key-missing')
    const commentId = c.req.param('id')
    const siteId = isId(commentId) ? await siteOf(c.req.query('site')) : null
    const comment = siteId && (await services.comments.byId(siteId, commentId))
    if (!comment) throw new Problem('not-found')
    const viewer = await readerOf(c, parts, { id: comment.articleId, siteId: comment.siteId })
    if (!viewer) throw new Problem('sign-in-required')
    const input = await readJson(c, reportInput)
    const outcome = await services.moderation.report(actorOf(viewer), { commentId, ...input }, key)
    const body = JSON.stringify({ report: { comment: commentId, clause: input.clause, outcome: 'open' } })
    return c.newResponse(body, outcome === 'applied' ? 201 : 200, {
      ...dataHeaders('application/json; charset=utf-8'),
      ...PRIVATE,
    })
  })

  return app

  /** The only site, or the one that is asked for. @throws {Problem} `not-found` */
  async function siteOf(key: string | undefined): Promise<string> {
    const site =
      key === undefined ? (await services.sites.list())[0] : await services.sites.byKey(key.slice(0, 40))
    if (!site) throw new Problem('not-found')
    return site.id
  }
}
