import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { type OpenedCase, PREFETCH_LIMIT } from '../features/moderation/queueing.ts'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataAnswer } from '../http/respond.ts'
import { BODILESS, PRIVATE } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { deskDoor } from './door.ts'
import { AHEAD, LEASES, LEAVE } from './links.ts'
import { queueLoading } from './queue-loading.tsx'
import { queryOf, viewFields, viewOfForm } from './view.ts'

/** A page lists 50 and grows; the body's own limit comes before this one. */
const ON_SCREEN = 350
const ids = (most: number) =>
  z
    .union([z.string().transform((id) => [id]), z.array(z.string())])
    .default([])
    .refine((list) => list.length <= most && list.every(isId))

const aheadForm = z.strictObject({
  ...viewFields,
  /** The cases that come next in the list on the screen, in its order. */
  wanted: ids(PREFETCH_LIMIT),
  /** How many more are to be found when the list ends. */
  more: z.coerce.number().int().min(0).max(PREFETCH_LIMIT).default(0),
  listed: ids(ON_SCREEN),
})
const leaseForm = z.strictObject({ held: ids(2 * PREFETCH_LIMIT) })
/** `<case id>:<end of the lease, epoch ms>:<token>` */
const HELD = /^([0-9a-f-]{36}):(\d{1,16}):([\w-]{1,100})$/
const leaveForm = z.strictObject({
  held: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .refine((list) => list.length <= 3 * PREFETCH_LIMIT && list.every((one) => HELD.test(one))),
})

/** Reading ahead: the next cases are claimed and rendered before they are asked for, and given back unread. */
export function aheadRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation } = parts.services
  const { deskForm } = deskDoor(parts)
  const { casesPage } = queueLoading(parts)
  const app = new Hono<AppEnv>()

  app.post(
    AHEAD,
    deskForm(aheadForm, async (c, viewer, form) => {
      const place = { ...viewOfForm(form), after: undefined }
      const cases = await claimed(viewer, form.wanted)
      if (form.more > 0) {
        const query = { ...queryOf(place), limit: form.more, except: form.listed }
        cases.push(...(await moderation.next(actorOf(viewer), viewer.account.displayName, query)))
      }
      return casesPage(c, viewer, place, { cases })
    }),
  )

  app.post(
    LEASES,
    deskForm(leaseForm, async (_c, viewer, { held }) => {
      const leases = await moderation.renew(actorOf(viewer), viewer.account.displayName, held)
      const list = [...leases].map(([id, lease]) => ({
        id,
        token: lease?.token ?? null,
        until: lease?.expiresAt ?? null,
      }))
      return dataAnswer(200, { leases: list })
    }),
  )

  app.post(
    LEAVE,
    deskForm(leaveForm, async (c, viewer, { held }) => {
      for (const one of held) {
        const [, caseId = '', until, token = ''] = HELD.exec(one) ?? []
        await moderation.skip(actorOf(viewer), caseId, token, Number(until))
      }
      return c.body(null, 204, { ...BODILESS, ...PRIVATE })
    }),
  )

  return app

  /** A case that is gone is left out. */
  async function claimed(viewer: Viewer, wanted: readonly string[]): Promise<OpenedCase[]> {
    const cases: OpenedCase[] = []
    for (const id of wanted) {
      try {
        cases.push(await moderation.open(actorOf(viewer), viewer.account.displayName, id))
      } catch (error) {
        if (!(error instanceof Problem) || error.type !== 'not-found') throw error
      }
    }
    return cases
  }
}
