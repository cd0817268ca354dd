import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { type ArticleDesk, createArticleDesk } from './desk.ts'
import { type Article, type ArticleInput, articleInput, type DiscussionState } from './model.ts'
import { isOnSite } from './rules.ts'

export interface ArticleService extends ArticleDesk {
  /**
   * Creates the article or replaces its description. `photo` is the encoded image for its card.
   * @throws {Problem} `invalid-field`, also for a URL outside the site's origins or of another article
   */
  put(site: Site, input: ArticleInput, photo?: Uint8Array): Promise<Article>
  byId(id: string): Promise<Article | null>
  /** By the publisher's key. */
  byKey(site: Site, key: string): Promise<Article | null>
  /** By the URL of its page; tracking parameters and fragment do not matter. */
  byUrl(site: Site, url: string): Promise<Article | null>
  /** @throws {Problem} `not-found` */
  setDiscussion(siteId: string, id: string, discussion: DiscussionState): Promise<void>
  list(siteId: string, limit: number): Promise<Article[]>
}

export function createArticleService(ports: Ports): ArticleService {
  const { stores, clock, ids, events, photos } = ports
  return {
    ...createArticleDesk(ports),

    async put(site, input, photo) {
      const parsed = parse(articleInput, input)
      const url = parseHttpUrl(parsed.url)
      if (!url || !isOnSite(site, url)) throw new Problem('invalid-field', { field: 'url' })
      const image = parsed.image && { ...parsed.image, photo: photo ? await photos.put(photo) : null }
      const { discussion = 'open', premoderated = false } = parsed
      const keeps = (['discussion', 'premoderated'] as const).filter((field) => parsed[field] === undefined)
      const article: Article = {
        ...parsed,
        discussion,
        premoderated,
        id: ids.next(),
        siteId: site.id,
        url: canonicalUrl(url),
        image,
        revision: 1,
        commentCount: 0,
        createdAt: clock.now(),
        closeAfterDays: null,
        pinnedCommentId: null,
      }
      const put = await stores.articles.put(article, keeps)
      if (put.outcome === 'duplicate-url') throw new Problem('invalid-field', { field: 'url' })
      events.emit('article.changed', { siteId: site.id, articleId: put.article.id })
      return put.article
    },

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
