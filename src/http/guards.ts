import type { MiddlewareHandler } from 'hono'
import { Problem } from '../kernel/errors.ts'
import { uuidv7 } from '../kernel/ids.ts'
import type { AppEnv } from './env.ts'

/** Where a paper's page posts its sign-on token. The route itself holds the origin against that paper's. */
const SIGN_ON = { method: 'POST', path: '/login/paper/callback' } as const
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

/**
 * Cross-site request forgery: on every unsafe method `Origin` must be the service's own, never a site's.
 * Where it is absent or `null`, the browser itself must say `Sec-Fetch-Site: same-origin`. One address is let
 * through, by this method and this path to the character.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<AppEnv> {
  return async function sameOrigin(c, next) {
    if (!SAFE.has(c.req.method) && !isSignOn(c.req.raw)) {
      const origin = c.req.header('origin')
      const own =
        origin === undefined || origin === 'null'
          ? c.req.header('sec-fetch-site') === 'same-origin'
          : origin === publicUrl
      if (!own) throw new Problem('foreign-origin')
    }
    await next()
  }
}

function isSignOn({ method, url }: Request): boolean {
  return method === SIGN_ON.method && new URL(url).pathname === SIGN_ON.path
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
