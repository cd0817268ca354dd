import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'

/** Alive: answers while the process can answer at all. Whether it can commit is told on a private port. */
export function healthRoutes(): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/healthz', (c) =>
    c.body('ok\n', 200, { ...dataHeaders('text/plain; charset=utf-8'), 'cache-control': 'no-store' }),
  )
  return app
}
