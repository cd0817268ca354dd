import type { MiddlewareHandler } from 'hono'
import { Problem } from '../kernel/errors.ts'
import { uuidv7 } from '../kernel/ids.ts'
import type { AppEnv } from './env.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Gives every answer an id that a reader can quote and a log line holds. */
export function requestId(now: () => number): MiddlewareHandler<AppEnv> {
  return async function requestId(c, next) {
    const id = uuidv7(now())
    c.set('requestId', id)
    await next()
    c.header('x-request-id', id)
  }
}

/** What Facebook's servers post is signed with the app's secret, and no cookie is read there. */
const SIGNED = /^\/facebook\/[A-Za-z0-9_-]+\/(deauthorize|data-deletion)$/

/**
 * Cross-site request forgery: on every unsafe method `Origin` must be the service's own, never a site's.
 * Where it is absent or `null`, the browser itself must say `Sec-Fetch-Site: same-origin`. The one exception is for
 * the two signed posts, and only where neither header is there: a browser always sends one.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<AppEnv> {
  return async function sameOrigin(c, next) {
    if (!SAFE.has(c.req.method)) {
      const origin = c.req.header('origin')
      const fetchSite = c.req.header('sec-fetch-site')
      const own =
        origin === undefined || origin === 'null' ? fetchSite === 'same-origin' : origin === publicUrl
      const isSigned = origin === undefined && fetchSite === undefined && SIGNED.test(c.req.path)
      if (!own && !(isSigned && c.req.method === 'POST')) throw new Problem('foreign-origin')
    }
    await next()
  }
}

/** Another host name means a forged link or a wrong proxy; nothing is ever built from `Host`, but nothing is answered either. */
export function knownHost(publicUrl: string): MiddlewareHandler<AppEnv> {
  const { host } = new URL(publicUrl)
  return async function knownHost(c, next) {
    const hosts = c.env?.incoming?.rawHeaders.filter(
      (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
    )
    if (hosts && hosts.length > 1) throw new Problem('malformed-request')
    const asked = c.req.header('host')
    if (asked !== undefined && asked.toLowerCase() !== host) throw new Problem('wrong-host')
    await next()
  }
}
