import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { BULK_LIMIT, type BulkResult } from '../features/moderation/deciding.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { BulkPage, type BulkPageProps } from './bulk.tsx'
import { BulkResultPage } from './bulk-result.tsx'
import { deskDoor } from './door.ts'
import { clausesField, decisionsField, lawField, seenCasesField, wordsField } from './form-fields.ts'
import { BULK_UNDO, type QueueView } from './links.ts'
import { viewFields, viewOfForm, viewOfQuery } from './view.ts'

const bulkForm = z.strictObject({
  ...viewFields,
  decision: z.enum(['approve', 'reject']),
  item: seenCasesField,
  clause: clausesField,
  law: lawField,
  explanation: wordsField,
})

const undoForm = z.strictObject({ ...viewFields, decision: decisionsField })

const EMPTY: BulkPageProps['draft'] = { clauses: [], lawReference: '', explanation: '' }

/** Up to fifty cases at once: seen first, then decided under one batch id. */
export function bulkRoutes(parts: Parts): Hono<AppEnv> {
  const { moderation, policy } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/bulk',
    deskPage((c, viewer) => {
      // A box says which version was in the list; here each is read again as it is now.
      const ids = [...new Set((c.req.queries('item') ?? []).map((item) => item.split(':')[0] ?? ''))]
      if (ids.length > BULK_LIMIT) throw new Problem('too-large', { limit: BULK_LIMIT })
      return bulkPage(c, viewer, viewOfQuery(c), { ids: ids.filter(isId), draft: EMPTY })
    }),
  )

  app.post(
    '/console/bulk',
    deskForm(bulkForm, async (c, viewer, form) => {
      const { decision: action, item: items, clause: clauses, law: lawReference, explanation, ...rest } = form
      const place = viewOfForm(rest)
      const input = { action, items, clauses, lawReference, explanation }
      try {
        const results = await moderation.bulk(actorOf(viewer), viewer.account.displayName, input)
        return await resultPage(parts, c, viewer, place, results)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const draft = { clauses, lawReference: lawReference ?? '', explanation }
        const ids = items.map(({ caseId }) => caseId)
        return bulkPage(c, viewer, place, { ids, draft, problem: error })
      }
    }),
  )

  app.post(
    BULK_UNDO,
    deskForm(undoForm, async (c, viewer, { decision: decisionIds, ...rest }) => {
      const results = await moderation.undoBulk(actorOf(viewer), decisionIds)
      return resultPage(parts, c, viewer, viewOfForm(rest), results, true)
    }),
  )

  return app

  async function bulkPage(
    c: AppContext,
    viewer: Viewer,
    view: QueueView,
    { ids, draft, problem }: { ids: readonly string[]; draft: BulkPageProps['draft']; problem?: Problem },
  ): Promise<Response> {
    const found = await Promise.all(ids.map((id) => lookAt(parts, viewer, id)))
    const cases = found.flatMap((opened) => (opened?.item.caseFile.closedAt === null ? [opened] : []))
    const page = (
      <BulkPage
        {...(await pageProps(viewer, view.language))}
        {...{ cases, draft, view }}
        gone={ids.length - cases.length}
        clauses={(await policy.current(viewer.account.siteId)).clauses}
        problem={problem ? { type: problem.type, details: problem.details } : null}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}

/** What became of each, also after a ban that rejected what was waiting. */
export async function resultPage(
  parts: Parts,
  c: AppContext,
  viewer: Viewer,
  view: QueueView,
  results: readonly BulkResult[],
  isUndo = false,
): Promise<Response> {
  const shown = await Promise.all(
    results.map(async (result) => ({
      result,
      comment: (await lookAt(parts, viewer, result.caseId))?.item.comment ?? null,
    })),
  )
  const props = await deskDoor(parts).pageProps(viewer, view.language)
  return privatePage(c, <BulkResultPage {...props} {...{ view, isUndo }} results={shown} />, pageHeaders())
}

/** `null` for what is not of this site. */
async function lookAt({ services }: Parts, viewer: Viewer, caseId: string): Promise<OpenedCase | null> {
  try {
    return await services.moderation.look(actorOf(viewer), caseId)
  } catch (error) {
    if (error instanceof Problem && error.type === 'not-found') return null
    throw error
  }
}
