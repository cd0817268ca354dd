/** A start tag with its attributes as they were written, one character per byte. */
export interface RawTag {
  name: string
  attributes: ReadonlyMap<string, string>
  /** Text up to the end tag, of those elements whose content is no markup. */
  text: string
  /** Position after the tag, its text included. */
  end: number
}

/** Their content is text (HTML standard, raw text and escapable raw text elements). */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template', 'svg', 'iframe', 'xmp'])

/** More in a head is no head. */
const MOST_TAGS = 20_000
const MOST_ATTRIBUTES = 40

/**
 * Start tags, and `/name` for end tags, in order. Every position is looked at a bounded number of times, whatever is
 * left open: a comment, quote or script without an end goes to the end of the page.
 */
export function* tagsOf(html: string): Generator<RawTag> {
  let at = 0
  for (let count = 0; count < MOST_TAGS; count += 1) {
    const start = html.indexOf('<', at)
    if (start < 0) return
    if (html.startsWith('<!--', start)) {
      at = after(html, '-->', start + 4)
      continue
    }
    const name = nameAt(html, start + 1)
    if (name === '') {
      at = start + 1
      continue
    }
    const { attributes, end } = attributesAt(html, start + 1 + name.length)
    const lower = name.toLowerCase()
    if (!RAW.has(lower)) {
      at = end
      yield { name: lower, attributes, text: '', end }
      continue
    }
    const close = closing(html, lower, end)
    at = close
    yield { name: lower, attributes, text: html.slice(end, close), end: close }
  }
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at < 0 ? html.length : at + mark.length
}

function nameAt(html: string, from: number): string {
  const pattern = /\/?[a-z][a-z0-9-]{0,30}/iy
  pattern.lastIndex = from
  return pattern.exec(html)?.[0] ?? ''
}

/** Where `</name` begins. */
function closing(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}`, 'gi')
  pattern.lastIndex = from
  return pattern.exec(html)?.index ?? html.length
}

function attributesAt(html: string, from: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>()
  const pattern = /[\s/]*(?:(>)|([^\s/>=]{1,200})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?)/y
  let at = from
  for (let count = 0; count < MOST_ATTRIBUTES; count += 1) {
    pattern.lastIndex = at
    const match = pattern.exec(html)
    if (!match) break
    at = pattern.lastIndex
    const [, end, name, double, single, bare] = match
    if (end === '>') return { attributes, end: at }
    const key = (name ?? '').toLowerCase()
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? '')
  }
  return { attributes, end: after(html, '>', at) }
}
