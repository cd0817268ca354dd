import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { requireRefusal } from '../http/refusal.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { decodeCursor } from '../kernel/cursor.ts'
import type { Problem } from '../kernel/errors.ts'
import type { Language } from '../locales/language.ts'
import { ArticleCommentsPage, LISTED_STATES } from './article-comments.tsx'
import { CommentPage } from './comment-page.tsx'
import { deskCommentHref, plainView } from './desk-links.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { idField, keyField, langField, wordsField } from './form-fields.ts'
import { asPath, queueHref, withDone } from './links.ts'
import { viewFields, viewOfForm } from './view.ts'

const plainForm = z.strictObject({ lang: langField })
const wordsForm = plainForm.extend({
  version: z.coerce.number().int().positive(),
  explanation: wordsField,
})
const noteForm = z.strictObject({ ...viewFields, note: wordsField, key: keyField, case: idField.optional() })
const escalateForm = z.strictObject({ ...viewFields, lease: z.string().max(100), note: wordsField })

/** A comment's page and its forms, and an article's comments by state. */
export function commentRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/comments/:id',
    deskPage((c, viewer) => commentPage(c, viewer, queryLanguage(c), { commentId: idParam(c) })),
  )

  app.post(
    '/console/comments/:id/take-up',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      const commentId = idParam(c)
      return orSaidHere(c, viewer, lang, { commentId }, async () => {
        const caseId = await moderation.takeUp(actorOf(viewer), commentId)
        return seeOther(c, asPath(queueHref(plainView(lang), caseId)))
      })
    }),
  )

  for (const [verb, done] of [
    ['hold', 'held'],
    ['correct', 'corrected'],
  ] as const)
    app.post(
      `/console/comments/:id/${verb}`,
      deskForm(wordsForm, async (c, viewer, { lang, version, explanation }) => {
        const commentId = idParam(c)
        return orSaidHere(c, viewer, lang, { commentId, words: explanation }, async () => {
          await moderation[verb](actorOf(viewer), { commentId, version, explanation })
          return seeOther(c, asPath(deskCommentHref(commentId, lang, done)))
        })
      }),
    )

  app.post(
    '/console/comments/:id/notes',
    deskForm(noteForm, async (c, viewer, { note, key, case: caseId, ...place }) => {
      const { lang } = place
      const commentId = idParam(c)
      return orSaidHere(c, viewer, lang, { commentId, note }, async () => {
        await moderation.addNote(actorOf(viewer), { commentId }, note, key)
        // Back to where it was written.
        return seeOther(
          c,
          asPath(
            caseId === undefined
              ? deskCommentHref(commentId, lang, 'noted')
              : withDone(viewOfForm(place), 'noted', caseId),
          ),
        )
      })
    }),
  )

  app.post(
    '/console/cases/:id/escalate',
    deskForm(escalateForm, async (c, viewer, { lease, note, ...place }) => {
      const caseId = idParam(c)
      const { item } = await moderation.look(actorOf(viewer), caseId)
      return orSaidHere(c, viewer, place.lang, { commentId: item.comment.id, note }, async () => {
        await moderation.escalate(actorOf(viewer), { caseId, leaseToken: lease, note })
        return seeOther(c, withDone(viewOfForm(place), 'escalated'))
      })
    }),
  )

  app.get(
    '/console/articles/:id/comments',
    deskPage(async (c, viewer) => {
      const lang = queryLanguage(c)
      const state = LISTED_STATES.find((name) => name === c.req.query('state')) ?? 'published'
      const after = decodeCursor(c.req.query('cursor') ?? '')
      const page = (
        <ArticleCommentsPage
          {...(await pageProps(viewer, lang))}
          {...(await moderation.commentsUnder(actorOf(viewer), idParam(c), { state, after }))}
          {...{ state }}
          view={plainView(lang)}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  return app

  /** A refusal is said on the comment's page, which shows how things stand now. */
  async function orSaidHere(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    shown: { commentId: string; words?: string; note?: string },
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work()
    } catch (error) {
      requireRefusal(error)
      return commentPage(c, viewer, lang, { ...shown, problem: error })
    }
  }

  async function commentPage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    shown: { commentId: string; words?: string; note?: string; problem?: Problem },
  ): Promise<Response> {
    const { commentId, words = '', note, problem } = shown
    const record = await moderation.comment(actorOf(viewer), commentId)
    const page = (
      <CommentPage
        {...(await pageProps(viewer, lang))}
        view={plainView(lang)}
        {...{ record, words, note }}
        done={c.req.query('done')}
        problem={problem ? { type: problem.type, details: problem.details } : null}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}
