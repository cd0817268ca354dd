import { type ByteCache, createByteCache } from '../kernel/byte-cache.ts'
import type { Meters } from '../kernel/meters.ts'
import { type Answer, answerOf, type BuiltPage, type CachedPage, cachedPage } from './cached-page.ts'
import { type AppContext, rawHeader } from './env.ts'

export { type BuiltPage, UNKNOWN_ARTICLE } from './cached-page.ts'

/**
 * Documents that are the same for everybody, or for everybody without a session: kept as Buffers with ready headers.
 * A `key` follows from the address alone; nothing else of a request may choose between two of them.
 */
export interface PageCache {
  /** Answers from the cache, without a promise. `null` when it is not there. */
  hit(c: AppContext, key: string): Response | null
  /**
   * Builds the page once however many ask, and answers. What is over already is not kept.
   * @throws what `build` throws; nothing is kept then
   */
  serve(c: AppContext, key: string, build: () => Promise<BuiltPage>): Promise<Response>
  /** What was answered before to a request for exactly this address (`IncomingMessage.url`), and still holds. */
  known(address: string): CachedPage | null
  /**
   * Forgets every page of an article, also one that is just being built from older rows; {@link UNKNOWN_ARTICLE}: every
   * one that names an article nobody knows.
   */
  drop(articleId: string): void
  /**
   * The same for what may come in crowds: where an article changes more than {@link CROWD}`.most` times in a second,
   * its pages are shown for up to {@link CROWD}`.heldMs` longer, then and in the second after, so that the readers of a
   * storm do not each wait for a page of their own.
   */
  dropInTime(articleId: string): void
  dropAll(): void
}

const LIMIT = 64 * 1024 * 1024
/** Strangers' made-up parameters may fill this, and then cost the speed of an address, never its answer. */
const ADDRESSES = { count: 5_000, length: 300 } as const
/** Bytes of what is kept of each answer besides its body: headers, tags, the places in maps. */
const AROUND = 2_048

/** Built so often, the pages of one article take a small part of the process whatever comes in. */
export const CROWD = { most: 10, withinMs: 1_000, heldMs: 200 } as const

export interface PageCacheOptions {
  /** Bytes, the compressed forms included. */
  limit?: number
  /** How many are remembered, and up to which length. */
  addresses?: { count: number; length: number }
  /** Headers of every answer: what is written without the app passes no middleware. */
  always?: Readonly<Record<string, string>> | null
  counted?: Meters['cache']
}

export function createPageCache(
  now: () => number,
  {
    limit = LIMIT,
    addresses: most = ADDRESSES,
    always = null,
    counted = { hot: 0, kept: 0, built: 0 },
  }: PageCacheOptions = {},
): PageCache {
  const pages: ByteCache<CachedPage> = createByteCache(limit, weight)
  /** Key by address. Nothing here grows old: whether a page still holds is known by its key. */
  const addresses = new Map<string, string>()

  const drop = (articleId: string) =>
    pages.deleteWhere((page) => page.articleId === articleId || page.articleIds?.has(articleId) === true)
  const crowd = createCrowd(drop)

  function find(key: string): CachedPage | null {
    const page = pages.get(key)
    if (!page) return null
    if (page.until > now()) return page
    pages.delete(key)
    return null
  }

  function respond(c: AppContext, key: string, page: CachedPage): Response {
    remember(c.env?.incoming?.url ?? '', key)
    const answer = answerOf(page, rawHeader(c, 'accept-encoding'), rawHeader(c, 'if-none-match'))
    return toResponse(c, answer)
  }

  /** A whole URL (RFC 9112 §3.2.2) names a host of its own, which is looked at elsewhere. */
  function remember(address: string, key: string): void {
    if (!address.startsWith('/') || address.length > most.length) return
    addresses.set(address, key)
    if (addresses.size <= most.count) return
    for (const oldest of addresses.keys()) {
      addresses.delete(oldest)
      return
    }
  }

  return {
    hit(c, key) {
      const page = find(key)
      if (page) counted.kept += 1
      return page && respond(c, key, page)
    },

    async serve(c, key, build) {
      const page = await pages.getOrBuild(key, async () => {
        counted.built += 1
        const built = await build()
        return cachedPage({ ...built, headers: { ...built.headers, ...always } })
      })
      if (page.until <= now()) pages.delete(key)
      return respond(c, key, page)
    },

    known(address) {
      const key = addresses.get(address)
      return key === undefined ? null : find(key)
    },

    // What is being built may rest on older rows, of whichever article: whoever asks now must not get it.
    drop,
    dropInTime: crowd,
    dropAll: () => pages.deleteWhere(() => true),
  }
}

function weight({ plain, quality }: CachedPage, key: string): number {
  return (plain.body?.length ?? 0) * (quality === null ? 1 : 2) + key.length + AROUND
}

export function toResponse(c: AppContext, { status, headers, body }: Answer): Response {
  const pairs = headers.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : [],
  )
  const isBodiless = body === undefined || c.req.method === 'HEAD'
  return c.newResponse(isBodiless ? null : new Uint8Array(body), status, Object.fromEntries(pairs))
}

/**
 * Does `act` at once for each name, or a little later and once for many. A crowd of one second is one of the next as
 * well, until it thins out. In real time: a clock that is set moves nothing.
 */
function createCrowd(act: (name: string) => void): (name: string) => void {
  let counts = new Map<string, number>()
  let crowded: ReadonlySet<string> = new Set()
  const waiting = new Set<string>()

  function later(name: string): void {
    waiting.add(name)
    setTimeout(() => {
      waiting.delete(name)
      act(name)
    }, CROWD.heldMs).unref()
  }

  function nextSecond(): void {
    crowded = new Set([...counts].flatMap(([name, count]) => (count > CROWD.most ? [name] : [])))
    counts = new Map()
    if (crowded.size > 0) setTimeout(nextSecond, CROWD.withinMs).unref()
  }

  return (name) => {
    if (counts.size === 0 && crowded.size === 0) setTimeout(nextSecond, CROWD.withinMs).unref()
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (waiting.has(name)) return
    if (count > CROWD.most || crowded.has(name)) later(name)
    else act(name)
  }
}
