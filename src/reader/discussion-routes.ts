import { Hono } from 'hono'
import * as z from 'zod'
import { actorOf, isStaff } from '../features/accounts/rules.ts'
import { closesAt } from '../features/articles/rules.ts'
import type { PageCache } from '../http/cache.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { hostFault } from '../http/guards.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { hasReaderSession, hasStaffSession, loginCookies, readerOf, staffOf } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { canonicalUrl, parseHttpUrl } from '../kernel/url.ts'
import { isLanguage } from '../locales/language.ts'
import { renderDocument } from '../ui/render.ts'
import { askedAct, MOMENTS, sentComment, withdrawnText } from './acts.ts'
import {
  articleNode,
  frameHeaders,
  frameNode,
  frameView,
  isFurtherOn,
  linkedId,
  permalinkPage,
  refusedPage,
  viewKey,
  viewOf,
} from './discussion-pages.tsx'
import { findPlace, type Place, placeNow, type View } from './load.ts'
import { answerUnknown, UnknownPage } from './unknown-page.tsx'

/** For readers without a session the bytes are the same; a CDN may hold them for ten seconds. */
const SHARED = { 'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60' } as const

/**
 * The cached pages. They hand over to `other`, which is guarded, when the request has a session (in the frame a
 * reader's alone), is a reply, brings a draft, or is not for this host.
 */
export function hotDiscussionRoutes(
  parts: Parts,
  other: (c: AppContext) => Response | Promise<Response>,
): Hono<AppEnv> {
  const { host } = new URL(parts.settings.publicUrl)
  const isOthers = (c: AppContext) => hostFault(c, host) !== null || hasReaderSession(c)
  const app = new Hono<AppEnv>()

  app.get('/a/:article', (c) => {
    if (isOthers(c) || hasStaffSession(c) || isMoment(c)) return other(c)
    const id = c.req.param('article')
    const key = `a ${id} ${viewKey(c)}`
    const pages = cacheOf(parts, c)
    return (
      pages.hit(c, key) ??
      pages.serve(c, key, async () => {
        const place = await findPlace(parts, id)
        const html = await renderDocument(
          await articleNode(parts, place, viewOf(c, 'page', place.article.language, null)),
        )
        const until = await changesAt(parts, place)
        return { html, headers: { ...pageHeaders(), ...SHARED }, articleId: id, until }
      })
    )
  })

  app.get('/frame', (c) => {
    if (isOthers(c) || isMoment(c)) return other(c)
    const { site, article, url } = framedNames(c)
    const answer = framed(c, article === '' ? { site, article, url } : { site, article, url: '' })
    if (answer instanceof Response) return answer
    return answer
      .catch((error: unknown) => {
        const isElsewhere =
          article !== '' && url !== '' && error instanceof Problem && error.type === 'not-found'
        if (!isElsewhere) throw error
        return framed(c, { site, article: '', url })
      })
      .catch((error: unknown) => answerUnknown(parts, c, error))
  })

  /** By one name alone: beside a key that leads to the article, an address makes no other copy. */
  function framed(c: AppContext, names: FramedNames): Response | Promise<Response> {
    const pages = cacheOf(parts, c)
    // As JSON, so that no value can pass for two: publishers' keys may hold spaces.
    const asked = JSON.stringify([names.site, names.article, names.url, linkedId(c)])
    const key = `f ${asked} ${viewKey(c)}`
    return (
      pages.hit(c, key) ??
      pages.serve(c, key, async () => {
        const place = await findFramed(parts, names)
        const html = await renderDocument(
          await frameNode(parts, place, await frameView(parts, c, place, null)),
        )
        const headers = { ...frameHeaders(place.site), ...SHARED }
        return { html, headers, articleId: place.article.id, until: await changesAt(parts, place) }
      })
    )
  }

  return app
}

const commentForm = z.strictObject({
  text: z.string(),
  article: z.string().max(80).optional(),
  parent: z.string().max(80).default(''),
  lang: z.string().max(10).optional(),
  key: z.string().max(80).default(''),
  review: z.literal('true').optional(),
  redeem: z.string().max(80).optional(),
})

export function discussionRoutes(parts: Parts): Hono<AppEnv> {
  const { services } = parts
  const app = new Hono<AppEnv>()

  app.get('/a/:article', async (c) => {
    const place = await findPlace(parts, c.req.param('article'))
    const viewer = await readerOf(c, parts, place.article)
    const draft = await loginDraft(parts, c)
    const withdrawn = await withdrawnText(parts, c, place, viewer)
    const view: View = {
      ...viewOf(c, 'page', place.article.language, viewer),
      reply: c.req.query('reply') ?? draft?.parentId ?? undefined,
      draft: draft?.text ?? withdrawn?.text ?? '',
      act: askedAct(c),
      withdrawn: withdrawn !== null,
      sent: await sentComment(parts, c, place, viewer),
      isDesk: await isDesk(parts, c, place),
    }
    return privatePage(c, await articleNode(parts, place, view), pageHeaders())
  })

  app.get('/frame', async (c) => {
    const place = await findFramed(parts, framedNames(c)).catch((error: unknown) =>
      answerUnknown(parts, c, error),
    )
    if (place instanceof Response) return place
    const viewer = await readerOf(c, parts, place.article)
    const withdrawn = await withdrawnText(parts, c, place, viewer)
    const view = {
      ...(await frameView(parts, c, place, viewer)),
      draft: withdrawn?.text ?? '',
      act: askedAct(c),
      withdrawn: withdrawn !== null,
      sent: await sentComment(parts, c, place, viewer),
    }
    return privatePage(c, await frameNode(parts, place, view), frameHeaders(place.site))
  })

  // A template knows the paper's own key of the article, or its address, and not our id.
  app.get('/a', async (c) => {
    const { article } = await findFramed(parts, framedNames(c)).catch((error: unknown) => {
      throw error instanceof UnknownPage ? new Problem('not-found') : error
    })
    const lang = c.req.query('lang')
    return seeOther(c, `/a/${article.id}${isLanguage(lang) ? `?lang=${lang}` : ''}`)
  })

  app.get('/a/:article/c/:comment', async (c) => {
    const place = await findPlace(parts, c.req.param('article'))
    const id = c.req.param('comment')
    const comment = isId(id) ? await services.comments.byId(place.site.id, id) : null
    if (!comment || comment.articleId !== place.article.id) throw new Problem('not-found')
    const viewer = await readerOf(c, parts, place.article)
    const seen = viewOf(c, 'permalink', place.article.language, viewer)
    const shown = {
      highlight: comment,
      act: askedAct(c),
      sent: await sentComment(parts, c, place, viewer),
      isDesk: await isDesk(parts, c, place),
    }
    return permalinkPage(parts, c, place, { ...seen, ...shown }, comment)
  })

  app.post('/a/:article/comments', async (c) => {
    const place = await findPlace(parts, c.req.param('article'))
    const form = await readForm(c, commentForm)
    const viewer = await readerOf(c, parts, place.article)
    const language = isLanguage(form.lang) ? form.lang : place.article.language
    try {
      const parent = isId(form.parent) ? { parent: form.parent } : {}
      const input = { text: form.text, ...parent, review: form.review !== undefined }
      const key = /^[\x21-\x7e]{8,80}$/.test(form.key) ? form.key : null
      const { comment } = await services.comments.submit(actorOf(viewer), place, input, key)
      return seeOther(c, `/a/${place.article.id}?lang=${language}#c-${comment.id}`)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const kept = { language, viewer, reply: form.parent, draft: form.text, key: form.key }
      return refusedPage(parts, c, place, kept, error)
    }
  })

  return app
}

/** Somebody of this paper's desk reads along. Never asked for the frame. */
async function isDesk(parts: Parts, c: AppContext, { site }: Place): Promise<boolean> {
  const staff = await staffOf(c, parts)
  return staff?.account.siteId === site.id && isStaff(staff.account)
}

/** What was typed before a full-page login, for the browser that typed it. */
async function loginDraft(
  { services }: Parts,
  c: AppContext,
): Promise<{ text: string; parentId: string | null } | null> {
  const attempt = c.req.query('draft')
  const own = attempt === undefined ? undefined : loginCookies(c).find(({ id }) => id === attempt)
  return own ? services.accounts.loginDraft(own.id, own.token) : null
}

/** How the frame's address names its article. */
interface FramedNames {
  site: string
  /** The publisher's key. */
  article: string
  /** The page's address in its one spelling: whatever a campaign adds to it, it is the same page. */
  url: string
}

function framedNames(c: AppContext): FramedNames {
  const [site = '', article = '', text = ''] = ['site', 'article', 'url'].map((name) => c.req.query(name))
  const url = parseHttpUrl(text)
  return { site, article: article.slice(0, 200), url: url ? canonicalUrl(url) : text }
}

/** By the publisher's key, else by the page's URL. @throws {Problem} `not-found`; {UnknownPage} */
async function findFramed({ services, now }: Parts, names: FramedNames): Promise<Place> {
  const site = names.site.length <= 40 ? await services.sites.byKey(names.site) : null
  if (!site) throw new Problem('not-found')
  const { article: key, url } = names
  const byKey = key === '' ? null : await services.articles.byKey(site, key)
  // What the paper has not pushed yet may have been read from its page.
  const article = byKey ?? (url === '' ? null : await services.articles.byUrl(site, url))
  if (!article) throw url === '' ? new Problem('not-found') : new UnknownPage(site, url)
  return placeNow({ now }, site, article)
}

/** Places in a thread and ids of comments can be made up without end, so their pages crowd out none that all open. */
function cacheOf({ pages, asides }: Parts, c: AppContext): PageCache {
  return linkedId(c) === null && !isFurtherOn(c) ? pages : asides
}

/** When the page changes without anybody's doing: the discussion closes, or the policy's news grow old. */
async function changesAt(parts: Parts, { site, article }: Place): Promise<number | null> {
  const news = await parts.services.policy.news(site.id)
  const closing = article.discussion === 'open' ? closesAt(article, site) : null
  const times = [closing, news?.until ?? null].filter((at) => at !== null)
  return times.length === 0 ? null : Math.min(...times)
}

/** What somebody does or has just done is nobody else's page. */
function isMoment(c: AppContext): boolean {
  return MOMENTS.some((name) => c.req.query(name) !== undefined)
}
