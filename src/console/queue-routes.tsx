import { Hono } from 'hono'
import * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { QueueFilter, QueueItem, QueueOrder } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { isLeaseHeldByOther, keyClauses, otherClauses } from '../features/moderation/rules.ts'
import { isOutOfReach } from '../features/moderation/state-table.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { LANGUAGES } from '../locales/language.ts'
import { decisionOf } from './decision-form.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { asPath, type QueueView, queueHref } from './links.ts'
import { LogPage } from './log.tsx'
import { QueuePage } from './queue.tsx'

const LISTED = 50
const LOGGED = 100

const view = {
  order: z.enum(['risk', 'oldest']).default('risk'),
  filter: z.enum(['all', 'reported', 'new-writers']).default('all'),
  lang: z.enum(LANGUAGES).optional(),
}

const decisionForm = z.strictObject({
  ...view,
  decision: z.string().max(40),
  clause: z.string().max(10).optional(),
  explanation: z.string().max(4_000).default(''),
  version: z.coerce.number().int().positive(),
  lease: z.string().max(100),
  shown: z.coerce.number().int().nonnegative(),
})
const skipForm = z.strictObject({ ...view, lease: z.string().max(100) })

/** The queue and the log: plain forms, every one of which works without JavaScript. */
export function queueRoutes(parts: Parts): Hono<AppEnv> {
  const { services } = parts
  const { moderation } = services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console',
    deskPage((c, viewer) => {
      const { order, filter } = c.req.query()
      const place: QueueView = {
        order: order === 'oldest' ? 'oldest' : 'risk',
        filter: filter === 'reported' || filter === 'new-writers' ? filter : 'all',
        language: queryLanguage(c),
      }
      return queuePage(c, viewer, place, { caseId: c.req.query('case'), doneId: c.req.query('done') })
    }),
  )

  app.get(
    '/console/log',
    deskPage(async (c, viewer) => {
      const actor = actorOf(viewer)
      const { decisions, names, check } = await moderation.recentLog(actor, LOGGED)
      const page = (
        <LogPage
          {...(await pageProps(viewer, queryLanguage(c)))}
          view={{ order: 'risk', filter: 'all', language: queryLanguage(c) }}
          decisions={decisions}
          names={names}
          check={check}
        />
      )
      return privatePage(c, page, pageHeaders())
    }),
  )

  app.post(
    '/console/cases/:id/decision',
    deskForm(async (c, viewer) => {
      const caseId = idParam(c)
      const form = await readForm(c, decisionForm)
      const place: QueueView = { order: form.order, filter: form.filter, language: form.lang }
      try {
        await moderation.decide(actorOf(viewer), {
          caseId,
          ...decisionOf(form.decision, form.clause),
          explanation: form.explanation,
          version: form.version,
          leaseToken: form.lease,
          msOnScreen: Math.min(Math.max(0, parts.now() - form.shown), 86_400_000),
        })
      } catch (error) {
        if (!(error instanceof Problem) || error.type === 'not-found') throw error
        return queuePage(c, viewer, place, { caseId, problem: error })
      }
      return seeOther(c, withDone(place, caseId))
    }),
  )

  app.post(
    '/console/cases/:id/skip',
    deskForm(async (c, viewer) => {
      const caseId = idParam(c)
      const form = await readForm(c, skipForm)
      const place: QueueView = { order: form.order, filter: form.filter, language: form.lang }
      await moderation.skip(actorOf(viewer), caseId, form.lease)
      const items = await waiting(viewer, place)
      const at = items.findIndex(({ caseFile }) => caseFile.id === caseId)
      const next = items[(at + 1) % items.length]
      return seeOther(c, asPath(queueHref(place, next?.caseFile.id)))
    }),
  )

  return app

  function waiting(
    viewer: Viewer,
    { order, filter }: { order: QueueOrder; filter: QueueFilter },
  ): Promise<QueueItem[]> {
    return moderation.queue(actorOf(viewer), { order, filter, limit: LISTED })
  }

  /** Claims the asked case, else the first that nobody else holds. */
  async function openCase(
    viewer: Viewer,
    items: readonly QueueItem[],
    caseId: string | undefined,
  ): Promise<OpenedCase | null> {
    const now = parts.now()
    const { id, displayName } = viewer.account
    const chosen =
      caseId ??
      items.find(
        ({ caseFile }) =>
          !isLeaseHeldByOther(caseFile, id, now) && !isOutOfReach(caseFile, viewer.account.role),
      )?.caseFile.id
    return chosen !== undefined && isId(chosen) ? moderation.open(actorOf(viewer), displayName, chosen) : null
  }

  async function queuePage(
    c: AppContext,
    viewer: Viewer,
    place: QueueView,
    shown: { caseId?: string | undefined; doneId?: string | undefined; problem?: Problem },
  ): Promise<Response> {
    const { problem } = shown
    const items = await waiting(viewer, place)
    // A refused decision is no wish to decide again: its page claims nothing, for nobody.
    const opened =
      problem && shown.caseId !== undefined
        ? await moderation.look(actorOf(viewer), shown.caseId)
        : await openCase(viewer, items, shown.caseId)
    const done =
      shown.doneId && isId(shown.doneId) ? await moderation.lastDecision(actorOf(viewer), shown.doneId) : null
    const last = items.length === 0 ? await moderation.lastDecision(actorOf(viewer), null) : null
    const site = await services.sites.byId(viewer.account.siteId)
    const policy = opened?.policy ?? (site && (await services.policy.list(site.id))[0])
    const page = (
      <QueuePage
        {...(await pageProps(viewer, place.language))}
        view={place}
        items={items}
        opened={opened}
        keyClauses={policy ? keyClauses(policy) : []}
        otherClauses={policy ? otherClauses(policy) : []}
        notice={
          done && {
            action: done.decision.action,
            clause: done.decision.clauses[0],
            authorName: done.authorName,
          }
        }
        problem={problem ? { type: problem.type, details: problem.details } : null}
        last={
          last && {
            action: last.decision.action,
            at: last.decision.at,
            by: last.by,
            clauses: last.decision.clauses,
          }
        }
        photo={opened ? await photoOf(opened) : null}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }

  async function photoOf({ item: { article } }: OpenedCase): Promise<string | null> {
    const site = article.image?.photo ? await services.sites.byId(article.siteId) : null
    if (!site) return null
    const { meta } = await services.sharing.articleHead(site, article)
    const card = meta.find((tag) => 'property' in tag && tag.property === 'og:image')?.content
    return card ? new URL(card).pathname : null
  }
}

function withDone(place: QueueView, caseId: string): `/${string}` {
  const href = queueHref(place)
  return asPath(`${href}${href.includes('?') ? '&' : '?'}done=${caseId}`)
}
