import { Hono } from 'hono'

import {
  apiRoutes,
  healthRoutes,
  hotCountRoutes,
  hotDocumentRoutes,
  hotPulseRoutes,
  privateRoutes,
  tokenRoutes,
} from './api/index.ts'

import { consoleRoutes } from './console/index.ts'
import type { Events } from './features/events.ts'
import type { Log, RateLimits } from './features/ports.ts'
import type { Services } from './features/services.ts'
import { createAdmission, loadOf } from './http/admission.ts'
import { loadAssets } from './http/assets.ts'
import { createPageCache, type PageCache, UNKNOWN_ARTICLE } from './http/cache.ts'
import type { AppContext, AppEnv, Parts, Served, Settings, Watched } from './http/env.ts'
import { createGate, type LetIn } from './http/gate.ts'
import { giveNumber, knownHost, requestId, sameOrigin, withHeaders } from './http/guards.ts'
import { createHot } from './http/hot.ts'
import { languageOfRefused } from './http/language.ts'
import { createOtherMethod } from './http/methods.ts'
import { problemJson } from './http/problem.ts'
import { transportHeaders } from './http/security.ts'
import { createShed } from './http/shed.ts'
import { createWatch } from './http/watch.ts'
import { Problem } from './kernel/errors.ts'
import { createMeters, type Meters } from './kernel/meters.ts'
import { hotDiscussionRoutes, readerRoutes } from './reader/index.ts'
import { createProblemPages } from './reader/problem-pages.tsx'

/** Ready cards in memory: a few hundred. */
const CARD_BYTES = 32 * 1024 * 1024
/** A few hundred pages. */
const ASIDE_BYTES = 16 * 1024 * 1024
/** About a thousand lists of twenty articles. An address of fifty pages is as long as a request line may be. */
const COUNTS = { limit: 4 * 1024 * 1024, addresses: { count: 500, length: 8_192 } } as const

export interface ServerOptions {
  services: Services
  settings: Settings
  /** Where the build put style sheets and scripts. */
  assetsDir: string
  /** Pages of one entry point only, such as the demo article. */
  extra?: (parts: Parts) => Hono<AppEnv>
  log: Log
  now(): number
  /** Where requests are counted; nowhere that anybody reads unless given. */
  meters?: Meters
  /** Readiness and metrics for whoever has the token; absent: to nobody. */
  watched?: Watched
  /** Limits by network; none unless given. */
  rates?: RateLimits
  /** How far the event loop is behind, in ms; taken for not at all unless given. */
  lagMs?(): number
}

/** The whole service as a function of requests, with its routes for those who check them. */
export type Server = Pick<Hono<AppEnv>, 'fetch' | 'request' | 'routes'> &
  Required<Served> &
  Pick<Parts, 'admission'>

/**
 * Mounts the doors. The cached pages stand in front, in a small app of their own, and hold every header
 * themselves; everything else is guarded.
 */
export function createServer(options: ServerOptions): Server {
  const { services, settings, log, now, meters = createMeters() } = options
  const watch = createWatch(meters, log)
  const transport = transportHeaders(settings.publicUrl)
  const kept = { always: transport, counted: meters.cache }
  const parts: Parts = {
    services,
    settings,
    log,
    now,
    assets: loadAssets(options.assetsDir),
    pages: createPageCache(now, kept),
    asides: createPageCache(now, { ...kept, limit: ASIDE_BYTES }),
    ownApp: (request) => front.fetch(request),
    cards: createPageCache(now, { ...kept, limit: CARD_BYTES }),
    counts: createPageCache(now, { ...kept, ...COUNTS }),
    meters,
    admission: createAdmission({ lagMs: options.lagMs, elsewhere: services.comments.asking }),
  }
  meters.load = () => loadOf(parts.admission)
  dropWhatChanges(services.events, [parts.pages, parts.asides, parts.cards, parts.counts])

  const problemPage = createProblemPages(parts)
  const app = new Hono<AppEnv>()
  // A balancer asks by address: whether the process is alive does not depend on a name.
  app.route('/', healthRoutes(settings.installation))
  app.route('/', tokenRoutes(options.watched))
  const otherMethod = createOtherMethod(() => [...front.routes, ...app.routes])
  app.use('*', watch.guarded, requestId(now), knownHost(settings.publicUrl))
  app.use('*', sameOrigin(settings.publicUrl, otherMethod))
  app.route('/', apiRoutes(parts))
  app.route('/', readerRoutes(parts))
  app.route('/', consoleRoutes(parts))
  if (options.extra) app.route('/', options.extra(parts))
  app.notFound((c) => refuse(c, otherMethod(c) ?? new Problem('not-found')))
  app.onError(failed)
  const letIn: LetIn = new WeakMap()
  const gate = createGate(parts, options.rates, letIn)
  const guarded = (c: AppContext) => gate.enter(c, () => app.fetch(c.req.raw, c.env))
  const hotParts = {
    ...parts,
    pages: gate.admitted(parts.pages),
    asides: gate.admitted(parts.asides),
    counts: gate.admitted(parts.counts),
  }
  const front = new Hono<AppEnv>()
  if (transport) front.use('*', withHeaders(transport))
  front.use('*', watch.whole)
  front
    .route('/', hotDiscussionRoutes(hotParts, guarded))
    .route('/', hotDocumentRoutes(hotParts, guarded))
    .route('/', hotPulseRoutes(hotParts, guarded))
    .route('/', hotCountRoutes(hotParts, guarded))
  front.notFound(guarded)
  front.onError(failed)
  const { admission, asides, cards, counts, pages } = parts
  const known: PageCache['known'] = (address) => {
    if (address.startsWith('/cards/')) return cards.known(address)
    if (address.startsWith('/v1/counts?')) return counts.known(address)
    return pages.known(address) ?? asides.known(address)
  }
  const cached = createHot({ known }, new URL(settings.publicUrl).host, meters.cache)
  const shed = createShed({ admission, letIn, always: transport, now })
  return {
    fetch: front.fetch,
    request: front.request,
    routes: [...front.routes, ...app.routes],
    hot: (incoming, outgoing) => cached(incoming, outgoing) || shed(incoming, outgoing),
    connected: admission.arrived,
    admission,
  }

  function failed(error: Error, c: AppContext): Response | Promise<Response> {
    // What is refused at the gate, or by a cached page, has none yet.
    if (c.get('requestId') === undefined) giveNumber(c, now())
    if (error instanceof Problem) return refuse(c, error)
    log.error({ error, requestId: c.get('requestId'), method: c.req.method }, 'request failed')
    return refuse(c, new Problem('internal-error'))
  }

  /** A program gets problem details, a person a page that can be read. */
  async function refuse(c: AppContext, problem: Problem): Promise<Response> {
    watch.refused(c, problem.type)
    const language = await languageOfRefused(c, parts, problem.type)
    if (wantsJson(c)) return problemJson(c, problem, language)
    return problemPage(c, problem, language)
  }
}

/** What only the operator's machines reach: whether it is alive and ready, and what it has counted. */
export function createPrivateServer(watched: Watched): Served {
  return privateRoutes(watched)
}

/** Every event that changes what a kept answer shows. */
function dropWhatChanges(events: Events, caches: readonly PageCache[]): void {
  const drop = ({ articleId }: { articleId: string }) => {
    for (const cache of caches) cache.drop(articleId)
  }
  const dropAll = () => {
    for (const cache of caches) cache.dropAll()
  }
  // What is taken away goes at once; what comes may come in crowds.
  events.on('comment.submitted', ({ articleId }) => {
    for (const cache of caches) cache.dropInTime(articleId)
  })
  events.on('comment.decided', drop)
  events.on('article.changed', drop)
  events.on('article.changed', () => drop({ articleId: UNKNOWN_ARTICLE }))
  events.on('site.changed', dropAll)
  events.on('policy.published', dropAll)
  events.on('provider.changed', dropAll)
  events.on('account.renamed', dropAll)
  events.on('account.erased', ({ articleIds }) => {
    for (const articleId of articleIds) drop({ articleId })
  })
}

function wantsJson(c: AppContext): boolean {
  if (/^\/(v1|facebook|oembed)(\/|$)/.test(c.req.path)) return true
  const accept = c.req.header('accept') ?? ''
  return (
    (c.req.header('content-type') ?? '').startsWith('application/json') ||
    (accept.includes('json') && !accept.includes('html'))
  )
}
