import { Problem } from '../../kernel/errors.ts'
import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { Article } from './model.ts'
import { isOnSite } from './rules.ts'

/** What a move does, or would do. */
export interface Move {
  article: Article
  from: string
  to: string
  /** Nothing to do: it is there already. */
  isThere: boolean
}

export interface ArticleMoves {
  /** What moving would do. @throws {Problem} as {@link move} */
  planMove(site: Site, from: string, to: string): Promise<Move>
  /**
   * The article with its discussion gets another address; the old one leads to it still.
   * @throws {Problem} `not-found` when no article has or had `from`; `invalid-field` for a `to` outside the site's
   * origins; `url-taken` when that is, or was, another article's
   */
  move(site: Site, from: string, to: string): Promise<Move>
}

export function createArticleMoves({ stores, clock, events }: Ports): ArticleMoves {
  const store = stores.articles

  async function planMove(site: Site, from: string, to: string): Promise<Move> {
    const [old, next] = [parseHttpUrl(from), parseHttpUrl(to)]
    if (!next || !isOnSite(site, next)) throw new Problem('invalid-field', { field: 'to' })
    const article = old && (await store.byUrl(site.id, canonicalUrl(old)))
    if (!article) throw new Problem('not-found')
    const url = canonicalUrl(next)
    const owner = await store.byUrl(site.id, url)
    if (owner && owner.id !== article.id) throw new Problem('url-taken', { field: 'to' })
    return { article, from: article.url, to: url, isThere: article.url === url }
  }

  return {
    planMove,

    async move(site, from, to) {
      const plan = await planMove(site, from, to)
      if (plan.isThere) return plan
      const { id } = plan.article
      const outcome = await store.move(site.id, id, { from: plan.from, to: plan.to }, clock.now())
      if (outcome === 'duplicate-url') throw new Problem('url-taken', { field: 'to' })
      if (outcome === 'stale') throw new Problem('not-found')
      events.emit('article.changed', { siteId: site.id, articleId: id })
      return plan
    },
  }
}
