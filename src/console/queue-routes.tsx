import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { DecideInput } from '../features/moderation/deciding.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { requireRefusal } from '../http/refusal.ts'
import { seeOther } from '../http/respond.ts'
import { BODILESS, PRIVATE } from '../http/security.ts'
import { DAY } from '../kernel/clock.ts'
import type { Problem } from '../kernel/errors.ts'
import { decisionOf } from './decision-form.ts'
import { deskDoor, idParam } from './door.ts'
import { wordsField } from './form-fields.ts'
import { asPath, queueHref, withDone } from './links.ts'
import { queueLoading, wantsParts } from './queue-loading.tsx'
import { viewFields, viewOfForm, viewOfQuery } from './view.ts'

const decisionForm = z.strictObject({
  ...viewFields,
  decision: z.string().max(40),
  clause: z.string().max(10).optional(),
  explanation: wordsField,
  version: z.coerce.number().int().positive(),
  lease: z.string().max(100),
  shown: z.coerce.number().int().nonnegative(),
  /** Milliseconds on the screen, where the page's script has measured them. */
  ms: z.coerce.number().int().nonnegative().optional(),
})
const skipForm = z.strictObject({ ...viewFields, lease: z.string().max(100) })

/** The queue: plain forms, every one of which works without JavaScript. */
export function queueRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskPage, deskForm } = deskDoor(parts)
  const { waiting, queuePage } = queueLoading(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console',
    deskPage((c, viewer) =>
      queuePage(c, viewer, viewOfQuery(c), { caseId: c.req.query('case'), doneId: c.req.query('done') }),
    ),
  )

  app.post(
    '/console/cases/:id/decision',
    deskForm(decisionForm, async (c, viewer, form) => {
      const caseId = idParam(c)
      const place = viewOfForm(form)
      const onScreen = form.ms ?? Math.max(0, parts.now() - form.shown)
      const decision = {
        caseId,
        ...decisionOf(form.decision, form.clause),
        explanation: form.explanation,
        version: form.version,
        leaseToken: form.lease,
        msOnScreen: Math.min(onScreen, DAY),
      }
      try {
        await moderation.decide(actorOf(viewer), decision)
      } catch (error) {
        requireRefusal(error)
        if (!(await isRepeat(viewer, decision, error)))
          return queuePage(c, viewer, place, {
            caseId,
            problem: error,
            typed: { of: 'decision', clause: form.clause, words: form.explanation },
          })
      }
      if (wantsParts(c)) return queuePage(c, viewer, place, { doneId: caseId })
      return seeOther(c, withDone(place, caseId))
    }),
  )

  app.post(
    '/console/cases/:id/skip',
    deskForm(skipForm, async (c, viewer, form) => {
      const caseId = idParam(c)
      const place = viewOfForm(form)
      // Another paper's case is not there; to let go of what one does not hold does nothing.
      await moderation.look(actorOf(viewer), caseId)
      await moderation.skip(actorOf(viewer), caseId, form.lease)
      if (wantsParts(c)) return c.body(null, 204, { ...BODILESS, ...PRIVATE })
      const items = await waiting(viewer, place)
      const at = items.findIndex(({ caseFile }) => caseFile.id === caseId)
      const next = items[(at + 1) % items.length]
      return seeOther(c, asPath(queueHref(place, next?.caseFile.id)))
    }),
  )

  return app

  /** The same decision sent again, when the answer to the first was lost. */
  async function isRepeat(viewer: Viewer, sent: DecideInput, { type }: Problem): Promise<boolean> {
    if (type !== 'already-decided') return false
    const { latest } = await moderation.look(actorOf(viewer), sent.caseId)
    return (
      latest?.actorId === viewer.account.id &&
      latest.caseId === sent.caseId &&
      latest.commentVersion === sent.version &&
      latest.action === sent.action &&
      latest.clauses.join() === sent.clauses.join()
    )
  }
}
