import { createHash } from 'node:crypto'
import { validateHeaderValue } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { codedTag, isKnownTag } from './etag.ts'

/** Best first. */
const CODINGS = ['br', 'gzip'] as const
type Coding = (typeof CODINGS)[number]

/** Among the articles of a document that names one nobody knows: it is another as soon as any comes or is found elsewhere. */
export const UNKNOWN_ARTICLE = ''

export interface BuiltPage {
  /** A page, or another document that is the same for everybody. Text is sent as UTF-8. */
  html: string | Buffer
  headers: Readonly<Record<string, string>>
  /** Whose change makes it another page; `null`: only a change that reaches every page. */
  articleId: string | null
  /** The same of a document about several. */
  articleIds?: ReadonlySet<string>
  /** When the page says something else by itself, epoch ms: from then on it is built anew. `null`: never. */
  until: number | null
  /** The same for people with a session as well, so that no cookie can change it. */
  forAll?: boolean
  /** Brotli's, 1–11; `null` for bytes that are compressed already. Of a page, which lives for minutes: 5. */
  quality?: number | null
}

/** An answer ready to be written. */
export interface Answer {
  status: 200 | 304
  etag: string
  /** Names and values in turn: the form in which Node writes them without making anything. */
  headers: string[]
  body: Buffer | undefined
}

/** A page as Buffers, in the codings that have been asked for. */
export interface CachedPage {
  articleId: string | null
  articleIds: ReadonlySet<string> | undefined
  /** Epoch ms. */
  until: number
  forAll: boolean
  plain: Answer
  coded: Partial<Record<Coding, Answer>>
  /** By the tag that the asker holds. */
  unchanged: Map<string, Answer>
  /** Compression starts at the second hit: a page that is asked for once does not pay for it. */
  hits: number
  quality: number | null
}

const PAGE_QUALITY = 5

/** @throws {TypeError} where a header's value could not be written */
export function cachedPage({ html, headers, articleId, until, ...more }: BuiltPage): CachedPage {
  const body = typeof html === 'string' ? Buffer.from(html) : html
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value)
  const forAll = more.forAll ?? false
  const quality = more.quality === undefined ? PAGE_QUALITY : more.quality
  const isOneForm = forAll && quality === null
  const vary = forAll ? 'Accept-Encoding' : 'Accept-Encoding, Cookie'
  return {
    articleId,
    articleIds: more.articleIds,
    until: until ?? Number.POSITIVE_INFINITY,
    forAll,
    plain: found(body, etag, [...Object.entries(headers).flat(), ...(isOneForm ? [] : ['vary', vary])]),
    coded: {},
    unchanged: new Map(),
    hits: 0,
    quality,
  }
}

/**
 * What a request gets.
 * @param accepted `Accept-Encoding` as sent
 * @param held `If-None-Match` as sent
 */
export function answerOf(page: CachedPage, accepted: string | undefined, held: string | undefined): Answer {
  const readable = accepted === undefined ? NONE : readableCodings(accepted)
  const answer = choose(page, readable[0])
  if (held === undefined) return answer
  const tag = held === answer.etag ? held : heldTag(held, page.plain.etag, readable)
  return tag === undefined ? answer : unchanged(page, tag)
}

function found(body: Buffer, etag: string, headers: readonly string[]): Answer {
  const own = ['etag', etag, 'content-length', String(body.length)]
  return { status: 200, etag, headers: [...headers, ...own], body }
}

function choose(page: CachedPage, coding: Coding | undefined): Answer {
  if (!coding || page.quality === null) return page.plain
  page.hits += 1
  if (page.hits > 1 && !page.coded[coding]) compress(page, coding, page.quality)
  return page.coded[coding] ?? page.plain
}

/** Off the event loop; until it is done the plain bytes are sent. */
function compress(page: CachedPage, coding: Coding, quality: number): void {
  const { plain } = page
  page.coded[coding] = plain
  const packed = coding === 'br' ? brotli(plain.body, quality) : promisify(gzip)(plain.body ?? '')
  void packed.then((body) => {
    const shared = without(plain.headers, 'etag', 'content-length')
    const headers = [...shared, 'content-encoding', coding]
    page.coded[coding] = found(body, codedTag(plain.etag, coding), headers)
  })
}

function brotli(body: Buffer | undefined, quality: number): Promise<Buffer> {
  return promisify(brotliCompress)(body ?? '', { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
}

/** The tags are the page's own, so there are as many as codings. */
function unchanged(page: CachedPage, etag: string): Answer {
  const known = page.unchanged.get(etag)
  if (known) return known
  const headers = [...without(page.plain.headers, 'etag', 'content-length'), 'etag', etag]
  const answer: Answer = { status: 304, etag, headers, body: undefined }
  page.unchanged.set(etag, answer)
  return answer
}

function without(headers: readonly string[], ...names: readonly string[]): string[] {
  return headers.filter((_text, at) => !names.includes(headers[at - (at % 2)] ?? ''))
}

/** The tag that the asker holds: whichever coding it was kept in, as long as it can still be read. */
function heldTag(held: string, etag: string, readable: readonly Coding[]): string | undefined {
  return [...readable.map((coding) => codedTag(etag, coding)), etag].find((tag) => isKnownTag(held, tag))
}

const NONE: readonly Coding[] = []
/** Browsers send a handful of values; a stranger's thousand others are not worth keeping. */
const MEMO_LIMIT = 100
const memo = new Map<string, readonly Coding[]>()

function readableCodings(accepted: string): readonly Coding[] {
  const known = memo.get(accepted)
  if (known) return known
  const readable = CODINGS.filter((coding) => accepts(accepted, coding))
  if (memo.size < MEMO_LIMIT && accepted.length <= MEMO_LIMIT) memo.set(accepted, readable)
  return readable
}

function accepts(header: string, coding: Coding): boolean {
  return header.split(',').some((part) => {
    const [name, ...params] = part.trim().toLowerCase().split(';')
    return name === coding && !params.some((param) => /^\s*q=0(\.0*)?\s*$/.test(param))
  })
}
