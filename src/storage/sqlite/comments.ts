import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import {
  type BlindShown,
  type Comment,
  REPLIES_SHOWN,
  type Sort,
  type ThreadItem,
} from '../../features/comments/model.ts'
import type { CommentStore } from '../../features/comments/store.ts'
import type { Cursor } from '../../kernel/cursor.ts'
import { commentColumns, selectComments } from './comment-columns.ts'
import { replayOf, submit } from './comment-submit.ts'
import type { Database, Handle } from './database.ts'
import { accounts, comments, screenings } from './schema.ts'
import { readWriterFacts } from './writer-facts.ts'

/** A permalink shows a whole thread; one with more published replies than this ends here. */
const THREAD_REPLIES = 1_000
const OWN_SHOWN = 20
/** A longer turn would keep others waiting. */
const PURGED_AT_ONCE = 1_000

/** Before the first row of each order. */
const START: Record<Sort, Cursor> = {
  newest: { at: Number.MAX_SAFE_INTEGER, id: '' },
  oldest: { at: -1, id: '' },
}

export function createSqliteCommentStore(db: Database): CommentStore {
  const byId = selectComments(db.read)
    .where(and(eq(comments.id, sql.placeholder('id')), eq(comments.siteId, sql.placeholder('siteId'))))
    .prepare()
  const pages = { newest: preparePage(db.read, 'newest'), oldest: preparePage(db.read, 'oldest') }
  const replies = prepareReplies(db.read)

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
    submit: (submission) => db.write((tx, undo) => submit(tx, undo, submission)),
    replay: async (key) => replayOf(db.read, key),
    writerFacts: async (siteId, accountId, articleId, now) =>
      readWriterFacts(db.read, { siteId, accountId, articleId, now }),
    byId: async (siteId, id) => byId.get({ siteId, id }) ?? null,

    async page(articleId, { sort, after, limit }) {
      const { at, id } = after ?? START[sort]
      const rows = pages[sort].all({ articleId, at, id, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)?.comment
      const byParent = repliesOf(
        shown.map(({ comment }) => comment.id),
        REPLIES_SHOWN,
      )
      return {
        items: shown.map(({ comment }): ThreadItem => ({ comment, replies: byParent.get(comment.id) ?? [] })),
        next: rows.length > limit && last ? { at: last.createdAt, id: last.id } : null,
      }
    },

    async thread(articleId, topId) {
      const comment = selectComments(db.read)
        .where(
          and(eq(comments.id, topId), eq(comments.articleId, articleId), sql`${comments.parentId} IS NULL`),
        )
        .get()
      return comment ? { comment, replies: repliesOf([topId], THREAD_REPLIES).get(topId) ?? [] } : null
    },

    async blindsShown(siteId, commentIds) {
      if (commentIds.length === 0) return new Map()
      const source = sql<BlindShown['source']>`(SELECT blind.source FROM decisions AS blind
        WHERE blind.comment_id = comments.id AND blind.action = 'blind' ORDER BY blind.seq DESC LIMIT 1)`
      const rows = db.read
        .select({ id: comments.id, endsAt: sql<number>`${comments.blindEndsAt}`, source })
        .from(comments)
        .where(
          and(
            inArray(comments.id, [...commentIds]),
            eq(comments.siteId, siteId),
            sql`${comments.state} = 'blinded' AND ${comments.blindFrom} = 'published'`,
          ),
        )
        .all()
      return new Map(rows.map(({ id, ...blind }) => [id, blind]))
    },

    async unpublishedOf(articleId, accountId) {
      const own = and(eq(comments.articleId, articleId), eq(comments.accountId, accountId))
      return selectComments(db.read)
        .where(and(own, inArray(comments.state, ['pending', 'rejected', 'blinded'])))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(OWN_SHOWN)
        .all()
    },

    async ofAccount(siteId, accountId, { after, limit }) {
      const { at, id } = after ?? START.newest
      const before = sql`(${comments.createdAt}, ${comments.id}) < (${at}, ${id})`
      return selectComments(db.read)
        .where(and(eq(comments.accountId, accountId), eq(comments.siteId, siteId), before))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(limit)
        .all()
    },

    async ofArticle(siteId, articleId, { state, after, limit }) {
      const { at, id } = after ?? START.newest
      const before = sql`(${comments.createdAt}, ${comments.id}) < (${at}, ${id})`
      const own = and(eq(comments.articleId, articleId), eq(comments.siteId, siteId))
      return selectComments(db.read)
        .where(and(own, eq(comments.state, state), before))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(limit)
        .all()
    },

    purgeScreenings(before) {
      return db.write((tx) => {
        const old = tx
          .select({ id: screenings.commentId })
          .from(screenings)
          .where(lte(screenings.at, before))
          .limit(PURGED_AT_ONCE)
        return tx.delete(screenings).where(inArray(screenings.commentId, old)).run().changes
      })
    },
  }
}

/** Served by the partial index on listed comments: a page costs the same in a thread of any length. */
function preparePage(read: Handle, sort: Sort) {
  const order = sort === 'newest' ? desc : asc
  const beyond = sql.raw(sort === 'newest' ? '<' : '>')
  const cursor = sql`(${sql.placeholder('at')}, ${sql.placeholder('id')})`
  return read
    .select({ comment: commentColumns })
    .from(comments)
    .innerJoin(accounts, eq(accounts.id, comments.accountId))
    .where(
      and(
        eq(comments.articleId, sql.placeholder('articleId')),
        // A literal, not a parameter: only then does the planner see that the partial index holds all.
        sql`${comments.listed} = 1`,
        sql`(${comments.createdAt}, ${comments.id}) ${beyond} ${cursor}`,
      ),
    )
    .orderBy(order(comments.createdAt), order(comments.id))
    .limit(sql.placeholder('limit'))
    .prepare()
}

/** One query for all: the first replies of each parent by the index, however many there are. */
function prepareReplies(read: Handle) {
  const firstOfEach = sql`SELECT picked.id FROM json_each(${sql.placeholder('tops')}) AS top
    CROSS JOIN comments AS picked ON picked.id IN (
      SELECT reply.id FROM comments AS reply
      WHERE reply.parent_id = top.value AND reply.state IN ('published', 'blinded')
        AND (reply.state = 'published' OR reply.blind_from = 'published')
      ORDER BY reply.created_at, reply.id LIMIT ${sql.placeholder('each')})`
  return selectComments(read).where(sql`${comments.id} IN (${firstOfEach})`).prepare()
}
