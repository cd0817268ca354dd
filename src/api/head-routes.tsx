import { Hono } from 'hono'
import type { HeadTags } from '../features/sharing/model.ts'
import type { BuiltPage } from '../http/cache.ts'
import { freshDocument } from '../http/document.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { dataHeaders } from '../http/security.ts'
import { catalogue } from '../locales/index.ts'
import { JsonLd } from '../ui/json-ld.tsx'
import { SharedHead } from '../ui/shell.tsx'
import { findPlace } from './place.ts'
import { NOT_ALONE, SHARED, shownItems } from './shown.ts'

type HeadForm = 'html' | 'json'

/** The share tags of the paper's own article page, for papers that print them themselves. */
export function hotHeadRoutes(
  parts: Parts,
  other: (c: AppContext) => Response | Promise<Response>,
): Hono<AppEnv> {
  const { pages, settings } = parts
  const { host } = new URL(settings.publicUrl)
  const app = new Hono<AppEnv>()

  for (const form of ['html', 'json'] as const) {
    app.get(`/v1/articles/:id/head.${form}`, (c) => {
      if (hostFault(c, host)) return other(c)
      const id = c.req.param('id')
      const withData = isDataAsked(c)
      const key = `t ${id} ${form} ${withData ? 'jsonld' : ''}`
      return pages.hit(c, key) ?? pages.serve(c, key, () => headDocument(parts, id, form, withData))
    })
  }

  return app
}

/** The address without an ending answers in the form that `Accept` asks for, so it is never kept here. */
export function headRoutes(parts: Parts): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/v1/articles/:id/head', async (c) => {
    const form = prefersJson(c.req.header('accept') ?? '') ? 'json' : 'html'
    const built = await headDocument(parts, c.req.param('id'), form, isDataAsked(c))
    const response = freshDocument(c, built)
    response.headers.append('vary', 'Accept')
    return response
  })
}

async function headDocument(parts: Parts, id: string, form: HeadForm, withData: boolean): Promise<BuiltPage> {
  const { site, article } = await findPlace(parts, id)
  const isOff = article.discussion === 'off'
  const { items } = isOff ? { items: [] } : await shownItems(parts, article, { sort: 'newest', limit: 20 })
  const head = await parts.services.sharing.articleHead(site, article, { url: article.url, items })
  const { common } = catalogue(article.language)
  const mark = parts.settings.sandbox ? common.sandboxBanner : null
  const type = form === 'json' ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
  return {
    html: form === 'json' ? JSON.stringify(head) : tagLines(head, { withData, mark }),
    headers: { ...dataHeaders(type), ...SHARED, ...NOT_ALONE },
    articleId: article.id,
    until: null,
    forAll: true,
  }
}

/** What stands between `<head>` and `</head>`, without what every page has of its own. */
function tagLines(head: HeadTags, { withData, mark }: { withData: boolean; mark: string | null }): string {
  return String(
    <>
      <title>{head.title}</title>
      {mark !== null && <meta name="brevier-sandbox" content={mark} />}
      <SharedHead head={head} />
      {withData && <JsonLd data={head.jsonLd} />}
    </>,
  )
}

function isDataAsked(c: AppContext): boolean {
  return c.req.query('jsonld') === '1'
}

/** Whichever is named first: clients that want JSON name it, and browsers name HTML before anything else. */
function prefersJson(accept: string): boolean {
  const [json, html] = [accept.indexOf('application/json'), accept.indexOf('text/html')]
  return json !== -1 && (html === -1 || json < html)
}
