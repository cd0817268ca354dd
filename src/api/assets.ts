import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'

/** Our own style sheets and scripts, and the loader that papers embed. */
export function assetRoutes({ assets }: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/assets/:file', (c) => {
    const found = assets.find(c.req.param('file'))
    if (!found) throw new Problem('not-found')
    const cacheControl = found.exact ? 'public, max-age=31536000, immutable' : 'public, max-age=60'
    return c.body(new Uint8Array(found.asset.body), 200, {
      ...dataHeaders(found.asset.type),
      'cache-control': cacheControl,
    })
  })

  app.get('/embed.js', (c) =>
    c.body(new Uint8Array(assets.loader.body), 200, {
      ...dataHeaders(assets.loader.type),
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
    }),
  )

  app.get('/embed-count.js', (c) =>
    c.body(new Uint8Array(assets.counts.body), 200, {
      ...dataHeaders(assets.counts.type),
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
    }),
  )

  return app
}
