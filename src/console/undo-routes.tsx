import { Hono } from 'hono'
import * as z from 'zod'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { requireRefusal } from '../http/refusal.ts'
import { seeOther } from '../http/respond.ts'
import { deskDoor, idParam } from './door.ts'
import { wordsField } from './form-fields.ts'
import { asPath, queueHref, withDone } from './links.ts'
import { queueLoading, wantsParts } from './queue-loading.tsx'
import { viewFields, viewOfForm } from './view.ts'

const undoForm = z.strictObject(viewFields)
const correctForm = z.strictObject({
  ...viewFields,
  explanation: wordsField,
  version: z.coerce.number().int().positive(),
})

/** Taking decisions back: silently within half a minute, afterwards with a reason. */
export function undoRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskForm } = deskDoor(parts)
  const { queuePage } = queueLoading(parts)
  const app = new Hono<AppEnv>()

  app.post(
    '/console/decisions/:id/undo',
    deskForm(undoForm, async (c, viewer, form) => {
      const decisionId = idParam(c)
      const place = viewOfForm(form)
      const actor = actorOf(viewer)
      const caseId = await moderation.caseOf(actor, decisionId)
      try {
        await moderation.undo(actor, decisionId)
      } catch (error) {
        requireRefusal(error)
        return queuePage(c, viewer, place, { caseId, problem: error })
      }
      if (wantsParts(c)) return queuePage(c, viewer, place, { caseId, doneId: caseId })
      return seeOther(c, withDone(place, caseId, caseId))
    }),
  )

  app.post(
    '/console/cases/:id/correct',
    deskForm(correctForm, async (c, viewer, { explanation, version, ...form }) => {
      const caseId = idParam(c)
      const place = viewOfForm(form)
      const actor = actorOf(viewer)
      const { item } = await moderation.look(actor, caseId)
      try {
        await moderation.correct(actor, { commentId: item.comment.id, version, explanation })
      } catch (error) {
        requireRefusal(error)
        return queuePage(c, viewer, place, {
          caseId,
          problem: error,
          typed: { of: 'correction', words: explanation },
        })
      }
      return seeOther(c, withDone(place, caseId))
    }),
  )

  app.post(
    '/console/cases/:id/review',
    deskForm(undoForm, async (c, viewer, form) => {
      const place = viewOfForm(form)
      const actor = actorOf(viewer)
      const seen = idParam(c)
      const { item } = await moderation.look(actor, seen)
      try {
        const caseId = await moderation.takeUp(actor, item.comment.id)
        return seeOther(c, asPath(queueHref(place, caseId)))
      } catch (error) {
        requireRefusal(error)
        return queuePage(c, viewer, place, { caseId: seen, problem: error })
      }
    }),
  )

  return app
}
