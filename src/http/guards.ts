import type { IncomingMessage } from 'node:http'
import type { MiddlewareHandler, Next } from 'hono'
import { faulty, Problem } from '../kernel/errors.ts'
import { uuidv7 } from '../kernel/ids.ts'
import { type AppContext, type AppEnv, rawHeader } from './env.ts'
import type { OtherMethod } from './methods.ts'

/** Where a paper's page posts its sign-on token. The route itself holds the origin against that paper's. */
const SIGN_ON = { method: 'POST', path: '/login/paper/callback' } as const
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Gives the answer an id that a reader can quote and a log line holds. `at`: epoch ms. */
export function giveNumber(c: AppContext, at: number): void {
  const id = uuidv7(at)
  c.set('requestId', id)
  c.header('x-request-id', id)
}

/**
 * Puts these on the answer. Over a socket they go to Node's own answer beforehand, where its other headers join them:
 * on the app's they would make a `Headers` of what is a plain record, for each posted comment.
 */
async function answerWith(c: AppContext, headers: readonly [string, string][], next: Next): Promise<void> {
  const socket = c.env?.outgoing
  for (const [name, value] of headers) socket?.setHeader(name, value)
  await next()
  if (!socket) for (const [name, value] of headers) c.res.headers.set(name, value)
}

/** Gives every answer its id. */
export function requestId(now: () => number): MiddlewareHandler<AppEnv> {
  return function requestId(c, next) {
    const id = uuidv7(now())
    c.set('requestId', id)
    return answerWith(c, [['x-request-id', id]], next)
  }
}

/** Puts these headers on every answer. */
export function withHeaders(headers: Readonly<Record<string, string>>): MiddlewareHandler<AppEnv> {
  const pairs = Object.entries(headers)
  return (c, next) => answerWith(c, pairs, next)
}

/**
 * What other servers send: Facebook's posts and a paper's pings are signed, a paper's articles come with its key, and
 * no cookie is read there.
 */
const BY_SERVERS: readonly { method: string; path: RegExp }[] = [
  { method: 'POST', path: /^\/facebook\/[A-Za-z0-9_-]+\/(deauthorize|data-deletion)$/ },
  { method: 'POST', path: /^\/v1\/articles\/ping$/ },
  { method: 'PUT', path: /^\/v1\/articles\/[^/]+$/ },
]

/**
 * Cross-site request forgery: on every unsafe method `Origin` must be the service's own, never a site's.
 * Where it is absent or `null`, the browser itself must say `Sec-Fetch-Site: same-origin`. Two exceptions: the
 * paper's sign-on, by this method and this path to the character; and what other servers send, only where neither
 * header is there, for a browser always sends one.
 */
export function sameOrigin(publicUrl: string, otherMethod: OtherMethod): MiddlewareHandler<AppEnv> {
  return async function sameOrigin(c, next) {
    if (!SAFE.has(c.req.method) && !isSignOn(c)) {
      const origin = rawHeader(c, 'origin')
      const fetchSite = rawHeader(c, 'sec-fetch-site')
      const own =
        origin === undefined || origin === 'null' ? fetchSite === 'same-origin' : origin === publicUrl
      if (!own) requireServer(c, origin === undefined && fetchSite === undefined, otherMethod)
    }
    await next()
  }
}

function isSignOn({ req: { method, path, url } }: AppContext): boolean {
  // The first path is read with `%` undone, and without making a `URL`.
  return method === SIGN_ON.method && path === SIGN_ON.path && new URL(url).pathname === path
}

const BY_BROWSER = 'must not be there: this is sent by a server, without Origin and Sec-Fetch-Site'
const NO_ADDRESS = 'must be /v1/articles/KEY, the key percent-encoded and not empty, or /v1/articles/ping'

/** @throws {Problem} for all but what another server may send */
function requireServer(c: AppContext, isServer: boolean, otherMethod: OtherMethod): void {
  const isTheirs = BY_SERVERS.some(({ method, path }) => method === c.req.method && path.test(c.req.path))
  if (isTheirs && isServer) return
  if (isTheirs) throw faulty('foreign-origin', 'origin', BY_BROWSER)
  const unknown = otherMethod(c)
  if (unknown) throw unknown
  if (isServer && c.req.path.startsWith('/v1/articles/'))
    throw faulty('foreign-origin', 'address', NO_ADDRESS)
  throw new Problem('foreign-origin')
}

/** How often `Host` was sent: Node shows the first alone. For every request, so it makes nothing. */
function hostLines({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): number {
  let seen = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') seen += 1
  }
  return seen
}

/** Whether `Host` came once and says exactly this. `host` as in a URL. */
export function namesHost(incoming: Pick<IncomingMessage, 'headers' | 'rawHeaders'>, host: string): boolean {
  return incoming.headers.host === host && hostLines(incoming) === 1
}

/**
 * What is wrong with the request's `Host`: it came twice, or names somebody else. Where the whole URL was sent, that
 * names the host (RFC 9112 §3.2.2). `host` as in a URL.
 */
export function hostFault(c: AppContext, host: string): 'malformed-request' | 'wrong-host' | null {
  const incoming = c.env?.incoming
  if (incoming && hostLines(incoming) > 1) return 'malformed-request'
  if (incoming?.url?.startsWith('http') && new URL(c.req.url).host !== host) return 'wrong-host'
  const asked = rawHeader(c, 'host')
  return asked === undefined || asked === host || asked.toLowerCase() === host ? null : 'wrong-host'
}

/** Another host name means a forged link or a wrong proxy; nothing is ever built from `Host`, but nothing is answered either. */
export function knownHost(publicUrl: string): MiddlewareHandler<AppEnv> {
  const { host } = new URL(publicUrl)
  return async function knownHost(c, next) {
    const fault = hostFault(c, host)
    if (fault) throw new Problem(fault)
    await next()
  }
}
