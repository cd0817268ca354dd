import type { Meters } from '../kernel/meters.ts'
import type { PageCache } from './cache.ts'
import { answerOf } from './cached-page.ts'
import type { Hot } from './env.ts'
import { namesHost } from './guards.ts'
import { carriesSession } from './session.ts'

/**
 * Cached pages, written before anything is made of the request. Only what needs no second look is answered here: a
 * `GET` or `HEAD` of an address that the app has answered from the cache, for this host, without a session. All
 * else, refusals included, is the app's.
 * @param host as in a URL
 */
export function createHot(pages: Pick<PageCache, 'known'>, host: string, counted: Meters['cache']): Hot {
  return function hot(incoming, outgoing) {
    const { method, headers } = incoming
    const page = pages.known(incoming.url ?? '')
    if (!page || (method !== 'GET' && method !== 'HEAD') || headers.range !== undefined) return false
    if (!namesHost(incoming, host) || (!page.forAll && carriesSession(headers))) return false
    const answer = answerOf(page, oneValue(headers['accept-encoding']), headers['if-none-match'])
    counted.hot += 1
    outgoing.writeHead(answer.status, answer.headers)
    outgoing.end(method === 'HEAD' ? undefined : answer.body)
    return true
  }
}

function oneValue(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
