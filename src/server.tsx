import { Hono } from 'hono'

import { apiRoutes, healthRoutes, hotDocumentRoutes, hotPulseRoutes } from './api/index.ts'

import { consoleRoutes } from './console/index.ts'
import type { Events } from './features/events.ts'
import type { Log } from './features/ports.ts'
import type { Services } from './features/services.ts'
import { loadAssets } from './http/assets.ts'
import { createPageCache, type PageCache } from './http/cache.ts'
import type { AppContext, AppEnv, Parts, Served, Settings } from './http/env.ts'
import { knownHost, requestId, sameOrigin, withHeaders } from './http/guards.ts'
import { createHot } from './http/hot.ts'
import { languageOfRefused } from './http/language.ts'
import { problemJson, retryAfter } from './http/problem.ts'
import { privatePage } from './http/respond.ts'
import { pageHeaders, transportHeaders } from './http/security.ts'
import { Problem } from './kernel/errors.ts'
import { banner } from './reader/banner.ts'
import { hotDiscussionRoutes, readerRoutes } from './reader/index.ts'
import { ProblemPage } from './reader/problem.tsx'

/** Ready cards in memory: a few hundred. */
const CARD_BYTES = 32 * 1024 * 1024

export interface ServerOptions {
  services: Services
  settings: Settings
  /** Where the build put style sheets and scripts. */
  assetsDir: string
  /** Pages of one entry point only, such as the demo article. */
  extra?: (parts: Parts) => Hono<AppEnv>
  log: Log
  now(): number
}

/** The whole service as a function of requests, with its routes for those who check them. */
export type Server = Pick<Hono<AppEnv>, 'fetch' | 'request' | 'routes'> & Required<Served>

/**
 * Mounts the doors. The cached pages stand in front, in a small app of their own, and hold every header
 * themselves; everything else is guarded.
 */
export function createServer(options: ServerOptions): Server {
  const { services, settings, log, now } = options
  const transport = transportHeaders(settings.publicUrl)
  const parts: Parts = {
    services,
    settings,
    log,
    now,
    assets: loadAssets(options.assetsDir),
    pages: createPageCache(now, undefined, transport),
    ownApp: (request) => front.fetch(request),
    cards: createPageCache(now, CARD_BYTES, transport),
  }
  dropWhatChanges(services.events, [parts.pages, parts.cards])

  const app = new Hono<AppEnv>()
  // A balancer asks by address: whether the process is alive does not depend on a name.
  app.route('/', healthRoutes())
  app.use('*', requestId(now), knownHost(settings.publicUrl), sameOrigin(settings.publicUrl))
  app.route('/', apiRoutes(parts))
  app.route('/', readerRoutes(parts))
  app.route('/', consoleRoutes(parts))
  if (options.extra) app.route('/', options.extra(parts))
  app.notFound((c) => refuse(c, new Problem('not-found')))
  app.onError(failed)
  const guarded = (c: AppContext) => app.fetch(c.req.raw, c.env)
  const front = new Hono<AppEnv>()
  if (transport) front.use('*', withHeaders(transport))
  front
    .route('/', hotDiscussionRoutes(parts, guarded))
    .route('/', hotDocumentRoutes(parts, guarded))
    .route('/', hotPulseRoutes(parts, guarded))
  front.notFound(guarded)
  front.onError(failed)
  const known: PageCache['known'] = (address) =>
    (address.startsWith('/cards/') ? parts.cards : parts.pages).known(address)
  const hot = createHot({ known }, new URL(settings.publicUrl).host)
  return { fetch: front.fetch, request: front.request, routes: [...front.routes, ...app.routes], hot }

  function failed(error: Error, c: AppContext): Response | Promise<Response> {
    if (error instanceof Problem) return refuse(c, error)
    log.error(
      { error, requestId: c.get('requestId'), method: c.req.method, path: c.req.path },
      'request failed',
    )
    return refuse(c, new Problem('internal-error'))
  }

  /** A program gets problem details, a person a page that can be read. */
  async function refuse(c: AppContext, problem: Problem): Promise<Response> {
    const language = await languageOfRefused(c, problem.type)
    if (wantsJson(c)) return problemJson(c, problem, language)
    const page = (
      <ProblemPage
        language={language}
        problem={{ type: problem.type, details: problem.details }}
        requestId={c.get('requestId') ?? ''}
        backHref={problem.type === 'not-found' ? `/?lang=${language}` : null}
        assets={{ styles: parts.assets.styles('pages'), scripts: [] }}
        banner={banner(parts, language)}
      />
    )
    return privatePage(c, page, { ...pageHeaders(), ...retryAfter(problem) }, problem.status)
  }
}

/** Every event that changes what a kept answer shows. */
function dropWhatChanges(events: Events, caches: readonly PageCache[]): void {
  const drop = ({ articleId }: { articleId: string }) => {
    for (const cache of caches) cache.drop(articleId)
  }
  const dropAll = () => {
    for (const cache of caches) cache.dropAll()
  }
  events.on('comment.submitted', drop)
  events.on('comment.decided', drop)
  events.on('article.changed', drop)
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
