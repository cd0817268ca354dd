import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { type Comment, SORTS, threadCursor } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { LONG_FORM } from '../http/limits.ts'
import { requireRefusal } from '../http/refusal.ts'
import { seeOther } from '../http/respond.ts'
import { cookieReader } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { withdrawOwn } from '../http/withdrawing.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { LANGUAGES } from '../locales/language.ts'
import { commentAnchor } from '../ui/paths.ts'
import { type OpenAct, placeHref, withdrawnHref } from './acts.ts'
import { discussionPage } from './discussion-pages.tsx'
import { findPlace, type Place, type View } from './load.ts'

const placeForm = z.strictObject({
  lang: z.enum(LANGUAGES).optional(),
  from: z.enum(['page', 'permalink', 'frame']).default('page'),
  sort: z.enum(SORTS).default('newest'),
  cursor: z.string().max(80).default(''),
  theme: z.enum(['light', 'dark']).optional(),
  highlight: z.string().max(80).default(''),
})
const reportForm = placeForm.extend({
  clause: z.string().max(20).default(''),
  note: z.string().max(12_000).default(''),
})

type PlaceForm = z.output<typeof placeForm>

/** What readers do with comments, by plain forms; each goes back to the page that it was sent from. */
export function actRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const app = new Hono<AppEnv>()

  app.post('/comments/:id/report', async (c) => {
    const { viewer, comment, place } = await subject(c)
    const form = await readForm(c, reportForm, LONG_FORM)
    const view = await viewFrom(form, place, viewer)
    const { clause, note } = form
    try {
      const outcome = await moderation.report(actorOf(viewer), { commentId: comment.id, clause, note })
      const act = outcome === 'duplicate' ? 'already' : 'reported'
      return seeOther(c, placeHref(place, view, { [act]: comment.id }, commentAnchor(comment.id)))
    } catch (error) {
      return refused(c, place, view, { act: 'report', commentId: comment.id, clause, note }, error)
    }
  })

  app.post('/comments/:id/withdraw', async (c) => {
    const { viewer, comment, place } = await subject(c)
    const view = await viewFrom(await readForm(c, placeForm), place, viewer)
    try {
      await withdrawOwn(parts, viewer, comment.id)
    } catch (error) {
      return refused(c, place, view, { act: 'withdraw', commentId: comment.id }, error)
    }
    return seeOther(c, withdrawnHref(place, view, comment.id))
  })

  return app

  /** @throws {Problem} `sign-in-required`; `not-found` for another site's comment, and one that the reader does not see */
  async function subject(c: AppContext): Promise<{ viewer: Viewer; comment: Comment; place: Place }> {
    const viewer = await cookieReader(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    const id = c.req.param('id') ?? ''
    const comment = isId(id) ? await parts.services.comments.byId(viewer.account.siteId, id) : null
    if (!comment || (!isPublic(comment) && comment.accountId !== viewer.account.id))
      throw new Problem('not-found')
    return { viewer, comment, place: await findPlace(parts, comment.articleId) }
  }

  async function viewFrom(form: PlaceForm, { site, article }: Place, viewer: Viewer): Promise<View> {
    const { from, lang, sort, cursor, theme, highlight: id } = form
    const found = isId(id) ? await parts.services.comments.byId(site.id, id) : null
    const highlight = found?.articleId === article.id && isPublic(found) ? found : undefined
    return {
      mode: from === 'permalink' && !highlight ? 'page' : from,
      language: lang ?? article.language,
      sort,
      after: threadCursor(cursor, sort),
      viewer,
      theme,
      highlight,
    }
  }

  /** The form comes back with what was written and why it was not taken. */
  async function refused(
    c: AppContext,
    place: Place,
    view: View,
    act: OpenAct,
    error: unknown,
  ): Promise<Response> {
    requireRefusal(error)
    const problem = { type: error.type, details: error.details }
    return discussionPage(parts, c, place, { ...view, act: { ...act, problem } }, error)
  }
}
