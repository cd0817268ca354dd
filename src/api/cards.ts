import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { ServedCard } from '../features/sharing/service.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { isKnownTag } from '../http/etag.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

/** Share cards. Their words come from the database alone, never from the address. */
export function cardRoutes({ services }: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  async function place(articleId: string) {
    const article = isId(articleId) ? await services.articles.byId(articleId) : null
    const site = article && (await services.sites.byId(article.siteId))
    if (!article || !site) throw new Problem('not-found')
    return { article, site }
  }

  app.get('/cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}', async (c) => {
    const { site, article } = await place(c.req.param('article'))
    const card = await services.sharing.articleCard(site, article, c.req.param('file'))
    return image(c, card, card.exact ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
  })

  app.get('/cards/c/:comment/:file{[a-f0-9]+\\.png}', async (c) => {
    const id = c.req.param('comment')
    const comment = isId(id) ? await findComment(id) : null
    if (!comment) throw new Problem('not-found')
    const { site, article } = await place(comment.articleId)
    const card = await services.sharing.commentCard(site, article, comment, c.req.param('file'))
    // Never immutable: a hidden comment must leave every cache within five minutes.
    return image(c, card, 'public, max-age=300')
  })

  async function findComment(id: string) {
    for (const site of await services.sites.list()) {
      const comment = await services.comments.byId(site.id, id)
      if (comment) return comment
    }
    return null
  }

  return app
}

/** Content-Length is a must: Signal shows no image without it. */
function image(c: AppContext, { bytes, type }: ServedCard, cacheControl: string): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  const headers = {
    ...dataHeaders(type),
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': cacheControl,
    etag,
  }
  if (isKnownTag(c.req.header('if-none-match'), etag)) return c.newResponse(null, 304, headers)
  return c.newResponse(new Uint8Array(bytes), 200, { ...headers, 'content-length': String(bytes.length) })
}
