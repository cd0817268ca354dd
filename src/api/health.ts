import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { AppContext, AppEnv, Watched } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'

const UNKEPT = { 'cache-control': 'no-store' } as const

/** Alive: answers while the process can answer at all. Whether it can commit is told in private. */
export function healthRoutes(installation?: string): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/healthz', (c) => {
    if (installation) c.header('x-brevier-installation', installation)
    return plain(c, 'ok', 200)
  })
}

/** For a port that only the operator's machines reach. */
export function privateRoutes(watched: Watched): Hono<AppEnv> {
  return healthRoutes()
    .get('/readyz', (c) => ready(c, watched))
    .get('/metrics', (c) => metrics(c, watched))
    .notFound((c) => plain(c, 'not found', 404))
    .onError((error, c) => {
      watched.log.error({ error }, 'metrics failed')
      return plain(c, 'failed', 500)
    })
}

/** The same on the public port, for whoever has the token; to all others there is no such page. */
export function tokenRoutes(watched: Watched | undefined): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const token = watched?.token
  if (!watched || !token) return app
  const mayAsk = (c: AppContext) => isBearer(c.req.header('authorization'), token.reveal())
  app.get('/readyz', (c, next) => (mayAsk(c) ? ready(c, watched) : next()))
  app.get('/metrics', (c, next) => (mayAsk(c) ? metrics(c, watched) : next()))
  return app
}

async function ready(c: AppContext, { readiness }: Watched): Promise<Response> {
  const state = await readiness.state()
  return plain(c, state, state === 'ready' ? 200 : 503)
}

async function metrics(c: AppContext, watched: Watched): Promise<Response> {
  const { contentType, text } = await watched.metrics()
  return c.body(text, 200, { ...dataHeaders(contentType), ...UNKEPT })
}

function plain(c: AppContext, text: string, status: 200 | 404 | 500 | 503): Response {
  return c.body(`${text}\n`, status, { ...dataHeaders('text/plain; charset=utf-8'), ...UNKEPT })
}

/** In a time that does not depend on how much of it is right. */
function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
