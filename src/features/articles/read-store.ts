import type { Article } from './model.ts'
import type { Asked, DueRead, ReadCause, ReadFailure } from './read-model.ts'

/** Pages and photos to fetch: one row each, so that a thousand visits cause one fetch. */
export interface ArticleReadStore {
  /**
   * Queues a page. `waiting` when it is queued already, and for the paper itself not begun; `quiet` when it failed a
   * short while ago and nobody but a reader asks; `full` when `most` pages of the site were queued in this way since
   * `since`. A page that was read lately is read again `restMs` after that.
   */
  askForPage(
    page: { siteId: string; url: string; cause: ReadCause; now: number },
    limits: { most: number; since: number; restMs: number },
  ): Promise<Asked>
  /**
   * What is due, the oldest of each site before the next of any; it is due again after `leaseMs` unless it is settled by
   * then. Counts the attempt.
   */
  takeReads(now: number, limit: number, leaseMs: number): Promise<DueRead[]>
  /**
   * An article as its own page describes it, and the read is settled unless it was asked for anew meanwhile. It becomes
   * that of the article at the canonical address (`article.url`) or at the page's (`url`); `url` leads to it from then
   * on. A pushed article is not changed. Its card is an entry of the outbox as for `put`. `taken` when the two addresses
   * lead to different articles, or the page's to one that the paper pushes.
   */
  settlePage(
    url: string,
    article: Article,
  ): Promise<
    { outcome: 'applied'; article: Article; change: 'new' | 'changed' | 'same' } | { outcome: 'taken' }
  >
  /**
   * Our copy of the picture at `imageUrl`; `stale` when the article has another by now. Bumps `revision`; the card that
   * shows it is an entry of the outbox.
   */
  settlePhoto(
    siteId: string,
    id: string,
    copy: { imageUrl: string; photo: string; now: number },
  ): Promise<'applied' | 'stale'>
  /** Tried again at `retryAt`, or (`null`) remembered until `quietUntil`. Nothing when it was asked for anew meanwhile. */
  settleFailure(
    read: DueRead,
    failure: ReadFailure,
    then: { retryAt: number | null; quietUntil: number },
  ): Promise<void>
  /**
   * Queues pages that were read, and where that failed since have been quiet, before `readBefore` and whose articles
   * were published after `publishedAfter`.
   */
  askByAge(now: number, readBefore: number, publishedAfter: number, most: number): Promise<number>
  /** Forgets what was settled before; answers how many. */
  purgeReads(before: number): Promise<number>
}
