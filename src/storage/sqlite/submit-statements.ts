import { and, eq, isNull, sql } from 'drizzle-orm'
import { DAY } from '../../kernel/clock.ts'
import { selectComments } from './comment-columns.ts'
import { type Handle, oncePerHandle } from './database.ts'
import { accounts, articles, cases, comments, idempotencyKeys, outbox, screenings, sites } from './schema.ts'

const value = sql.placeholder

/** What answers a request that came before. */
export const replayStatements = oncePerHandle((db) => ({
  knownKey: db
    .select({ bodyHash: idempotencyKeys.bodyHash, subjectId: idempotencyKeys.subjectId })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.siteId, value('siteId')),
        eq(idempotencyKeys.accountId, value('accountId')),
        eq(idempotencyKeys.route, value('route')),
        eq(idempotencyKeys.key, value('key')),
      ),
    )
    .prepare(),
  comment: selectComments(db)
    .where(eq(comments.id, value('id')))
    .prepare(),
}))

/** Everything that a submission runs; parameters are named after the models' fields. */
export const submitStatements = oncePerHandle((db) => ({
  ...claimStatements(db),
  ...insertStatements(db),
  ...countStatements(db),
  /** The article while its discussion takes comments, as `discussionNow` says it. */
  openArticle: db
    .select({ id: articles.id })
    .from(articles)
    .innerJoin(sites, eq(sites.id, articles.siteId))
    .where(
      and(
        eq(articles.id, value('articleId')),
        eq(articles.siteId, value('siteId')),
        eq(articles.discussion, 'open'),
        eq(sites.paused, false),
        // Days that nobody has set make this NULL, and the discussion does not close by itself.
        sql`coalesce(${articles.publishedAt} + coalesce(${articles.closeAfterDays}, ${sites.closeAfterDays})
          * ${DAY} > ${value('createdAt')}, 1)`,
      ),
    )
    .prepare(),
  parent: db
    .select({ state: comments.state, parentId: comments.parentId })
    .from(comments)
    .where(and(eq(comments.id, value('parentId')), eq(comments.articleId, value('articleId'))))
    .prepare(),
}))

function claimStatements(db: Handle) {
  return {
    claimKey: db
      .insert(idempotencyKeys)
      .values({
        siteId: value('siteId'),
        accountId: value('accountId'),
        route: value('route'),
        key: value('key'),
        bodyHash: value('bodyHash'),
        subjectId: value('subjectId'),
        createdAt: value('createdAt'),
      })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key })
      .prepare(),
  }
}

function insertStatements(db: Handle) {
  return {
    insertComment: db
      .insert(comments)
      .values({
        id: value('id'),
        siteId: value('siteId'),
        articleId: value('articleId'),
        parentId: value('parentId'),
        accountId: value('accountId'),
        body: value('body'),
        state: value('state'),
        version: value('version'),
        policyVersion: value('policyVersion'),
        createdAt: value('createdAt'),
        publishedAt: value('publishedAt'),
        publishedReplies: 0,
      })
      .prepare(),
    insertScreening: db
      .insert(screenings)
      .values({
        commentId: value('commentId'),
        siteId: value('siteId'),
        at: value('at'),
        results: value('results'),
      })
      .prepare(),
    insertCase: db
      .insert(cases)
      .values({
        id: value('id'),
        siteId: value('siteId'),
        kind: value('kind'),
        commentId: value('commentId'),
        articleId: value('articleId'),
        risk: value('risk'),
        factors: value('factors'),
        newWriter: value('newWriter'),
        openedAt: value('openedAt'),
      })
      .prepare(),
    insertOutbox: db
      .insert(outbox)
      .values({
        id: value('id'),
        siteId: value('siteId'),
        kind: value('kind'),
        subjectId: value('subjectId'),
        createdAt: value('createdAt'),
        notBefore: value('notBefore'),
        attempts: value('attempts'),
      })
      .prepare(),
  }
}

function countStatements(db: Handle) {
  return {
    countSubmission: db
      .update(accounts)
      .set({ submissions: sql`${accounts.submissions} + 1` })
      .where(
        and(
          eq(accounts.id, value('accountId')),
          eq(accounts.siteId, value('siteId')),
          eq(accounts.submissions, value('seenSubmissions')),
          isNull(accounts.erasedAt),
        ),
      )
      .returning({ id: accounts.id })
      .prepare(),
    countOnArticle: db
      .update(articles)
      .set({
        commentCount: sql`${articles.commentCount} + ${value('by')}`,
        revision: sql`${articles.revision} + 1`,
      })
      .where(eq(articles.id, value('articleId')))
      .prepare(),
    countReply: db
      .update(comments)
      .set({ publishedReplies: sql`${comments.publishedReplies} + ${value('by')}` })
      .where(eq(comments.id, value('parentId')))
      .prepare(),
  }
}
