import type { Socket } from 'node:net'
import type { CountLimit, RateLimits } from '../features/ports.ts'
import { SECOND } from '../kernel/clock.ts'
import { Problem } from '../kernel/errors.ts'
import { clientAddress, isPrivate, type Network, networkOf } from './client-address.ts'
import type { AppContext } from './env.ts'
import type { RouteClass } from './route-class.ts'

/**
 * At most `most` in `seconds` from one network. A house, a newsroom or a phone company's customers may share one
 * address: of 40 posts a second in the whole country (a paper's busiest hour would be less), three in a hundred
 * readers behind one address make 72 a minute. Accounts have their own, much lower figures.
 */
export const NETWORK_RATES = {
  post: { most: 120, seconds: 60 },
  /** Reports, appeals and legal notices. */
  report: { most: 60, seconds: 60 },
  login: { most: 60, seconds: 60 },
  /** Cards and documents for other machines, where no cache answered. */
  preview: { most: 240, seconds: 60 },
  /** A key or a signature of a paper that was wrong: nobody mistypes so often. */
  refusedKey: { most: 20, seconds: 600 },
} as const satisfies Record<string, CountLimit>

type NetworkRate = keyof typeof NETWORK_RATES

/** A /48 holds 65 536 networks of the size of a household's, of which some belong to others. */
const FAR_SHARE = 4

export interface NetworkRatesOptions {
  rates: RateLimits
  /** How many proxies of one's own a request passes. */
  trustedProxies: number
  /** Told once when requests come from a proxy that nobody has named. */
  onUnnamedProxy(): void
}

export interface NetworkRates {
  /** Counts the request where its kind has a limit. @throws {Problem} `rate-limited` */
  take(c: AppContext, name: RouteClass): Promise<void>
  /** Counts an answer that refused a key. */
  noteRefusal(c: AppContext, status: number): Promise<void>
}

/** Limits by network; none where no socket is there to tell it. */
export function createNetworkRates(options: NetworkRatesOptions): NetworkRates {
  const counters = new Map(
    Object.entries(NETWORK_RATES).map(([rate, { most, seconds }]) => [
      rate,
      {
        near: options.rates.counter({ most, seconds }),
        far: options.rates.counter({ most: most * FAR_SHARE, seconds }),
      },
    ]),
  )
  const ofNetwork = networkFinder(options)

  async function waitFor(rate: NetworkRate, { near, far }: Network, counts: boolean): Promise<number> {
    const counter = counters.get(rate)
    if (!counter) return 0
    // The wider one first, without counting: what it refuses leaves no trace of each small network.
    const wide = far === null ? 0 : await counter.far.wait(far)
    if (wide > 0 || !counts) return wide || counter.near.wait(near)
    const wait = await counter.near.take(near)
    if (wait === 0 && far !== null) await counter.far.take(far)
    return wait
  }

  return {
    async take(c, name) {
      const rate = rateOf(c, name)
      const network = rate && ofNetwork(c)
      if (!network) return
      const wait = await waitFor(rate, network, rate !== 'refusedKey')
      if (wait > 0) throw new Problem('rate-limited', { retryAfter: Math.ceil(wait / SECOND) })
    },

    async noteRefusal(c, status) {
      if (status !== 401 || !isByKey(c)) return
      const network = ofNetwork(c)
      if (network) await waitFor('refusedKey', network, true)
    },
  }
}

function networkFinder({ trustedProxies, onUnnamedProxy }: NetworkRatesOptions) {
  let isTold = false
  /** Of connections for which no proxy speaks: theirs does not change. */
  const ofSockets = new WeakMap<Socket, Network | null>()
  return (c: AppContext): Network | null => {
    const { socket, headers } = c.env?.incoming ?? {}
    const forwarded = headers?.['x-forwarded-for']
    const list = Array.isArray(forwarded) ? forwarded.join() : forwarded
    if (!socket || list !== undefined) return find(socket?.remoteAddress, list)
    const known = ofSockets.get(socket)
    if (known !== undefined) return known
    const found = find(socket.remoteAddress, undefined)
    ofSockets.set(socket, found)
    return found
  }

  function find(socketAddress: string | undefined, list: string | undefined): Network | null {
    const address = clientAddress(socketAddress, list, trustedProxies)
    if (!address) return null
    // Everybody would share the proxy's own address, and its limit.
    if (trustedProxies === 0 && isPrivate(address)) {
      if (list !== undefined && !isTold) onUnnamedProxy()
      isTold ||= list !== undefined
      return null
    }
    return networkOf(address)
  }
}

const LOGIN_START = /^\/(console\/)?(login|enrol)\/[^/]+(\/start)?$/

function rateOf(c: AppContext, name: RouteClass): NetworkRate | null {
  const { method, path } = c.req
  if (isByKey(c)) return 'refusedKey'
  if (name === 'cards' || name === 'previews') return 'preview'
  if (LOGIN_START.test(path)) return 'login'
  if (method !== 'POST') return null
  if (name === 'reports') return path.startsWith('/facebook/') ? null : 'report'
  return name === 'posts' && /\/comments$/.test(path) ? 'post' : null
}

/** Where a paper's system shows its key or its signature. */
function isByKey(c: AppContext): boolean {
  const { method, path } = c.req
  if (method === 'PUT') return /^\/v1\/articles\/[^/]+$/.test(path)
  return method === 'POST' && path === '/v1/articles/ping'
}
