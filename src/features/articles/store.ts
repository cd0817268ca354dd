import type { Site } from '../sites/model.ts'
import type {
  Article,
  ArticleChange,
  ArticleCounts,
  ArticlePage,
  ArticleQuery,
  DiscussionState,
} from './model.ts'

export interface ArticleStore {
  /**
   * Inserts, or replaces the description of the article with the same site and key (never its id, counts
   * or creation time), and bumps `revision`. What `keeps` names is left as the desk has set it.
   * `duplicate-url` when another article of the site has the URL.
   */
  put(
    article: Article,
    keeps?: readonly ('discussion' | 'premoderated')[],
  ): Promise<{ outcome: 'applied'; article: Article } | { outcome: 'duplicate-url' }>
  byId(id: string): Promise<Article | null>
  byKey(siteId: string, key: string): Promise<Article | null>
  byUrl(siteId: string, url: string): Promise<Article | null>
  setDiscussion(siteId: string, id: string, discussion: DiscussionState): Promise<'applied' | 'missing'>
  /**
   * Bumps `revision`. `refused` when the discussion is in none of the states that may be left, as it is at the
   * moment of writing.
   */
  change(
    siteId: string,
    id: string,
    change: ArticleChange,
    from: readonly DiscussionState[],
  ): Promise<'applied' | 'missing' | 'refused'>
  /** `refused` unless it is a published top-level comment of this article; `null` unpins. Bumps `revision`. */
  pin(siteId: string, id: string, commentId: string | null): Promise<'applied' | 'missing' | 'refused'>
  /** Newest first, at most `limit`. */
  list(siteId: string, limit: number): Promise<Article[]>
  /** `closeAfterDays`: the site's own figure, for articles that have none. */
  search(site: Pick<Site, 'id' | 'closeAfterDays'>, query: ArticleQuery, now: number): Promise<ArticlePage>
  counts(site: Pick<Site, 'id' | 'closeAfterDays'>, now: number): Promise<ArticleCounts>
}
