/** A text that a person sees or hears, with the language it is marked to be in; empty where it is data. */
export interface VisibleText {
  text: string
  lang: string
}

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'])
/** Names of keys, cookies, addresses, times and whatever readers wrote: the same in every language. */
const DATA = new Set(['bdi', 'code', 'kbd', 'time', 'samp', 'q'])
const SPOKEN = /^(aria-label|aria-description|aria-roledescription|alt|title|placeholder|label)$/

interface Open {
  tag: string
  lang: string
}

/** Every text of a page, and what its browser code is given to say. */
export function visibleTexts(html: string): VisibleText[] {
  const found: VisibleText[] = []
  const open: Open[] = []
  for (const [, close, tag = '', attributes = '', text = ''] of html.matchAll(
    /<(\/?)([a-zA-Z!][^\s/>]*)((?:\s+[^\s=/>]+(?:="[^"]*")?)*)\s*\/?>([^<]*)/g,
  )) {
    if (close) open.splice(open.findLastIndex((one) => one.tag === tag))
    else {
      const own = new Map(
        Array.from(attributes.matchAll(/([^\s=/>]+)(?:="([^"]*)")?/g), ([, name = '', value = '']) => [
          name,
          value,
        ]),
      )
      const around = open.at(-1)?.lang ?? ''
      // What a `link` is titled is for crawlers, in the language of the article.
      const isData = DATA.has(tag) || tag === 'link' || own.get('dir') === 'auto' || own.has('data-find')
      const lang = isData ? '' : (own.get('lang') ?? around)
      for (const [name, value] of own)
        if (SPOKEN.test(name) || (name === 'value' && own.get('type') === 'submit' && tag === 'input'))
          found.push({ text: plain(value), lang: tag === 'time' ? '' : lang })
      if (own.has('data-words')) found.push(...said(plain(own.get('data-words') ?? ''), lang))
      if (!VOID.has(tag)) open.push({ tag, lang: tag === 'script' || tag === 'style' ? '' : lang })
    }
    found.push({ text: plain(text), lang: open.at(-1)?.lang ?? '' })
  }
  return found.filter(({ text }) => text.trim() !== '')
}

function said(words: string, lang: string): VisibleText[] {
  const walk = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(walk)
  return walk(JSON.parse(words)).map((text) => ({ text, lang }))
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
