import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import { UNDO_WINDOW_MS } from '../features/delivery/model.ts'
import type { DecisionAction, QueueItem } from '../features/moderation/model.ts'
import type { OpenedCase } from '../features/moderation/queueing.ts'
import { isLeaseHeldByOther, keyClauses, otherClauses } from '../features/moderation/rules.ts'
import { isOutOfReach } from '../features/moderation/state-table.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import type { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { deskDoor } from './door.ts'
import type { QueueView } from './links.ts'
import { ASIDES, type Aside, type Done } from './notice.tsx'
import { type CasePart, Parts as PartsView } from './parts.tsx'
import { QueuePage, type QueuePageProps, type Typed } from './queue.tsx'
import { afterOf, queryOf } from './view.ts'

export interface Shown {
  caseId?: string | undefined
  /** The case whose decision the notice tells of, or the word for what else was done. */
  doneId?: string | undefined
  problem?: Problem
  typed?: Typed
}

/** Made in the queue; what is done elsewhere is said there. */
const CASE_ACTIONS: ReadonlySet<DecisionAction> = new Set(['approve', 'keep', 'reject'])

interface PartsShown {
  cases: readonly OpenedCase[]
  /** A page of the list. */
  rows?: readonly QueueItem[]
  notice?: Done | Aside | null
  problem?: Problem | undefined
  typed?: Typed | undefined
}

/** Sent by the page's own script: it wants what it paints, not a whole page. */
export function wantsParts(c: AppContext): boolean {
  return c.req.header('x-parts') === 'queue'
}

/** Loads what the pages and parts of the queue show. */
export function queueLoading(parts: Parts) {
  const { services } = parts
  const { moderation } = services
  const { pageProps } = deskDoor(parts)

  function waiting(viewer: Viewer, place: QueueView): Promise<QueueItem[]> {
    return moderation.queue(actorOf(viewer), queryOf(place))
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

  async function noticeOf(viewer: Viewer, caseId: string): Promise<Done | Aside | null> {
    const aside = ASIDES.find((name) => name === caseId)
    if (aside) return aside
    const done = isId(caseId) ? await moderation.lastDecision(actorOf(viewer), caseId) : null
    if (!done) return null
    const { action, actorId, at, clauses, id: decisionId, reverses } = done.decision
    const isOwn = actorId === viewer.account.id && reverses === null
    return {
      action,
      clause: clauses[0],
      authorName: done.authorName,
      back: isOwn ? { decisionId, caseId, until: at + UNDO_WINDOW_MS } : undefined,
    }
  }

  /** After a look elsewhere or a reload: the last decision, as long as it can be undone. */
  async function stillOpen(viewer: Viewer): Promise<Done | Aside | null> {
    const caseId = await moderation.undoableCase(actorOf(viewer))
    const notice = caseId === null ? null : await noticeOf(viewer, caseId)
    return typeof notice === 'object' && notice?.back && CASE_ACTIONS.has(notice.action) ? notice : null
  }

  async function props(
    viewer: Viewer,
    place: QueueView,
    shown: { items: readonly QueueItem[]; opened: OpenedCase | null; notice: Done | Aside | null },
  ): Promise<QueuePageProps> {
    const { items, opened, notice } = shown
    const policy = opened?.policy ?? (await services.policy.list(viewer.account.siteId))[0]
    return {
      ...(await pageProps(viewer, place.language)),
      view: place,
      items,
      after: afterOf(items, place.order),
      opened,
      keyClauses: policy ? keyClauses(policy) : [],
      otherClauses: policy ? otherClauses(policy) : [],
      notice,
      problem: null,
    }
  }

  async function queuePage(c: AppContext, viewer: Viewer, place: QueueView, shown: Shown): Promise<Response> {
    const { problem, typed, caseId, doneId } = shown
    if (wantsParts(c)) return partsPage(c, viewer, place, shown)
    const items = await waiting(viewer, place)
    // A refused decision is no wish to decide again: its page claims nothing, for nobody.
    const opened =
      problem && caseId !== undefined
        ? await moderation.look(actorOf(viewer), caseId)
        : await openCase(viewer, items, caseId)
    const notice = await (doneId === undefined ? stillOpen(viewer) : noticeOf(viewer, doneId))
    const last = items.length === 0 ? await moderation.lastDecision(actorOf(viewer), null) : null
    const page = (
      <QueuePage
        {...(await props(viewer, place, { items, opened, notice }))}
        problem={problem ? { type: problem.type, details: problem.details } : null}
        typed={typed}
        last={last && { ...last.decision, by: last.by }}
        photo={opened ? await photoOf(opened) : null}
      />
    )
    return privatePage(c, page, pageHeaders({ trusted: ['brevier'] }), problem ? problem.status : 200)
  }

  /** One case as it stands after a form, and the notice of what the form did; or a page of the list. */
  async function partsPage(c: AppContext, viewer: Viewer, place: QueueView, shown: Shown): Promise<Response> {
    const { problem, typed, caseId, doneId } = shown
    const actor = actorOf(viewer)
    const cases: OpenedCase[] = []
    if (caseId !== undefined && problem) cases.push(await moderation.look(actor, caseId))
    else if (caseId !== undefined)
      cases.push(await moderation.open(actor, viewer.account.displayName, caseId))
    const notice = doneId === undefined ? null : await noticeOf(viewer, doneId)
    const rows = caseId === undefined && doneId === undefined ? await waiting(viewer, place) : []
    return casesPage(c, viewer, place, { cases, rows, notice, problem, typed })
  }

  async function casesPage(
    c: AppContext,
    viewer: Viewer,
    place: QueueView,
    { cases, rows = [], notice = null, problem, typed }: PartsShown,
  ): Promise<Response> {
    const list: CasePart[] = []
    for (const opened of cases) list.push({ opened, photo: await photoOf(opened) })
    const page = (
      <PartsView
        {...(await props(viewer, place, { items: rows, opened: cases[0] ?? null, notice }))}
        problem={problem ? { type: problem.type, details: problem.details } : null}
        typed={typed}
        cases={list}
        rows={rows}
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

  return { waiting, queuePage, casesPage }
}
