import type { IncomingHttpHeaders } from 'node:http'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import type { Viewer } from '../features/accounts/model.ts'
import type { Article } from '../features/articles/model.ts'
import type { Site } from '../features/sites/model.ts'
import { SECOND } from '../kernel/clock.ts'
import { Problem } from '../kernel/errors.ts'
import { isId } from '../kernel/ids.ts'
import { COOKIES } from './cookies.ts'
import { type AppContext, type Parts, rawHeader } from './env.ts'

const READER = COOKIES.reader.name
const STAFF = COOKIES.staff.name
const LOGIN = COOKIES.login.name
const ENROL = COOKIES.enrol.name
/** More and the header outgrows Node's limit: 173 of them answered every page with 431. */
const LOGIN_COOKIES = 5
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Values of a cookie, in the order sent. `decodeURIComponent` is not needed: our values are base64url. */
function values(c: AppContext, name: string): string[] {
  const header = rawHeader(c, 'cookie') ?? ''
  return header.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    return at > 0 && part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : []
  })
}

/** Two cookies of one name mean that a sibling domain tossed one in: nobody is signed in then. */
function single(c: AppContext, name: string): string | null {
  const [value, ...more] = values(c, `__Host-${name}`)
  return value !== undefined && more.length === 0 && TOKEN.test(value) ? value : null
}

/** Whether the request carries a reader's session at all: cached pages are for those without. */
export function hasReaderSession(c: AppContext): boolean {
  return (
    (rawHeader(c, 'cookie') ?? '').includes(`__Host-${READER}=`) ||
    rawHeader(c, 'authorization') !== undefined
  )
}

/** Whether the request carries a session of the desk: its pages have links that nobody else may be given. */
export function hasStaffSession(c: AppContext): boolean {
  return (rawHeader(c, 'cookie') ?? '').includes(`__Host-${STAFF}=`)
}

/** Whether headers carry a session of any kind: a reader's, the desk's or a page token. */
export function carriesSession({ cookie, authorization }: IncomingHttpHeaders): boolean {
  if (authorization !== undefined) return true
  if (cookie === undefined) return false
  return cookie.includes(`__Host-${READER}=`) || cookie.includes(`__Host-${STAFF}=`)
}

/** The signed-in reader of this site, by cookie or, for one article, by page token. */
export async function readerOf(
  c: AppContext,
  parts: Parts,
  article: Pick<Article, 'id' | 'siteId'>,
): Promise<Viewer | null> {
  const bearer = bearerOf(c)
  const viewer = bearer
    ? await parts.services.accounts.viewer(bearer, 'reader')
    : await cookieReader(c, parts)
  if (!viewer || viewer.account.siteId !== article.siteId) return null
  if (bearer === undefined) return viewer
  return viewer.session.kind === 'page' && viewer.session.articleId === article.id ? viewer : null
}

/** The reader of whatever site, by cookie or page token; the verb says whether a token reaches that far. */
export async function anyReader(c: AppContext, parts: Parts): Promise<Viewer | null> {
  const bearer = bearerOf(c)
  if (bearer === undefined) return cookieReader(c, parts)
  const viewer = await parts.services.accounts.viewer(bearer, 'reader')
  return viewer?.session.kind === 'page' ? viewer : null
}

function bearerOf(c: AppContext): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{43})$/.exec(rawHeader(c, 'authorization') ?? '')?.[1]
}

/** The reader whose cookie this is. A page token in a cookie is nobody's. */
export async function cookieReader(c: AppContext, { services }: Parts): Promise<Viewer | null> {
  const token = single(c, READER)
  const viewer = token ? await services.accounts.viewer(token, 'reader') : null
  return viewer?.session.kind === 'reader' ? viewer : null
}

export function readerToken(c: AppContext): string | null {
  return single(c, READER)
}

export async function staffOf(c: AppContext, { services }: Parts): Promise<Viewer | null> {
  const token = single(c, STAFF)
  return token ? services.accounts.viewer(token, 'staff') : null
}

export function staffToken(c: AppContext): string | null {
  return single(c, STAFF)
}

const HOST: CookieOptions = { prefix: 'host', path: '/', secure: true, httpOnly: true }

/** Made at top level: an ordinary first-party cookie. */
export function setReaderCookie(c: AppContext, token: string): void {
  clearReaderCookie(c)
  setCookie(c, READER, token, { ...HOST, sameSite: 'Lax', maxAge: COOKIES.reader.maxAgeS })
}

/**
 * Made inside the frame. Where paper and service share a site, `Lax` is enough; elsewhere only a partitioned
 * cookie survives a browser that blocks third-party cookies.
 */
export async function setFrameCookie(
  c: AppContext,
  token: string,
  site: Site,
  publicUrl: string,
): Promise<void> {
  const isSame = (await Promise.all(site.origins.map((origin) => isSameSite(origin, publicUrl)))).every(
    Boolean,
  )
  if (isSame) return setReaderCookie(c, token)
  clearReaderCookie(c)
  setCookie(c, READER, token, {
    ...HOST,
    sameSite: 'None',
    partitioned: true,
    maxAge: COOKIES.reader.maxAgeS,
  })
}

/**
 * The two attributes name two different cookies, and both sent together are nobody's. Always before one is set:
 * a browser that knows no `Partitioned` takes them for the same cookie.
 */
export function clearReaderCookie(c: AppContext): void {
  deleteCookie(c, READER, HOST)
  c.header(
    'set-cookie',
    `__Host-${READER}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`,
    { append: true },
  )
}

export function setStaffCookie(c: AppContext, token: string): void {
  setCookie(c, STAFF, token, { ...HOST, sameSite: 'Strict', maxAge: COOKIES.staff.maxAgeS })
}

export function clearStaffCookie(c: AppContext): void {
  deleteCookie(c, STAFF, { ...HOST, sameSite: 'Strict' })
}

/** Ties an invitation to the browser that opened it. `Lax`: the provider sends this browser back from elsewhere. */
export function setEnrolCookie(c: AppContext, token: string, maxAgeMs: number): void {
  setCookie(c, ENROL, token, { ...HOST, sameSite: 'Lax', maxAge: Math.max(1, Math.ceil(maxAgeMs / SECOND)) })
}

export function enrolToken(c: AppContext): string | null {
  return single(c, ENROL)
}

export function clearEnrolCookie(c: AppContext): void {
  deleteCookie(c, ENROL, HOST)
}

/** A cookie per attempt, so that parallel tabs work; the oldest go when there are more than five. */
export function setLoginCookie(c: AppContext, attemptId: string, browserToken: string): void {
  const ids = loginCookies(c).map(({ id }) => id)
  // Ids are UUIDv7: their order is their age.
  for (const old of ids.sort().slice(0, Math.max(0, ids.length - LOGIN_COOKIES + 1))) clearLoginCookie(c, old)
  setCookie(c, `${LOGIN}${attemptId}`, browserToken, {
    ...HOST,
    sameSite: 'Lax',
    maxAge: COOKIES.login.maxAgeS,
  })
}

export function clearLoginCookie(c: AppContext, attemptId: string): void {
  deleteCookie(c, `${LOGIN}${attemptId}`, HOST)
}

/** The cookie of one attempt. @throws {Problem} `attempt-expired` when this browser did not begin it */
export function loginCookie(c: AppContext, attemptId: string): string {
  const own = loginCookies(c).find(({ id }) => id === attemptId)
  if (!own) throw new Problem('attempt-expired')
  return own.token
}

export function loginCookies(c: AppContext): { id: string; token: string }[] {
  const prefix = `__Host-${LOGIN}`
  const header = c.req.header('cookie') ?? ''
  return header
    .split(';')
    .flatMap((part) => {
      const [name = '', token = ''] = part.trim().split('=')
      const id = name.startsWith(prefix) ? name.slice(prefix.length) : ''
      return isId(id) && TOKEN.test(token) ? [{ id, token }] : []
    })
    .slice(0, 20)
}

/** By the public suffix list; it is large, and loaded when the first reader signs in inside a frame. */
async function isSameSite(a: string, b: string): Promise<boolean> {
  const [one, other] = [new URL(a), new URL(b)]
  if (one.protocol !== other.protocol) return false
  if (one.hostname === other.hostname) return true
  const { getDomain } = await import('tldts')
  const domain = getDomain(one.hostname, { allowPrivateDomains: true })
  return domain !== null && domain === getDomain(other.hostname, { allowPrivateDomains: true })
}
