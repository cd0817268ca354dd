import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type ByteCache, createByteCache } from '../kernel/byte-cache.ts'
import { type AppContext, rawHeader } from './env.ts'
import { codedTag, isKnownTag } from './etag.ts'

/** Best first. */
const ENCODINGS = ['br', 'gzip'] as const
type Encoding = (typeof ENCODINGS)[number]

interface Variant {
  body: Buffer
  headers: OutgoingHttpHeaders
}

interface CachedPage {
  /** Of the plain bytes. */
  etag: string
  plain: Variant
  encoded: Partial<Record<Encoding, Variant>>
  /** Compression starts at the second hit: a page that is asked for once does not pay for it. */
  hits: number
  articleId: string
  until: number
}

export interface BuiltPage {
  html: string
  headers: Readonly<Record<string, string>>
  articleId: string
  /** When the page says something else by itself, epoch ms: from then on it is built anew. `null`: never. */
  until: number | null
}

/** Pages for readers without a session: the same bytes for everybody, kept as Buffers with ready headers. */
export interface PageCache {
  /** Answers from the cache, without a promise: each costs a hot page some of its rate. `null` when it is not there. */
  hit(c: AppContext, key: string): Response | null
  /** Builds the page once however many ask, and answers. @throws what `build` throws; nothing is kept then */
  serve(c: AppContext, key: string, build: () => Promise<BuiltPage>): Promise<Response>
  /** Forgets every page of an article, also one that is just being built from older rows. */
  drop(articleId: string): void
  dropAll(): void
}

const LIMIT = 64 * 1024 * 1024
const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body),
}

export function createPageCache(now: () => number): PageCache {
  const pages: ByteCache<CachedPage> = createByteCache(LIMIT, (page) => page.plain.body.length * 2)

  async function make(build: () => Promise<BuiltPage>): Promise<CachedPage> {
    const built = await build()
    const body = Buffer.from(built.html)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const headers = { ...built.headers, etag, vary: 'Accept-Encoding, Cookie' }
    return {
      etag,
      plain: { body, headers: { ...headers, 'content-length': body.length } },
      encoded: {},
      hits: 0,
      articleId: built.articleId,
      until: built.until ?? Number.POSITIVE_INFINITY,
    }
  }

  function encode(page: CachedPage, encoding: Encoding): void {
    const { body, headers } = page.plain
    page.encoded[encoding] = page.plain
    void compress[encoding](body).then((encoded) => {
      page.encoded[encoding] = {
        body: encoded,
        headers: {
          ...headers,
          etag: codedTag(page.etag, encoding),
          'content-encoding': encoding,
          'content-length': encoded.length,
        },
      }
    })
  }

  function choose(page: CachedPage, accepted: string | undefined): Variant {
    const encoding = accepted ? ENCODINGS.find((name) => accepts(accepted, name)) : undefined
    if (!encoding) return page.plain
    page.hits += 1
    if (page.hits > 1 && !page.encoded[encoding]) encode(page, encoding)
    return page.encoded[encoding] ?? page.plain
  }

  function answer(c: AppContext, page: CachedPage): Response {
    const accepted = rawHeader(c, 'accept-encoding')
    const variant = choose(page, accepted)
    const asked = rawHeader(c, 'if-none-match')
    const etag = asked === undefined ? undefined : heldTag(asked, page.etag, accepted)
    return etag === undefined
      ? send(c, 200, variant)
      : send(c, 304, { body: page.plain.body, headers: { ...page.plain.headers, etag } })
  }

  return {
    hit(c, key) {
      const page = pages.get(key)
      if (page && page.until <= now()) pages.delete(key)
      else if (page) return answer(c, page)
      return null
    },

    async serve(c, key, build) {
      return answer(c, await pages.getOrBuild(key, () => make(build)))
    },

    // What is being built may rest on older rows, of whichever article: whoever asks now must not get it.
    drop: (articleId) => pages.deleteWhere((page) => page.articleId === articleId),
    dropAll: () => pages.deleteWhere(() => true),
  }
}

/** Straight to the socket where there is one: making a Response of a Buffer costs a third of the rate. */
function send(c: AppContext, status: 200 | 304, { body, headers }: Variant): Response {
  const outgoing = c.env?.outgoing
  const bodiless = status === 304 || c.req.method === 'HEAD'
  // Hono wraps the answer to HEAD in a new one, which would be written after ours.
  if (!outgoing || c.req.method === 'HEAD') {
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    return c.newResponse(bodiless ? null : new Uint8Array(body), status, plain)
  }
  outgoing.writeHead(status, status === 304 ? without(headers, 'content-length') : headers)
  outgoing.end(status === 304 ? undefined : body)
  return RESPONSE_ALREADY_SENT
}

function without(headers: OutgoingHttpHeaders, name: string): OutgoingHttpHeaders {
  const { [name]: _left, ...rest } = headers
  return rest
}

/** The tag that the asker holds: whichever coding it was kept in, as long as it can still be read. */
function heldTag(asked: string, etag: string, accepted = ''): string | undefined {
  const coded = ENCODINGS.filter((name) => accepts(accepted, name)).map((name) => codedTag(etag, name))
  return [...coded, etag].find((tag) => isKnownTag(asked, tag))
}

function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some((part) => {
    const [name, ...params] = part.trim().toLowerCase().split(';')
    return name === encoding && !params.some((param) => /^\s*q=0(\.0*)?\s*$/.test(param))
  })
}
