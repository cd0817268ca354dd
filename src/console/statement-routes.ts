import { Hono } from 'hono'
import { actorOf } from '../features/accounts/rules.ts'
import { DSA_HEADER, dsaLine } from '../features/moderation/dsa-lines.ts'
import type { DsaStatement } from '../features/moderation/dsa-model.ts'
import { csv } from '../http/csv.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders, PRIVATE } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { deskDoor } from './door.ts'

/** Statements of reasons of a half-year as a file, for admins. */
export function statementRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, sites } = parts.services
  const { deskPage } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/statements/:file',
    deskPage(async (c, viewer) => {
      const file = c.req.param('file') ?? ''
      const site = await sites.byId(viewer.account.siteId)
      if (!site || !/^20\d\d-H[12]\.(jsonl|csv)$/.test(file)) throw new Problem('not-found')
      const found = moderation.dsaStatements(actorOf(viewer), site, file.slice(0, 7))
      // Asked for here, so that a refusal is still an answer of its own.
      const first = await found.next()
      const isCsv = file.endsWith('.csv')
      return c.newResponse(asStream(lines(first, found, isCsv)), 200, {
        ...dataHeaders(isCsv ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8'),
        ...PRIVATE,
        'content-disposition': `attachment; filename="statements-${site.key}-${file}"`,
      })
    }),
  )

  return app
}

async function* lines(
  first: IteratorResult<DsaStatement>,
  rest: AsyncGenerator<DsaStatement>,
  isCsv: boolean,
): AsyncGenerator<string> {
  const line = (statement: DsaStatement) =>
    isCsv ? csv([dsaLine(statement)]) : `${JSON.stringify(statement)}\n`
  if (isCsv) yield csv([DSA_HEADER])
  if (first.done) return
  yield line(first.value)
  for await (const statement of rest) yield line(statement)
}

/** Read as fast as it is taken: a long half-year is never in memory as a whole. */
function asStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}
