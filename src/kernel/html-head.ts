import { decodeEntities } from './html-entities.ts'

/** What the head of a page says about it. Texts are decoded and bounded, and as hostile as the page. */
export interface HtmlHead {
  /** Of the `html` element; empty without one. */
  lang: string
  title: string
  /** In order; `name` is that of `property`, `name` or `itemprop`, in small letters. */
  metas: readonly { name: string; content: string }[]
  links: readonly { rel: string; href: string }[]
  /** Texts of `application/ld+json`, not parsed. */
  jsonLd: readonly string[]
}

const LIMITS = { metas: 400, links: 400, jsonLd: 20, text: 4_096, attributes: 40 } as const

/** What is text up to its own end tag, whatever it looks like (HTML standard §13.2.5). */
const RAW = new Set(['script', 'style', 'title', 'noscript', 'template', 'textarea', 'iframe', 'svg', 'math'])

/**
 * Reads the head of a page and nothing behind it. No parser of the whole language: one pass that never looks back, so
 * that a page made to be slow takes as long as any other of its size.
 */
export function readHead(html: string): HtmlHead {
  const metas: { name: string; content: string }[] = []
  const links: { rel: string; href: string }[] = []
  const jsonLd: string[] = []
  let [lang, title] = ['', '']
  const tags = createTags(html)
  for (let tag = tags.next(); tag !== null && tag.name !== 'body'; tag = tags.next()) {
    const { name, attributes } = tag
    const text = RAW.has(name) ? tags.textUntil(name) : ''
    if (name === 'html') lang ||= attributes.get('lang') ?? ''
    else if (name === 'title') title ||= decodeEntities(text.slice(0, LIMITS.text))
    else if (name === 'meta' && metas.length < LIMITS.metas) metas.push(...metaOf(attributes))
    else if (name === 'link' && links.length < LIMITS.links)
      links.push({ rel: (attributes.get('rel') ?? '').toLowerCase(), href: attributes.get('href') ?? '' })
    else if (name === 'script' && jsonLd.length < LIMITS.jsonLd && isJsonLd(attributes)) jsonLd.push(text)
  }
  return { lang, title, metas, links, jsonLd }
}

function metaOf(attributes: ReadonlyMap<string, string>): { name: string; content: string }[] {
  const name = attributes.get('property') ?? attributes.get('name') ?? attributes.get('itemprop')
  const content = attributes.get('content')
  return name === undefined || content === undefined ? [] : [{ name: name.trim().toLowerCase(), content }]
}

function isJsonLd(attributes: ReadonlyMap<string, string>): boolean {
  return /^\s*application\/ld\+json\b/i.test(attributes.get('type') ?? '')
}

interface Tag {
  /** In small letters. */
  name: string
  attributes: ReadonlyMap<string, string>
}

function createTags(html: string) {
  let at = 0

  /** The next start tag; `null` at the end of the head or of the text. */
  function next(): Tag | null {
    for (;;) {
      at = html.indexOf('<', at)
      if (at < 0) return null
      if (html.startsWith('<!--', at)) skipPast('-->', 4)
      else if (/[a-zA-Z]/.test(html[at + 1] ?? '')) return startTag()
      else if (/^<\/head[\s/>]/i.test(html.slice(at, at + 8))) return null
      else if (html[at + 1] === '!' || html[at + 1] === '/' || html[at + 1] === '?') skipPast('>', 1)
      else at += 1
    }
  }

  function skipPast(end: string, from: number): void {
    const found = html.indexOf(end, at + from)
    at = found < 0 ? html.length : found + end.length
  }

  function startTag(): Tag {
    const name = take(/[^\s/>]*/y, at + 1).toLowerCase()
    const attributes = new Map<string, string>()
    for (;;) {
      take(/[\s/]*/y, at)
      if (at >= html.length) break
      if (html[at] === '>') {
        at += 1
        break
      }
      const [attribute, value] = oneAttribute()
      if (attributes.size < LIMITS.attributes && !attributes.has(attribute)) attributes.set(attribute, value)
    }
    return { name, attributes }
  }

  function oneAttribute(): [name: string, value: string] {
    const name = take(/=?[^\s/>=]*/y, at).toLowerCase()
    take(/\s*/y, at)
    if (html[at] !== '=') return [name, '']
    take(/=\s*/y, at)
    const quote = html[at]
    if (quote !== '"' && quote !== "'") return [name, attributeValue(take(/[^\s>]*/y, at))]
    const end = html.indexOf(quote, at + 1)
    const value = html.slice(at + 1, end < 0 ? html.length : end)
    at = end < 0 ? html.length : end + 1
    return [name, attributeValue(value)]
  }

  function take(pattern: RegExp, from: number): string {
    pattern.lastIndex = from
    const found = pattern.exec(html)?.[0] ?? ''
    at = from + found.length
    return found
  }

  /** The text up to the end tag of this name, which is passed. */
  function textUntil(name: string): string {
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    end.lastIndex = at
    const found = end.exec(html)
    const text = html.slice(at, found?.index ?? html.length)
    at = found?.index ?? html.length
    return text
  }

  return { next, textUntil }
}

function attributeValue(text: string): string {
  return decodeEntities(text.slice(0, LIMITS.text)).trim()
}
