import { Hono } from 'hono'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { isDrawn, type Preview } from '../features/previews/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { dataHeaders, pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { deskDoor, queryLanguage } from './door.ts'
import { PreviewsPage } from './previews.tsx'

/** How a page looks where its link is shared: everybody of the desk may ask, of the paper's own pages. */
export function previewRoutes(parts: Parts): Hono<AppEnv> {
  const { previews, sites } = parts.services
  const { deskPage, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/previews',
    deskPage(async (c, viewer) => {
      const { preview, problem } = await looked(c, viewer)
      const language = queryLanguage(c)
      const site = await sites.byId(viewer.account.siteId)
      const page = (
        <PreviewsPage
          {...(await pageProps(viewer, language))}
          view={{ order: 'risk', filter: 'all', language }}
          address={(c.req.query('url') ?? '').slice(0, 2_048)}
          origins={[...new Set([...(site?.origins ?? []), parts.settings.publicUrl])]}
          preview={preview}
          problem={problem && { type: problem.type, details: problem.details }}
        />
      )
      return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
    }),
  )

  app.get(
    '/console/previews/:hash/:file',
    deskPage(async (c, viewer) => {
      const [shape = ''] = c.req.param('file')?.split('.jpg', 1) ?? []
      const hash = c.req.param('hash') ?? ''
      if (!isDrawn(shape) || !/^[0-9a-f]{64}$/.test(hash)) throw new Problem('not-found')
      const bytes = await previews.picture(actorOf(viewer), hash, shape)
      // Named by its bytes; kept by this browser alone.
      return c.newResponse(new Uint8Array(bytes), 200, {
        ...dataHeaders('image/jpeg'),
        'cache-control': 'private, max-age=3600',
      })
    }),
  )

  return app

  async function looked(
    c: AppContext,
    viewer: Viewer,
  ): Promise<{ preview: Preview | null; problem: Problem | null }> {
    const address = (c.req.query('url') ?? '').trim()
    if (address === '') return { preview: null, problem: null }
    try {
      return { preview: await previews.look(actorOf(viewer), address, parts.ownApp), problem: null }
    } catch (error) {
      if (!(error instanceof Problem) || error.type === 'not-allowed') throw error
      return { preview: null, problem: error }
    }
  }
}
