import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { type ArticleDesk, createArticleDesk } from './desk.ts'
import { type ArticleFigures, createArticleFigures } from './figures.ts'
import { type Article, type ArticleInput, articleInput, type DiscussionState, newArticle } from './model.ts'
import { type ArticleMoves, createArticleMoves } from './moving.ts'
import { type ArticleReading, createArticleReading } from './reading.ts'
import { isOnSite } from './rules.ts'

export interface ArticleService extends ArticleDesk, ArticleFigures, ArticleReading, ArticleMoves {
  /**
   * Creates the article or replaces its description. `photo` is the encoded image for its card.
   * @throws {Problem} `invalid-field`, also for a URL outside the site's origins; `url-taken`
   */
  put(site: Site, input: ArticleInput, photo?: Uint8Array): Promise<Article>
  /** As `put`, and whether the article is new or was changed at all. */
  tell(site: Site, input: ArticleInput, photo?: Uint8Array): Promise<Told>
  byId(id: string): Promise<Article | null>
  /** By the publisher's key. */
  byKey(site: Site, key: string): Promise<Article | null>
  /** By the URL that its page has or had; tracking parameters and fragment do not matter. */
  byUrl(site: Site, url: string): Promise<Article | null>
  /** @throws {Problem} `not-found` */
  setDiscussion(siteId: string, id: string, discussion: DiscussionState): Promise<void>
  list(siteId: string, limit: number): Promise<Article[]>
}

export interface Told {
  article: Article
  change: 'new' | 'changed' | 'same'
}

export function createArticleService(ports: Ports): ArticleService {
  const { stores, clock, ids, events, photos } = ports

  async function tell(site: Site, input: ArticleInput, photo?: Uint8Array): Promise<Told> {
    const parsed = parse(articleInput, input)
    const url = parseHttpUrl(parsed.url)
    if (!url || !isOnSite(site, url)) throw new Problem('invalid-field', { field: 'url' })
    const image = parsed.image && { ...parsed.image, photo: photo ? await photos.put(photo) : null }
    const { discussion = 'open', premoderated = false } = parsed
    const keeps = (['discussion', 'premoderated'] as const).filter((field) => parsed[field] === undefined)
    const article = newArticle({
      ...{ ...parsed, discussion, premoderated, image, url: canonicalUrl(url), source: 'push' },
      ...{ id: ids.next(), siteId: site.id, createdAt: clock.now() },
    })
    const put = await stores.articles.put(article, keeps)
    if (put.outcome === 'duplicate-url') throw new Problem('url-taken', { field: 'url' })
    if (put.change !== 'same') events.emit('article.changed', { siteId: site.id, articleId: put.article.id })
    return put
  }

  return {
    ...createArticleDesk(ports),
    ...createArticleFigures(ports),
    ...createArticleReading(ports),
    ...createArticleMoves(ports),

    tell,
    put: async (site, input, photo) => (await tell(site, input, photo)).article,

    byId: (id) => stores.articles.byId(id),
    byKey: (site, key) => stores.articles.byKey(site.id, key),

    async byUrl(site, text) {
      const url = parseHttpUrl(text)
      return url && isOnSite(site, url) ? stores.articles.byUrl(site.id, canonicalUrl(url)) : null
    },

    async setDiscussion(siteId, id, discussion) {
      if ((await stores.articles.setDiscussion(siteId, id, discussion)) === 'missing')
        throw new Problem('not-found')
      events.emit('article.changed', { siteId, articleId: id })
    },

    list: (siteId, limit) => stores.articles.list(siteId, limit),
  }
}
