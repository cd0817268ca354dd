import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { ArticleFigure } from './model.ts'
import { isOnSite } from './rules.ts'

/** A name as it was asked for, and what it leads to; `null`: to no article. */
export type NamedFigure = readonly [name: string, figure: ArticleFigure | null]

export interface ArticleFigures {
  /** Of whichever site. In their order. */
  figuresByIds(ids: readonly string[]): Promise<NamedFigure[]>
  /** By the publisher's keys, then by the URLs that their pages have or had, read like those of `byUrl`. In their order. */
  figuresOf(site: Site, keys: readonly string[], urls: readonly string[]): Promise<NamedFigure[]>
}

export function createArticleFigures({ stores }: Ports): ArticleFigures {
  const store = stores.articles

  return {
    async figuresByIds(ids) {
      const found = await store.figuresByIds(ids)
      return ids.map((id) => [id, found.get(id) ?? null])
    },

    async figuresOf(site, keys, urls) {
      const canonical = new Map(urls.map((text) => [text, spelt(site, text)]))
      const asked = [...canonical.values()].filter((url) => url !== null)
      const [byKeys, byUrls] = await Promise.all([
        keys.length > 0 ? store.figuresByKeys(site.id, keys) : NONE,
        asked.length > 0 ? store.figuresByUrls(site.id, asked) : NONE,
      ])
      return [
        ...keys.map((key): NamedFigure => [key, byKeys.get(key) ?? null]),
        ...urls.map((url): NamedFigure => [url, byUrls.get(canonical.get(url) ?? '') ?? null]),
      ]
    },
  }
}

const NONE: ReadonlyMap<string, ArticleFigure> = new Map()

/** The one spelling of a page's address; `null` for one that is not the site's. */
function spelt(site: Site, text: string): string | null {
  const url = parseHttpUrl(text)
  return url && isOnSite(site, url) ? canonicalUrl(url) : null
}
