import { Hono } from 'hono'
import * as z from 'zod'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders, PRIVATE } from '../http/security.ts'
import { anyReader } from '../http/session.ts'
import { readJson } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,80}$/

const reportInput = z.strictObject({ clause: z.string().max(20), note: z.string().max(12_000).default('') })

/** A comment is reported under a clause of the policy that it was written under. */
export function reportRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const app = new Hono<AppEnv>()

  app.post('/v1/comments/:id/reports', async (c) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined || !IDEMPOTENCY_KEY.test(key)) throw new Problem('idempotency-key-missing')
    const viewer = await anyReader(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    const commentId = c.req.param('id')
    if (!isId(commentId)) throw new Problem('not-found')
    const input = await readJson(c, reportInput)
    const outcome = await moderation.report(actorOf(viewer), { commentId, ...input }, key)
    const body = JSON.stringify({ report: { comment: commentId, clause: input.clause, outcome: 'open' } })
    return c.newResponse(body, outcome === 'applied' ? 201 : 200, {
      ...dataHeaders('application/json; charset=utf-8'),
      ...PRIVATE,
    })
  })

  return app
}
