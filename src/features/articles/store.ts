import type { Site } from '../sites/model.ts'
import type {
  Article,
  ArticleChange,
  ArticleCounts,
  ArticleFigure,
  ArticlePage,
  ArticleQuery,
  DiscussionState,
} from './model.ts'
import type { ArticleReadStore } from './read-store.ts'

/** `same`: nothing was different, so nothing was written. */
export type Put =
  | { outcome: 'applied'; article: Article; change: 'new' | 'changed' | 'same' }
  | { outcome: 'duplicate-url' }

/** By the names that were asked for; one that no article has is not there. */
export interface ArticleFigureStore {
  figuresByIds(ids: readonly string[]): Promise<ReadonlyMap<string, ArticleFigure>>
  figuresByKeys(siteId: string, keys: readonly string[]): Promise<ReadonlyMap<string, ArticleFigure>>
  /** By the addresses that they have or had. */
  figuresByUrls(siteId: string, urls: readonly string[]): Promise<ReadonlyMap<string, ArticleFigure>>
}

export interface ArticleStore extends ArticleReadStore, ArticleFigureStore {
  /**
   * Inserts, or replaces the description of the article with the same site and key (never its id, counts
   * or creation time), and bumps `revision`. What `keeps` names is left as the desk has set it. The address that it
   * leaves becomes its alias. A pushed article takes over one that was read from the page at its URL, its key included.
   * A picture without our copy keeps the one of the same URL, else its fetch is queued. What its card then shows anew is
   * an entry of the outbox.
   * `duplicate-url` when the URL is, or was, another article's.
   */
  put(article: Article, keeps?: readonly ('discussion' | 'premoderated')[]): Promise<Put>
  byId(id: string): Promise<Article | null>
  byKey(siteId: string, key: string): Promise<Article | null>
  /** By the address that it has or had. */
  byUrl(siteId: string, url: string): Promise<Article | null>
  /**
   * Another address; the old one leads to it still. `stale` when it has left `from`, `duplicate-url` when `to` is, or
   * was, another article's. Bumps `revision`.
   */
  move(
    siteId: string,
    id: string,
    urls: { from: string; to: string },
    now: number,
  ): Promise<'applied' | 'duplicate-url' | 'stale'>
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
