import { retryAfterMs } from '../../kernel/retry-after.ts'
import { type Outbound, OutboundError, type OutboundResponse } from '../ports.ts'
import type { ReadFailure } from './read-model.ts'

/** Why there is nothing to read; `mayPass` when another attempt may find it, but not before `waitMs`. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed'
  readonly failure: ReadFailure
  readonly mayPass: boolean
  readonly waitMs: number

  constructor(failure: ReadFailure, mayPass = false, waitMs = 0) {
    super(failure)
    this.failure = failure
    this.mayPass = mayPass
    this.waitMs = waitMs
  }
}

export interface Fetched extends Pick<OutboundResponse, 'headers' | 'body'> {
  /** Where it was found at last. */
  url: URL
}

export interface FetchLimits {
  bytes: number
  /** For all of it, redirects included. */
  timeoutMs: number
  redirects: number
}

interface Fetch {
  outbound: Outbound
  now(): number
  /** Asked for every address on the way. */
  mayVisit(url: URL): boolean
  headers: Readonly<Record<string, string>>
  /** A longer answer is cut instead of refused. */
  cuts?: boolean
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Fetches over as many redirects as the limits have, each held against the allowed addresses. @throws {ReadFailed} */
export async function fetchWithin(start: URL, limits: FetchLimits, how: Fetch): Promise<Fetched> {
  const until = how.now() + limits.timeoutMs
  let url = start
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    if (!how.mayVisit(url)) throw new ReadFailed('off-site')
    const left = until - how.now()
    if (left <= 0) throw new ReadFailed('unreachable', true)
    const { status, headers, body } = await ask(url, { ...limits, timeoutMs: left }, how)
    if (status === 200) return { url, headers, body }
    if (!REDIRECTS.has(status))
      throw new ReadFailed('status', status >= 500 || status === 429, retryAfterMs(headers, how.now()))
    const to = headers.get('location') ?? ''
    if (to === '' || to.length > 2_048 || !URL.canParse(to, url.href)) throw new ReadFailed('redirects')
    url = new URL(to, url.href)
  }
  throw new ReadFailed('redirects')
}

async function ask(url: URL, { bytes, timeoutMs }: FetchLimits, how: Fetch): Promise<OutboundResponse> {
  const { outbound, headers, cuts = false } = how
  try {
    return await outbound.request({ url, method: 'GET', headers, timeoutMs, maxBytes: bytes, cuts })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.reason === 'address') throw new ReadFailed('refused-address')
    if (error.reason === 'too-large') throw new ReadFailed('too-large')
    throw new ReadFailed('unreachable', true)
  }
}
