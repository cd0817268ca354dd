/**
 * What a request is for, in the order in which it is given up as load grows: the first is missed least, the last most.
 * `moderation` has places of its own and is never given up for readers; `watch` is always answered, and what a page that
 * was answered is made of with it.
 */
export const ROUTE_CLASSES = [
  'cards',
  'previews',
  'reads',
  'reports',
  'logins',
  'posts',
  'moderation',
  'watch',
] as const
export type RouteClass = (typeof ROUTE_CLASSES)[number]

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const WATCH = new Set(['/healthz', '/readyz', '/metrics'])
/** Held in memory: to refuse one costs as much, and leaves a page without its looks. */
const FILES = /^\/(assets\/|embed(-count)?\.js$)/
const CARDS = /^\/(cards|thumbnails)\//
/** Documents that other machines fetch to show a discussion elsewhere. */
const PREVIEWS =
  /^\/(oembed$|v1\/articles\/[^/]+\/(head(\.html|\.json)?|comments\.html)$|a\/[^/]+\/feed\.xml$)/
/** Also what papers and platforms send: their systems try again by themselves. */
const REPORTS =
  /^\/(v1\/comments\/[^/]+\/reports$|comments\/[^/]+\/report$|me\/appeals\/|legal\/|v1\/articles\/(ping|[^/]+)$|facebook\/)/
const LOGIN = /^\/(login|console\/(login|enter|enrol))(\/|$)/

/**
 * For every request that no cached page answers, so it looks at nothing but the address and one word of the cookies.
 * @param isStaff whether a session of the desk comes along; without one, the console is only a way to log in
 */
export function routeClass(method: string, path: string, isStaff: boolean): RouteClass {
  if (WATCH.has(path) || (FILES.test(path) && SAFE.has(method))) return 'watch'
  if (path.startsWith('/console/previews')) return 'previews'
  if (isStaff && path.startsWith('/console')) return 'moderation'
  if (CARDS.test(path)) return 'cards'
  if (PREVIEWS.test(path)) return 'previews'
  if (LOGIN.test(path)) return 'logins'
  if (SAFE.has(method)) return 'reads'
  return REPORTS.test(path) ? 'reports' : 'posts'
}
