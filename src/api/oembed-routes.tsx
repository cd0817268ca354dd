import { Hono } from 'hono'
import { html } from 'hono/html'
import * as z from 'zod'
import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import { type Oembed, oembed } from '../features/sharing/oembed.ts'
import { freshDocument } from '../http/document.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { parseExplained } from '../kernel/parse.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { xmlChars } from '../kernel/xml.ts'
import { findPlace, type Place } from './place.ts'
import { Quotation } from './quotation.tsx'
import { SHARED } from './shown.ts'

const room = z.coerce.number().int().min(1).max(100_000).optional()
export const oembedQuery = z.object({ url: z.string(), maxwidth: room, maxheight: room })

const FORMATS = {
  json: { type: 'application/json; charset=utf-8', write: (answer: Oembed) => JSON.stringify(answer) },
  xml: { type: 'text/xml; charset=utf-8', write: oembedXml },
} as const

/** What other sites show of a discussion or a comment (https://oembed.com, 2.2). The same for everybody. */
export function oembedRoutes(parts: Parts): Hono<AppEnv> {
  const { services, settings } = parts
  const { publicUrl } = settings
  const app = new Hono<AppEnv>()

  app.get('/oembed', async (c) => {
    const asked = c.req.query('format') ?? 'json'
    if (asked !== 'json' && asked !== 'xml') throw new Problem('format-unknown')
    const { url, ...size } = parseExplained(oembedQuery, c.req.query())
    const { site, article, comment } = await embedded(url)
    const { sharing } = services
    const head = comment
      ? await sharing.commentHead(site, article, comment)
      : await sharing.articleHead(site, article)
    const pageUrl = comment ? sharing.commentUrl(comment) : sharing.articleUrl(article)
    const answer = oembed(
      {
        site,
        article,
        head,
        author: comment ? comment.authorName : article.authors.map(({ name }) => name).join(', '),
        html: String(
          <Quotation article={article} comment={comment} description={head.description} url={pageUrl} />,
        ),
        publicUrl,
      },
      size,
    )
    const { type, write } = FORMATS[asked]
    return freshDocument(c, {
      html: write(answer),
      headers: { ...dataHeaders(type, 'anybody'), ...SHARED, 'access-control-allow-origin': '*' },
      articleId: article.id,
      until: null,
      forAll: true,
    })
  })

  return app

  /** @throws {Problem} `not-found` for what is no page of ours, `not-embeddable` for one that is not to be read */
  async function embedded(url: string): Promise<Place & { comment: Comment | null }> {
    const page = parseHttpUrl(url)
    const path = page?.origin === new URL(publicUrl).origin ? page.pathname : ''
    const [, articleId = '', commentId] = /^\/a\/([^/]+)(?:\/c\/([^/]+))?$/.exec(path) ?? []
    const place = await findPlace(parts, articleId)
    const comment = commentId === undefined ? null : await commentOf(place.article, commentId)
    const isShown = place.article.discussion !== 'off' && (comment === null || isPublic(comment))
    if (!isShown) throw new Problem('not-embeddable')
    return { ...place, comment }
  }

  async function commentOf(article: Article, id: string): Promise<Comment> {
    const comment = isId(id) ? await services.comments.byId(article.siteId, id) : null
    if (!comment || comment.articleId !== article.id) throw new Problem('not-found')
    return comment
  }
}

/** Names of members are names of elements (2.3.2). */
function oembedXml(answer: Oembed): string {
  const members = Object.entries(answer).map(
    ([name, value]) => html`<${name}>${xmlChars(String(value))}</${name}>\n`,
  )
  return String(html`<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<oembed>
${members}</oembed>
`)
}
