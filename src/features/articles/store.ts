import type { Article, DiscussionState } from './model.ts'

export interface ArticleStore {
  /**
   * Inserts, or replaces the description of the article with the same site and key (never its id, counts
   * or creation time), and bumps `revision`. `duplicate-url` when another article of the site has the URL.
   */
  put(article: Article): Promise<{ outcome: 'applied'; article: Article } | { outcome: 'duplicate-url' }>
  byId(id: string): Promise<Article | null>
  byKey(siteId: string, key: string): Promise<Article | null>
  byUrl(siteId: string, url: string): Promise<Article | null>
  setDiscussion(siteId: string, id: string, discussion: DiscussionState): Promise<'applied' | 'missing'>
  /** Newest first, at most `limit`. */
  list(siteId: string, limit: number): Promise<Article[]>
}
