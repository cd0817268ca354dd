import { articleData } from './article-data.ts'
import { charsetOf } from './charset.ts'
import { decodeEntities } from './entities.ts'
import { type RawTag, tagsOf } from './html-tags.ts'
import type { HeadValue, PageTags } from './model.ts'

/** Bytes of a page in which tags are looked for: what the most patient reader takes (Facebook). */
export const READ_LIMIT = 1_000_000

const LIMITS = { content: 2_000, values: 300, jsonLd: 200_000 } as const
const WANTED =
  /^(og:|article:|twitter:|fb:|description$|author$|robots$|googlebot$|theme-color$|fediverse:creator$)/

/**
 * The values that readers of links look for, in the order in which they stand. Tags are found by their bytes and
 * decoded afterwards, so that every position is in bytes of the page.
 */
export function readPage(page: Uint8Array, contentType: string): PageTags {
  const { bytes, charset } = charsetOf(page.subarray(0, READ_LIMIT), contentType)
  const decoder = new TextDecoder(charset)
  const plain = (raw: string) => decoder.decode(Buffer.from(raw, 'latin1'))
  const tidy = (text: string) =>
    text
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, LIMITS.content)
  const decoded = (raw: string) => tidy(decodeEntities(plain(raw.slice(0, LIMITS.content * 8))))

  const values: HeadValue[] = []
  let inHead = true
  let strays = 0
  const add = (name: string, content: string, end: number, by: HeadValue['by'] = 'element') => {
    if (content !== '' && values.length < LIMITS.values) values.push({ name, content, by, end })
  }
  for (const tag of tagsOf(Buffer.from(bytes).toString('latin1'))) {
    if (tag.name === '/head' || tag.name === 'body') inHead = false
    const named = metaName(tag)
    if (named) {
      if (inHead) add(named.name, decoded(tag.attributes.get('content') ?? ''), tag.end, named.by)
      else if (/^(og|twitter):/.test(named.name)) strays += 1
    } else if (tag.name === 'title') {
      if (inHead) add('title', decoded(tag.text), tag.end)
    } else if (tag.name === 'link') {
      const name = linkName(tag)
      if (name !== null && inHead) add(name, decoded(tag.attributes.get('href') ?? ''), tag.end)
    } else if (isJsonLd(tag)) {
      const data = tag.text.length > LIMITS.jsonLd ? null : articleData(plain(tag.text))
      for (const [name, text] of Object.entries(data ?? {})) add(`json-ld:${name}`, tidy(text), tag.end)
    }
  }
  return { values, strays, charset, broken: values.some(({ content }) => content.includes('\uFFFD')) }
}

function metaName({ name, attributes }: RawTag): Pick<HeadValue, 'name' | 'by'> | null {
  if (name !== 'meta') return null
  const property = (attributes.get('property') ?? '').trim().toLowerCase()
  if (WANTED.test(property)) return { name: property, by: 'property' }
  const plain = (attributes.get('name') ?? '').trim().toLowerCase()
  return WANTED.test(plain) ? { name: plain, by: 'name' } : null
}

function linkName({ attributes }: RawTag): string | null {
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)
  if (relations.includes('canonical')) return 'canonical'
  const isOembed = /^application\/json\+oembed/i.test(attributes.get('type') ?? '')
  return isOembed && relations.includes('alternate') ? 'oembed' : null
}

function isJsonLd({ name, attributes }: RawTag): boolean {
  return name === 'script' && /^\s*application\/ld\+json/i.test(attributes.get('type') ?? '')
}
