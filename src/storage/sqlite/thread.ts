import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { type Comment, REPLIES_SHOWN, type Sort, type ThreadItem } from '../../features/comments/model.ts'
import type { CommentStore } from '../../features/comments/store.ts'
import type { Cursor } from '../../kernel/cursor.ts'
import { commentColumns, selectComments } from './comment-columns.ts'
import { atMost, type Handle } from './database.ts'
import { accounts, comments } from './schema.ts'

/** A permalink shows a whole thread; one with more published replies than this ends here. */
const THREAD_REPLIES = 1_000

/** Before the first row of an order by time, newest first. */
export const NEWEST: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '' }

const START: Record<Sort, Cursor> = {
  newest: NEWEST,
  oldest: { at: -1, id: '' },
  replied: { ...NEWEST, rank: Number.MAX_SAFE_INTEGER },
}

/** What everybody reads of a discussion. */
export function createThreadReads(read: Handle): Pick<CommentStore, 'page' | 'thread' | 'publishedTimes'> {
  const pages = {
    newest: preparePage(read, 'newest'),
    oldest: preparePage(read, 'oldest'),
    replied: preparePage(read, 'replied'),
  }
  const top = selectTops(read)
    .where(
      and(
        eq(comments.id, sql.placeholder('topId')),
        eq(comments.articleId, sql.placeholder('articleId')),
        sql`${comments.parentId} IS NULL`,
      ),
    )
    .prepare()
  const replies = prepareReplies(read)
  const times = prepareTimes(read)

  /** Replies of these comments by parent, oldest first, at most `each`: published, or blinded after they were. */
  function repliesOf(tops: readonly string[], each: number): Map<string, Comment[]> {
    const byParent = new Map<string, Comment[]>()
    if (tops.length === 0) return byParent
    const found = replies.all({ tops: JSON.stringify(tops), each })
    for (const reply of found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
      const siblings = byParent.get(reply.parentId ?? '')
      if (siblings) siblings.push(reply)
      else byParent.set(reply.parentId ?? '', [reply])
    }
    return byParent
  }

  return {
    async page(articleId, { sort, after, limit }) {
      const { at, id, rank = 0 } = after ?? START[sort]
      const rows = pages[sort].all({ articleId, rank, at, id, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const byParent = repliesOf(
        shown.map(({ comment }) => comment.id),
        REPLIES_SHOWN,
      )
      return {
        items: shown.map((row): ThreadItem => ({ ...row, replies: byParent.get(row.comment.id) ?? [] })),
        next: rows.length > limit && last ? placeOf(last, sort) : null,
      }
    },

    async thread(articleId, topId) {
      const found = top.get({ articleId, topId })
      return found ? { ...found, replies: repliesOf([topId], THREAD_REPLIES).get(topId) ?? [] } : null
    },

    async publishedTimes(articleId, limit) {
      return times
        .all({ articleId, limit })
        .flatMap(({ at, createdAt }) => (at === null ? [] : [[at, createdAt] as const]))
    },
  }
}

function placeOf({ comment, replyCount }: Pick<ThreadItem, 'comment' | 'replyCount'>, sort: Sort): Cursor {
  const place = { at: comment.createdAt, id: comment.id }
  return sort === 'replied' ? { rank: replyCount, ...place } : place
}

function selectTops(read: Handle) {
  return read
    .select({ comment: commentColumns, replyCount: comments.publishedReplies })
    .from(comments)
    .innerJoin(accounts, eq(accounts.id, comments.accountId))
}

/** Served by the order's partial index on listed comments: a page costs the same in a thread of any length. */
function preparePage(read: Handle, sort: Sort) {
  const order = sort === 'oldest' ? asc : desc
  const beyond = sql.raw(sort === 'oldest' ? '>' : '<')
  const time = [comments.createdAt, comments.id]
  const keys = sort === 'replied' ? [comments.publishedReplies, ...time] : time
  const names = sort === 'replied' ? ['rank', 'at', 'id'] : ['at', 'id']
  const cursor = sql.join(names.map(sql.placeholder), sql.raw(', '))
  return selectTops(read)
    .where(
      and(
        eq(comments.articleId, sql.placeholder('articleId')),
        // A literal, not a parameter: only then does the planner see that the partial index holds all.
        sql`${comments.listed} = 1`,
        sql`(${sql.join(keys, sql.raw(', '))}) ${beyond} (${cursor})`,
      ),
    )
    .orderBy(...keys.map((key) => order(key)))
    .limit(atMost(sql.placeholder('limit')))
    .prepare()
}

/** One query for all: the first replies of each parent by the index, however many there are. */
function prepareReplies(read: Handle) {
  const firstOfEach = sql`SELECT picked.id FROM json_each(${sql.placeholder('tops')}) AS top
    CROSS JOIN comments AS picked ON picked.id IN (
      SELECT reply.id FROM comments AS reply
      WHERE reply.parent_id = top.value AND reply.state IN ('published', 'blinded')
        AND (reply.state = 'published' OR reply.blind_from = 'published')
      ORDER BY reply.created_at, reply.id LIMIT ${atMost(sql.placeholder('each'))})`
  return selectComments(read).where(sql`${comments.id} IN (${firstOfEach})`).prepare()
}

function prepareTimes(read: Handle) {
  return read
    .select({ at: comments.publishedAt, createdAt: comments.createdAt })
    .from(comments)
    .where(and(eq(comments.articleId, sql.placeholder('articleId')), sql`${comments.state} = 'published'`))
    .orderBy(desc(comments.publishedAt))
    .limit(atMost(sql.placeholder('limit')))
    .prepare()
}
