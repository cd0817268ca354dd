import { Hono } from 'hono'
import type { Asset } from '../http/assets.ts'
import type { BuiltPage } from '../http/cache.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'

const FOREVER = { 'cache-control': 'public, max-age=31536000, immutable' } as const
const BRIEFLY = { 'cache-control': 'public, max-age=60' } as const
const LOADER = {
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=300',
} as const

/** Our own style sheets and scripts, and the scripts that papers embed. */
export function assetRoutes({ assets, pages }: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/assets/:file', (c) => {
    const file = c.req.param('file')
    const found = assets.find(file)
    if (!found) throw new Problem('not-found')
    const { asset, exact } = found
    // Another release's name stands for the present bytes, and there is no end of such names.
    if (!exact) return c.body(new Uint8Array(asset.body), 200, { ...dataHeaders(asset.type), ...BRIEFLY })
    const key = `s ${file}`
    return pages.hit(c, key) ?? pages.serve(c, key, async () => document(asset, 'own', FOREVER))
  })

  for (const [file, script] of [
    ['embed.js', assets.loader],
    ['embed-count.js', assets.counts],
  ] as const) {
    const key = `s ${file}`
    app.get(
      `/${file}`,
      (c) => pages.hit(c, key) ?? pages.serve(c, key, async () => document(script, 'anybody', LOADER)),
    )
  }

  return app
}

/** Brotli's best: it is compressed once and sent as long as the program runs. */
const QUALITY = 11

function document(
  { body, type }: Asset,
  readers: 'own' | 'anybody',
  headers: Readonly<Record<string, string>>,
): BuiltPage {
  return {
    html: body,
    headers: { ...dataHeaders(type, readers), ...headers },
    articleId: null,
    until: null,
    forAll: true,
    quality: type.startsWith('text/') ? QUALITY : null,
  }
}
