import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { type AppContext, type AppEnv, type Parts, rawHeader } from '../http/env.ts'
import { dataAnswer } from '../http/respond.ts'
import { anyReader } from '../http/session.ts'
import { readJson } from '../http/validate.ts'
import { withdrawOwn } from '../http/withdrawing.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import type { FiledReport, WithdrawnComment } from './reference/answers.ts'

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,80}$/

export const reportInput = z.strictObject({
  clause: z.string().max(20),
  note: z.string().max(12_000).default(''),
})
export const nothing = z.strictObject({})

/** What readers do with a comment that is there: report it, or withdraw their own. */
export function reportRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, articles } = parts.services
  const app = new Hono<AppEnv>()

  app.post('/v1/comments/:id/reports', async (c) => {
    const { key, viewer, commentId } = await subject(c)
    const input = await readJson(c, reportInput)
    const outcome = await moderation.report(actorOf(viewer), { commentId, ...input }, key)
    const report = { comment: commentId, clause: input.clause, outcome: 'open' } as const
    return dataAnswer(outcome === 'duplicate' ? 200 : 201, { report } satisfies FiledReport)
  })

  // The text goes back to its author alone. A second request is answered as the first, whatever its key.
  app.post('/v1/comments/:id/withdrawal', async (c) => {
    const { viewer, commentId } = await subject(c)
    await readJson(c, nothing)
    const { id, articleId, state, body: text } = await withdrawOwn(parts, viewer, commentId)
    const count = (await articles.byId(articleId))?.commentCount ?? 0
    return dataAnswer(200, { comment: { id, state, text }, count } satisfies WithdrawnComment)
  })

  return app

  /** @throws {Problem} `idempotency-key-missing`, `sign-in-required`, `not-found` */
  async function subject(c: AppContext): Promise<{ key: string; viewer: Viewer; commentId: string }> {
    const key = rawHeader(c, 'idempotency-key')
    if (key === undefined || !IDEMPOTENCY_KEY.test(key)) throw new Problem('idempotency-key-missing')
    const viewer = await anyReader(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    const commentId = c.req.param('id') ?? ''
    if (!isId(commentId)) throw new Problem('not-found')
    return { key, viewer, commentId }
  }
}
