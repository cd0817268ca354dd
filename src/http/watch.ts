import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Log } from '../features/ports.ts'
import type { ProblemType } from '../kernel/errors.ts'
import type { Meters } from '../kernel/meters.ts'
import type { AppContext, AppEnv } from './env.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const METHODS = new Set([...SAFE, 'POST', 'PUT', 'PATCH', 'DELETE'])
const S = 1_000
/** What oEmbed has said of a format that there is not: the asker's doing, and no alarm of ours. */
const NOT_IMPLEMENTED = 501

/** What an operator must be able to see of somebody who tries doors (ASVS 5.0, 16.3). */
const ATTEMPTS = new Set<ProblemType>([
  'foreign-origin',
  'not-allowed',
  'wrong-host',
  'api-key-refused',
  'signature-refused',
  'rate-limited',
  'factor-locked',
  'factor-missing',
  'code-wrong',
  'invitation-expired',
])

/** What is known of a running request beyond its answer. */
interface Seen {
  route?: string
  requestId?: string
  problem?: ProblemType
}

export interface Watch {
  /** Around everything: counts, times and logs the request. */
  whole: MiddlewareHandler<AppEnv>
  /** Around the guarded app, which alone knows its routes and ids. */
  guarded: MiddlewareHandler<AppEnv>
  refused(c: AppContext, problem: ProblemType): void
}

/**
 * One log line a request: method, route pattern, status, time and id, and the type of problem. Never an address, a
 * path, a query, a name, a text or who asked: what a person does is in the desk's own log, by ids.
 */
export function createWatch(meters: Meters, log: Log): Watch {
  const seen = new WeakMap<Request, Seen>()

  function note(c: AppContext, more: Seen): void {
    seen.set(c.req.raw, { ...seen.get(c.req.raw), ...more })
  }

  function finish(c: AppContext, ms: number): void {
    const { route = routeOf(c), requestId, problem } = seen.get(c.req.raw) ?? {}
    const { status } = c.res
    const hundreds = status === NOT_IMPLEMENTED ? 4 : Math.floor(status / 100)
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    meters.requests.record(ms / S, route, method, `${hundreds}xx`)
    if (problem) meters.refusals.add(problem)
    const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10, problem }
    if (hundreds === 5) log.error(line, 'request')
    else if (problem && ATTEMPTS.has(problem)) log.warn(line, 'request')
    else if (!SAFE.has(method)) log.info(line, 'request')
    else log.debug(line, 'request')
  }

  return {
    async whole(c, next) {
      const started = performance.now()
      await next()
      finish(c, performance.now() - started)
    },
    async guarded(c, next) {
      await next()
      note(c, { route: routeOf(c), requestId: c.get('requestId') })
    },
    refused: (c, problem) => note(c, { problem, requestId: c.get('requestId') }),
  }
}

/** The pattern of the handler that answered; `none` where only what stands before the handlers has run. */
function routeOf(c: AppContext): string {
  const path = routePath(c)
  return path === '*' || path === '/*' ? 'none' : path
}
