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

  for (const [name, { body, type }] of Object.entries(assets.embeds)) {
    app.get(`/${name}`, (c) =>
      c.body(new Uint8Array(body), 200, {
        ...dataHeaders(type),
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
      }),
    )
  }

  return app
}
