import { Hono } from 'hono'
import type { Card } from '../features/sharing/model.ts'
import { THUMBNAIL_WIDTHS } from '../features/sharing/thumbnails.ts'
import { freshDocument } from '../http/document.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { findPlace } from './place.ts'

/** Cards for who has less room: behind the width, the address of the card. */
export function thumbnailRoutes(parts: Parts): Hono<AppEnv> {
  const { sharing, comments, sites } = parts.services
  const app = new Hono<AppEnv>()

  app.get('/thumbnails/:width/cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}', async (c) => {
    const width = widthOf(c)
    const { site, article } = await findPlace(parts, c.req.param('article'))
    return image(
      c,
      article.id,
      await sharing.thumbnail(await sharing.articleCard(site, article, c.req.param('file')), width),
    )
  })

  app.get('/thumbnails/:width/cards/c/:comment/:file{[a-f0-9]+\\.png}', async (c) => {
    const width = widthOf(c)
    const comment = await findComment(c.req.param('comment'))
    const { site, article } = await findPlace(parts, comment.articleId)
    const card = await sharing.commentCard(site, article, comment, c.req.param('file'))
    return image(c, article.id, await sharing.thumbnail(card, width))
  })

  return app

  async function findComment(id: string) {
    for (const site of isId(id) ? await sites.list() : []) {
      const comment = await comments.byId(site.id, id)
      if (comment) return comment
    }
    throw new Problem('not-found')
  }
}

function widthOf(c: AppContext) {
  const width = THUMBNAIL_WIDTHS.find((one) => String(one) === c.req.param('width'))
  if (width === undefined) throw new Problem('not-found')
  return width
}

/** Kept for minutes, whoever's it is: as a hidden comment's card, it must leave every cache. */
function image(c: AppContext, articleId: string, { bytes, type }: Card): Response {
  const headers = {
    ...dataHeaders(type, 'anybody'),
    'cache-control': 'public, max-age=300',
  }
  return freshDocument(c, {
    html: Buffer.from(bytes),
    headers,
    articleId,
    until: null,
    forAll: true,
    quality: null,
  })
}
