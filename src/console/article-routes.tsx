import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { DISCUSSION_STATES } from '../features/articles/model.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { ARTICLE_ACTS, type ArticleAct, ArticleDeskPage } from './article.tsx'
import { ArticlesPage } from './articles.tsx'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { type ArticleView, articleDeskHref, asPath } from './links.ts'

const plainForm = z.strictObject({ lang: z.enum(LANGUAGES).optional() })
const discussionForm = plainForm.extend({ discussion: z.enum(DISCUSSION_STATES) })
const daysForm = plainForm.extend({ days: z.string().max(6) })
const premoderationForm = plainForm.extend({ premoderated: z.enum(['yes', 'no']) })
/** A comment's id, or a link to it; nothing takes the pin away. */
const pinForm = plainForm.extend({ comment: z.string().max(2_048) })
const COMMENT_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=[?#]|$)/

/** The paper's articles: their discussions are opened, closed, switched off and read first from here. */
export function articleDeskRoutes(parts: Parts): Hono<AppEnv> {
  const { articles, comments, sites } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/articles',
    deskPage(async (c, viewer) => {
      const asked = askedView(c)
      const after = asked.cursor === null ? null : decodeCursor(asked.cursor)
      const found = await articles.search(actorOf(viewer), { search: asked.q, state: asked.state, after })
      const page = (
        <ArticlesPage
          {...(await common(viewer, queryLanguage(c)))}
          asked={asked}
          articles={found.articles}
          counts={found.counts}
          next={found.next && encodeCursor(found.next)}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.get(
    '/console/articles/:id',
    deskPage((c, viewer) => articlePage(c, viewer, queryLanguage(c), null)),
  )

  app.post(
    '/console/articles/:id/discussion',
    deskForm(discussionForm, async (c, viewer, { lang, discussion }) => {
      return act(c, viewer, lang, 'saved', () => articles.change(actorOf(viewer), idParam(c), { discussion }))
    }),
  )

  app.post(
    '/console/articles/:id/days',
    deskForm(daysForm, async (c, viewer, { lang, days }) => {
      const closeAfterDays = days.trim() === '' ? null : Number(days)
      return act(c, viewer, lang, 'saved', () =>
        articles.change(actorOf(viewer), idParam(c), { closeAfterDays }),
      )
    }),
  )

  app.post(
    '/console/articles/:id/premoderation',
    deskForm(premoderationForm, async (c, viewer, { lang, premoderated }) => {
      const change = { premoderated: premoderated === 'yes' }
      return act(c, viewer, lang, 'saved', () => articles.change(actorOf(viewer), idParam(c), change))
    }),
  )

  app.post(
    '/console/articles/:id/pin',
    deskForm(pinForm, async (c, viewer, { lang, comment }) => {
      const isUnpinned = comment === ''
      const id = isUnpinned ? null : (COMMENT_ID.exec(comment.trim())?.[0] ?? '')
      const done = isUnpinned ? 'unpinned' : 'pinned'
      return act(c, viewer, lang, done, () => articles.pin(actorOf(viewer), idParam(c), id))
    }),
  )

  return app

  /** A rule that stands in the way is said on the page itself. */
  async function act(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    done: ArticleAct,
    work: () => Promise<unknown>,
  ): Promise<Response> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem) || error.type !== 'invalid-field') throw error
      return articlePage(c, viewer, lang, error)
    }
    return seeOther(c, asPath(articleDeskHref(idParam(c), lang, done)))
  }

  async function articlePage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    problem: Problem | null,
  ): Promise<Response> {
    const article = await articles.ofDesk(actorOf(viewer), idParam(c))
    const { pinnedCommentId } = article
    const pinned = pinnedCommentId && (await comments.byId(article.siteId, pinnedCommentId))
    const recent = await comments.page(article, { sort: 'newest', after: null })
    const page = (
      <ArticleDeskPage
        {...(await common(viewer, lang))}
        article={article}
        pinned={pinned && pinned.state === 'published' ? pinned : null}
        recent={recent.items}
        done={ARTICLE_ACTS.find((name) => name === c.req.query('done')) ?? null}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem?.status ?? 200)
  }

  async function common(viewer: Viewer, lang: Language | undefined) {
    const site = await sites.byId(viewer.account.siteId)
    if (!site) throw new Problem('not-found')
    const view = { order: 'risk', filter: 'all', language: lang } as const
    return { ...(await pageProps(viewer, lang)), view, site }
  }
}

function askedView(c: AppContext): ArticleView {
  const { q = '', state, cursor } = c.req.query()
  return {
    q: q.slice(0, 300),
    state: DISCUSSION_STATES.find((name) => name === state) ?? null,
    cursor: cursor && decodeCursor(cursor) ? cursor : null,
  }
}
