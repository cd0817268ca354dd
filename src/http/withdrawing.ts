import type { Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { Comment } from '../features/comments/model.ts'
import { Problem } from '../kernel/errors.ts'
import type { Parts } from './env.ts'

/**
 * Withdraws the reader's own comment, and answers it as it is now: its text is its author's again. Sent twice, the
 * first did it.
 * @throws {Problem} `not-found` for another's comment and out of a page token's reach; `already-decided` for one that
 * was refused
 */
export async function withdrawOwn(
  { services }: Pick<Parts, 'services'>,
  viewer: Viewer,
  commentId: string,
): Promise<Comment> {
  const refusal = await services.moderation
    .withdraw(actorOf(viewer), commentId)
    .then(() => null)
    .catch((error: unknown) => error)
  if (refusal instanceof Problem && refusal.type === 'not-found') throw refusal
  const comment = await services.comments.byId(viewer.account.siteId, commentId)
  if (comment?.state === 'withdrawn' && comment.accountId === viewer.account.id) return comment
  throw refusal ?? new Problem('not-found')
}
