import type { Clock } from '../../kernel/clock.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { type Outbound, OutboundError } from '../ports.ts'
import type { Answered, Outcome } from './model.ts'

/** Who asks: the web team finds it in its own log. */
export const AGENT = 'BrevierPreview/1'

/** What a page of this service answers to a stranger, without the network. */
export type OwnApp = (request: Request) => Response | Promise<Response>

export interface Got extends Omit<Answered, 'blocked'> {
  headers: Headers
  body: Uint8Array
  /** Answered in this process. */
  own: boolean
}

export interface Asked {
  url: URL
  accept: string
  maxBytes: number
  /** Which addresses may be asked, the first and every one that a redirect names. */
  may: (url: URL) => boolean
  /** Other than GET of all, which nobody but this service itself is asked for. */
  probe?: { method?: 'HEAD'; range?: string }
}

const MOST_REDIRECTS = 5
const HOP_MS = 5_000
/** All hops together: no reader of links waits longer (Discord). */
const TOTAL_MS = 10_000

/** Asks as a reader of links does: GET, no cookie, redirects followed by hand. Never throws for what the other side does. */
export function createAsk({
  outbound,
  clock,
  publicUrl,
}: {
  outbound: Outbound
  clock: Clock
  publicUrl: string
}) {
  return async function ask(
    { url: first, accept, maxBytes, may, probe = {} }: Asked,
    ownApp: OwnApp,
  ): Promise<Got> {
    const started = clock.now()
    const headers = { accept, 'user-agent': AGENT }
    const { method = 'GET', range } = probe
    const asked = { method, headers: range === undefined ? headers : { ...headers, range } }
    let url = first
    let redirects = 0
    const end = (outcome: Outcome, more: Partial<Got> = {}): Got => ({
      ...NOTHING,
      headers: new Headers(),
      ...more,
      url: url.href,
      outcome,
      redirects,
      ms: clock.now() - started,
    })
    for (;;) {
      if (!may(url)) return end('away')
      const own = url.origin === publicUrl
      const left = started + TOTAL_MS - clock.now()
      if (left <= 0) return end('timeout')
      let answer: Pick<Got, 'status' | 'headers' | 'body'>
      try {
        answer = own
          ? await inProcess(ownApp, new Request(url, { ...asked, redirect: 'manual' }), maxBytes)
          : await outbound.request({
              url,
              method: 'GET',
              headers,
              maxBytes,
              timeoutMs: Math.min(HOP_MS, left),
            })
      } catch (error) {
        if (error instanceof OutboundError) return end(error.reason, { own })
        throw error
      }
      const next = answer.status >= 300 && answer.status < 400 ? target(answer.headers, url) : null
      if (next === null || redirects === MOST_REDIRECTS) {
        const isGood = answer.status >= 200 && answer.status < 300
        const sentType = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
        return end(isGood ? 'ok' : 'status', { ...answer, sentType, bytes: answer.body.length, own })
      }
      redirects += 1
      url = next
    }
  }
}

const NOTHING = { status: 0, bytes: 0, sentType: '', body: new Uint8Array(), own: false }

function target(headers: Headers, from: URL): URL | null {
  const location = headers.get('location') ?? ''
  return URL.canParse(location, from.href) ? parseHttpUrl(new URL(location, from).href) : null
}

/** @throws {OutboundError} `too-large` */
async function inProcess(
  ownApp: OwnApp,
  request: Request,
  maxBytes: number,
): Promise<Pick<Got, 'status' | 'headers' | 'body'>> {
  const response = await ownApp(request)
  const body = new Uint8Array(await response.arrayBuffer())
  if (body.length > maxBytes) throw new OutboundError('too-large')
  return { status: response.status, headers: response.headers, body }
}
