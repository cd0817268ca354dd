import { Hono } from 'hono'
import * as z from 'zod'
import { actorOf } from '../features/accounts/rules.ts'
import { type Comment, SORTS, submitInput, threadCursor } from '../features/comments/model.ts'
import { type AppEnv, type Parts, rawHeader } from '../http/env.ts'
import { dataAnswer } from '../http/respond.ts'
import { readerOf } from '../http/session.ts'
import { readJson } from '../http/validate.ts'
import { encodeCursor } from '../kernel/cursor.ts'
import { faulty, Problem } from '../kernel/errors.ts'
import { parseExplained } from '../kernel/parse.ts'
import { findDiscussion, findPlace } from './place.ts'
import type { ShownComment, SubmittedComment, ThreadPage } from './reference/answers.ts'

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,80}$/

export const listQuery = z.object({
  sort: z.enum(SORTS).default('newest'),
  cursor: z.string().max(80).optional(),
})

export function commentRoutes(parts: Parts): Hono<AppEnv> {
  const { services } = parts
  const app = new Hono<AppEnv>()

  app.get('/v1/articles/:id/comments', async (c) => {
    const { article } = await findDiscussion(parts, c.req.param('id'))
    const { sort, cursor } = parseExplained(listQuery, c.req.query())
    const after = cursor === undefined ? null : threadCursor(cursor, sort)
    if (cursor !== undefined && !after)
      throw faulty('invalid-field', 'cursor', 'must be the next of an answer of the same sort')
    const page = await services.comments.page(article, { sort, after })
    const { siteId, pinnedCommentId } = article
    const pinned = pinnedCommentId === null ? null : await services.comments.byId(siteId, pinnedCommentId)
    return dataAnswer(200, {
      article: article.id,
      discussion: article.discussion,
      count: article.commentCount,
      pinned: pinned?.state === 'published' ? pinned.id : null,
      items: page.items.map(({ comment, replyCount, replies }) => ({
        ...publicComment(comment),
        replyCount,
        replies: replies.map(publicComment),
      })),
      next: page.next && encodeCursor(page.next),
    } satisfies ThreadPage)
  })

  app.post('/v1/articles/:id/comments', async (c) => {
    // Who was writing when it was switched off is told that by the submission itself.
    const { article, site } = await findPlace(parts, c.req.param('id'))
    const key = rawHeader(c, 'idempotency-key')
    if (key === undefined || !IDEMPOTENCY_KEY.test(key)) throw new Problem('idempotency-key-missing')
    const viewer = await readerOf(c, parts, article)
    if (!viewer) throw new Problem('sign-in-required')
    const input = await readJson(c, submitInput)
    const { comment } = await services.comments.submit(actorOf(viewer), { site, article }, input, key)
    return dataAnswer(201, { comment: ownComment(comment) } satisfies SubmittedComment)
  })

  return app
}

/** What anybody may read: a comment that is not published keeps its place and says nothing. */
function publicComment(comment: Comment): ShownComment {
  const { id, parentId: parent, state } = comment
  const createdAt = new Date(comment.createdAt).toISOString()
  if (state !== 'published')
    return { id, parent, state: state === 'blinded' ? 'blinded' : 'removed', createdAt }
  return { id, parent, state, text: comment.body, authorName: comment.authorName, createdAt }
}

function ownComment(comment: Comment) {
  const { id, parentId: parent, state, body: text, authorName } = comment
  return { id, parent, state, text, authorName, createdAt: new Date(comment.createdAt).toISOString() }
}
