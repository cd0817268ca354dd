import { Hono } from 'hono'
import type { ServedCard } from '../features/sharing/service.ts'
import type { BuiltPage } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { partOf } from '../http/range.ts'
import { dataHeaders } from '../http/security.ts'
import { MINUTE } from '../kernel/clock.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
/** A comment's too: hidden, it must leave every cache within five minutes. */
const FOR_MINUTES = 'public, max-age=300'
const STAND_IN = 'public, max-age=60'

/** How long ready bytes are kept in memory before rows are asked again; an event drops them earlier. */
const READY_MS = 5 * MINUTE

/**
 * Share cards. Their words come from the database alone, never from the address. What an address names exactly is
 * kept ready in memory; what takes the place of an old address is not, so that made-up ones cost no memory.
 */
export function cardRoutes({ services, cards, now }: Parts): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}', (c) => {
    const { article: id, file } = c.req.param()
    return answer(c, `a ${id} ${file}`, async () => {
      const { site, article } = await place(id)
      const card = await services.sharing.articleCard(site, article, file)
      return built(card, article.id, card.standing === 'exact' ? FOR_EVER : FOR_MINUTES)
    })
  })

  app.get('/cards/c/:comment/:file{[a-f0-9]+\\.png}', (c) => {
    const { comment: id, file } = c.req.param()
    return answer(c, `c ${id} ${file}`, async () => {
      const comment = isId(id) ? await findComment(id) : null
      if (!comment) throw new Problem('not-found')
      const { site, article } = await place(comment.articleId)
      return built(await services.sharing.commentCard(site, article, comment, file), article.id, FOR_MINUTES)
    })
  })

  async function answer(c: AppContext, key: string, build: () => Promise<BuiltPage>): Promise<Response> {
    const whole = cards.hit(c, key) ?? (await cards.serve(c, key, build))
    const range = c.req.header('range')
    if (range === undefined || c.req.method !== 'GET') return whole
    return partOf(whole, range, c.req.header('if-range'))
  }

  /** Content-Length, which comes with the page, is a must: Signal shows no image without it. */
  function built({ bytes, type, standing }: ServedCard, articleId: string, kept: string): BuiltPage {
    return {
      html: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      headers: {
        ...dataHeaders(type, 'anybody'),
        'content-disposition': 'inline',
        'accept-ranges': 'bytes',
        'cache-control': standing === 'stand-in' ? STAND_IN : kept,
      },
      articleId,
      until: standing === 'exact' ? now() + READY_MS : now(),
      forAll: true,
      quality: null,
    }
  }

  async function place(articleId: string) {
    const article = isId(articleId) ? await services.articles.byId(articleId) : null
    const site = article && (await services.sites.byId(article.siteId))
    if (!article || !site) throw new Problem('not-found')
    return { article, site }
  }

  async function findComment(id: string) {
    for (const site of await services.sites.list()) {
      const comment = await services.comments.byId(site.id, id)
      if (comment) return comment
    }
    return null
  }

  return app
}
