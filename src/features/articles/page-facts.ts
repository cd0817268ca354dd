import type { HtmlHead } from '../../kernel/html-head.ts'
import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import { isLanguage, type Language } from '../../locales/language.ts'
import type { Site } from '../sites/model.ts'
import type { ArticleInput } from './model.ts'
import { articleNode, isNode, textsIn } from './page-json-ld.ts'
import { pageTime } from './page-times.ts'
import type { ReadFailure } from './read-model.ts'
import { isOnSite } from './rules.ts'

export type PageFacts = Omit<ArticleInput, 'key' | 'publishedAt'> & { publishedAt: number | null }

/**
 * What a page says of its article: schema.org first, because it is written for programs, then Open Graph, then the
 * rest of the head. `url` is where the page was found at last.
 */
export function pageFacts(
  head: HtmlHead,
  { url, site, now }: { url: URL; site: Pick<Site, 'origins' | 'language' | 'timeZone'>; now: number },
): PageFacts | ReadFailure {
  const meta = (...names: string[]) => head.metas.find(({ name }) => names.includes(name))?.content
  const metas = (name: string) => head.metas.filter((one) => one.name === name).map(({ content }) => content)
  const node = articleNode(head.jsonLd)
  const published = textsIn(node?.datePublished)[0] ?? meta('article:published_time')
  // Else every search page of the paper could become an article.
  if (!node && published === undefined && meta('og:type')?.toLowerCase() !== 'article')
    return 'not-an-article'
  const canonical = canonicalOf(head, url)
  if (!canonical || !isOnSite(site, canonical)) return 'off-site'
  if (canonical.pathname === '/' && url.pathname !== '/') return 'not-an-article'
  const headline = firstLine([...textsIn(node?.headline), meta('og:title', 'twitter:title'), head.title], 300)
  if (headline === '') return 'unusable'
  const section = node?.articleSection === undefined ? metas('article:section') : textsIn(node.articleSection)
  const authors = [...textsIn(node?.author), ...metas('article:author'), ...metas('author')]
  const tags = [...metas('article:tag'), ...textsIn(node?.keywords).flatMap((text) => text.split(','))]
  return {
    url: canonicalUrl(canonical),
    headline,
    description: firstLine([meta('og:description', 'description'), ...textsIn(node?.description)], 600),
    section: lines(section.length === 1 ? (section[0] ?? '').split(/\s*[>›]\s*/) : section, 60, 6),
    // A profile's address, which Open Graph asks for, is no name.
    authors: lines(authors, 100, 10)
      .filter((name) => parseHttpUrl(name) === null)
      .map((name) => ({ name, email: null })),
    image: imageOf(head, node?.image, url),
    publishedAt: pageTime(published, site.timeZone, now),
    modifiedAt: pageTime(textsIn(node?.dateModified)[0] ?? meta('article:modified_time'), site.timeZone, now),
    language: languageOf([head.lang, textsIn(node?.inLanguage)[0], meta('og:locale')], site.language),
    tags: lines(tags, 60, 30),
  }
}

function canonicalOf({ links }: HtmlHead, page: URL): URL | null {
  const link = links.find(({ rel, href }) => rel.split(/\s+/).includes('canonical') && href !== '')
  return link ? resolved(link.href, page) : page
}

function resolved(href: string | undefined, page: URL): URL | null {
  if (href === undefined || !URL.canParse(href, page.href)) return null
  return parseHttpUrl(new URL(href, page.href).href)
}

function imageOf({ metas }: HtmlHead, value: unknown, page: URL): ArticleInput['image'] {
  const first = Array.isArray(value) ? value[0] : value
  const node = isNode(first) ? first : null
  const at = metas.findIndex(({ name }) => name === 'og:image' || name === 'og:image:url')
  // What follows an image describes it, up to the next one (ogp.me, "Arrays").
  const rest = metas.slice(at + 1)
  const next = rest.findIndex(({ name }) => name === 'og:image')
  const about = (name: string) =>
    at < 0
      ? undefined
      : rest.slice(0, next < 0 ? undefined : next).find((one) => one.name === `og:image:${name}`)?.content
  const own = typeof first === 'string' ? first : textsIn(node?.url ?? node?.contentUrl)[0]
  const url = resolved(metas[at]?.content ?? own, page)
  if (!url) return null
  const [width, height] = [Number(about('width')), Number(about('height'))]
  return {
    url: url.href,
    alt: firstLine([about('alt')], 420),
    caption: firstLine(textsIn(node?.caption), 600),
    credit: firstLine(textsIn(node?.creditText), 120),
    ...(isPixels(width) && isPixels(height) ? { size: { width, height } } : {}),
  }
}

function isPixels(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= 100_000
}

function languageOf(said: readonly (string | undefined)[], fallback: Language): Language {
  const codes = said.map((text) => text?.trim().slice(0, 2).toLowerCase())
  return codes.find(isLanguage) ?? fallback
}

function lines(texts: readonly string[], length: number, most: number): string[] {
  const clean = texts.map((text) => firstLine([text], length)).filter((text) => text !== '')
  return [...new Set(clean)].slice(0, most)
}

/** The first of the texts that is one, on one line; cut between code points. */
function firstLine(texts: readonly (string | undefined)[], length: number): string {
  for (const text of texts) {
    const line = (text ?? '')
      .slice(0, length * 4)
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
      .replace(/\p{Cs}/gu, '\uFFFD')
      .trim()
    if (line !== '')
      return line
        .slice(0, length)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trim()
  }
  return ''
}
