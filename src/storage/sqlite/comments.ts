import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { BlindShown } from '../../features/comments/model.ts'
import type { CommentStore } from '../../features/comments/store.ts'
import { selectComments } from './comment-columns.ts'
import { replayOf, submit } from './comment-submit.ts'
import { atMost, type Database } from './database.ts'
import { comments, screenings } from './schema.ts'
import { createThreadReads, NEWEST } from './thread.ts'
import { readWriterFacts } from './writer-facts.ts'

const OWN_SHOWN = 20
/** A longer turn would keep others waiting. */
const PURGED_AT_ONCE = 1_000

export function createSqliteCommentStore(db: Database): CommentStore {
  const byId = selectComments(db.read)
    .where(and(eq(comments.id, sql.placeholder('id')), eq(comments.siteId, sql.placeholder('siteId'))))
    .prepare()
  return {
    submit: (submission) => db.write((tx, undo) => submit(tx, undo, submission), 'grows'),
    replay: async (key) => replayOf(db.read, key),
    writerFacts: async (siteId, accountId, articleId, now) =>
      readWriterFacts(db.read, { siteId, accountId, articleId, now }),
    ...createThreadReads(db.read),
    byId: async (siteId, id) => byId.get({ siteId, id }) ?? null,

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
        .limit(atMost(OWN_SHOWN))
        .all()
    },

    async ofAccount(siteId, accountId, { after, limit }) {
      const { at, id } = after ?? NEWEST
      const before = sql`(${comments.createdAt}, ${comments.id}) < (${at}, ${id})`
      return selectComments(db.read)
        .where(and(eq(comments.accountId, accountId), eq(comments.siteId, siteId), before))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(atMost(limit))
        .all()
    },

    async ofArticle(siteId, articleId, { state, after, limit }) {
      const { at, id } = after ?? NEWEST
      const before = sql`(${comments.createdAt}, ${comments.id}) < (${at}, ${id})`
      const own = and(eq(comments.articleId, articleId), eq(comments.siteId, siteId))
      return selectComments(db.read)
        .where(and(own, eq(comments.state, state), before))
        .orderBy(desc(comments.createdAt), desc(comments.id))
        .limit(atMost(limit))
        .all()
    },

    purgeScreenings(before) {
      return db.write((tx) => {
        const old = tx
          .select({ id: screenings.commentId })
          .from(screenings)
          .where(lte(screenings.at, before))
          .limit(atMost(PURGED_AT_ONCE))
        return tx.delete(screenings).where(inArray(screenings.commentId, old)).run().changes
      })
    },
  }
}
