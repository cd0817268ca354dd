import type { Article } from '../features/articles/model.ts'
import { REPLIES_SHOWN, type Sort, type ThreadItem } from '../features/comments/model.ts'
import { isPublic } from '../features/comments/rules.ts'
import type { Parts } from '../http/env.ts'

/** As for the discussion's page: the same bytes for everybody, and an event drops them. */
export const SHARED = {
  'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
} as const
/** What stands in the paper's page is found there, not at this address. */
export const NOT_ALONE = { 'x-robots-tag': 'noindex' } as const

/** As on the discussion's own first page: what the desk has pinned stands first, and nowhere a second time. */
export async function shownItems(
  { services }: Parts,
  article: Article,
  { sort, limit }: { sort: Sort; limit: number },
): Promise<{ items: ThreadItem[]; pinnedId: string | null; hasMore: boolean }> {
  const { items, next } = await services.comments.page(article, { sort, after: null, limit })
  const { pinnedCommentId } = article
  const pinned = pinnedCommentId === null ? null : await services.comments.thread(article, pinnedCommentId)
  const top = pinned && isPublic(pinned.comment) ? pinned : null
  const pinnedId = top?.comment.id ?? null
  const first = top ? [{ ...top, replies: top.replies.slice(0, REPLIES_SHOWN) }] : []
  const others = items.filter(({ comment }) => comment.id !== pinnedId)
  return { items: [...first, ...others], pinnedId, hasMore: next !== null }
}
