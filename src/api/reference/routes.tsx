import { Hono } from 'hono'
import type { AppEnv, Parts } from '../../http/env.ts'
import { dataHeaders, pageHeaders } from '../../http/security.ts'
import { catalogue } from '../../locales/index.ts'
import { renderDocument } from '../../ui/render.ts'

/** The same for everybody until another version runs. */
const KEPT = { 'cache-control': 'public, max-age=300' } as const

/** The interface described: for programs as OpenAPI 3.1, for people as a page. Made when first asked for, and kept. */
export function referenceRoutes({ settings, assets }: Parts): Hono<AppEnv> {
  const { publicUrl, sandbox } = settings
  let json: Promise<string> | undefined
  let html: Promise<string> | undefined

  async function document(): Promise<string> {
    const { openApi } = await import('./openapi.ts')
    return JSON.stringify(openApi(publicUrl))
  }

  async function page(): Promise<string> {
    const { ReferencePage } = await import('./page.tsx')
    const banner = sandbox ? catalogue('en').common.sandboxBanner : undefined
    const styles = assets.styles('reference')
    return renderDocument(
      <ReferencePage publicUrl={publicUrl} assets={{ styles, scripts: [] }} banner={banner} />,
    )
  }

  return new Hono<AppEnv>()
    .get('/v1/openapi.json', async (c) => {
      json ??= document()
      const headers = dataHeaders('application/json; charset=utf-8', 'anybody')
      return c.newResponse(await json, 200, { ...headers, ...KEPT, 'access-control-allow-origin': '*' })
    })
    .get('/docs', async (c) => {
      html ??= page()
      return c.newResponse(await html, 200, { ...pageHeaders(), ...KEPT })
    })
}
