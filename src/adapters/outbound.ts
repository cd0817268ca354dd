import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import {
  type Outbound,
  OutboundError,
  type OutboundRequest,
  type OutboundResponse,
} from '../features/ports.ts'
import { isLoopbackUrl } from '../kernel/url.ts'
import { ADDRESS_REFUSED, isPublicAddress, loopbackLookup, publicLookup, type Resolve } from './addresses.ts'

const DEFAULT_TIMEOUT_MS = 5_000
const DEFAULT_MAX_BYTES = 65_536
/** Node's own 250 ms is too short for a distant server's second address family (measured by many). */
const FAMILY_ATTEMPT_MS = 1_000

export interface OutboundSettings {
  /** Ports that may be reached, as URLs write them: 80 and 443 unless a test says otherwise. */
  ports?: readonly string[]
  /** Exact `host:port` of loopback listeners that may be reached. For the sandbox only. */
  allow?: readonly string[]
  /** How names become addresses; the system's resolver unless a test says otherwise. */
  resolve?: Resolve
}

/**
 * The one HTTP client: http and https on ports 80 and 443, public addresses only, checked as the socket
 * connects, so that a name cannot change its mind in between. One connection per request; no redirect is
 * followed. An answer in a content encoding that was not asked for is a `network` error.
 *
 * @throws {RangeError} when `allow` names anything but a loopback `host:port`.
 */
export function createOutbound(settings: OutboundSettings = {}): Outbound {
  const allowed = new Set((settings.allow ?? []).map(loopbackHost))
  const lookup = publicLookup(settings.resolve)
  const ports = new Set(settings.ports ?? ['', '80', '443'])
  return {
    async request(request) {
      const isAllowed = allowed.has(hostAndPort(request.url))
      if (!isPlainUrl(request.url) || (!isAllowed && !isPublicUrl(request.url, ports)))
        throw new OutboundError('address')
      return exchange(request, {
        ...optionsOf(request),
        lookup: isAllowed ? loopbackLookup : lookup,
      })
    },
  }
}

function loopbackHost(text: string): string {
  const url = URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : null
  if (!url || !isLoopbackUrl(url) || hostAndPort(url) !== text) {
    throw new RangeError(`not a loopback host:port: ${text}`)
  }
  return text
}

function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

function isPlainUrl(url: URL): boolean {
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
}

/** What can be refused without asking a resolver; a literal address never reaches the lookup. */
function isPublicUrl(url: URL, ports: ReadonlySet<string>): boolean {
  if (!ports.has(url.port)) return false
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  const isLiteral = url.hostname.startsWith('[') || /^[\d.]+$/.test(literal)
  return !isLiteral || isPublicAddress(literal)
}

function optionsOf(request: OutboundRequest): RequestOptions {
  return {
    method: request.method,
    // A fresh agent: no shared sockets, no proxy settings, no keep-alive.
    agent: false,
    headers: { ...request.headers, 'accept-encoding': 'identity', connection: 'close' },
    // Socket options that `http.request` passes on.
    ...{ autoSelectFamily: true, autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS },
  }
}

function exchange(request: OutboundRequest, options: RequestOptions): Promise<OutboundResponse> {
  return new Promise((resolve, reject) => {
    let outgoing: ClientRequest | undefined
    let isAnswered = false
    const fail = (reason: OutboundError['reason']): void => {
      clearTimeout(timer)
      reject(new OutboundError(reason))
      outgoing?.destroy()
    }
    const timer = setTimeout(() => fail('timeout'), request.timeoutMs ?? DEFAULT_TIMEOUT_MS)
    try {
      outgoing = (request.url.protocol === 'https:' ? httpsRequest : httpRequest)(request.url, options)
      outgoing.on('error', (error) => fail(reasonOf(error)))
      outgoing.on('close', () => {
        if (!isAnswered) fail('network')
      })
      outgoing.on('response', (incoming) => {
        isAnswered = true
        collect(incoming, request).then(
          (response) => {
            clearTimeout(timer)
            resolve(response)
          },
          (error) => fail(reasonOf(error)),
        )
      })
      outgoing.end(request.body)
    } catch {
      fail('network')
    }
  })
}

async function collect(
  incoming: IncomingMessage,
  { maxBytes = DEFAULT_MAX_BYTES, cuts = false }: OutboundRequest,
): Promise<OutboundResponse> {
  const [status, headers] = [incoming.statusCode ?? 0, headersOf(incoming)]
  if (maxBytes === 0) {
    incoming.destroy()
    return { status, headers, body: new Uint8Array() }
  }
  if ((incoming.headers['content-encoding'] ?? 'identity') !== 'identity') throw new OutboundError('network')
  if (!cuts && Number(incoming.headers['content-length'] ?? 0) > maxBytes)
    throw new OutboundError('too-large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes: Uint8Array = chunk
    size += bytes.length
    if (size > maxBytes && !cuts) throw new OutboundError('too-large')
    chunks.push(bytes)
    // Leaving the loop ends the connection.
    if (size >= maxBytes && cuts) break
  }
  const body = new Uint8Array(Buffer.concat(chunks, Math.min(size, maxBytes)))
  return { status, headers, body }
}

/** Throws for what Node lets through and the Fetch standard does not. */
function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
  }
  return headers
}

/** Node's errors hold addresses and headers; only a reason leaves this file. */
function reasonOf(error: unknown): OutboundError['reason'] {
  if (error instanceof OutboundError) return error.reason
  return error instanceof Error && 'code' in error && error.code === ADDRESS_REFUSED ? 'address' : 'network'
}
