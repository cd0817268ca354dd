import { eq, sql } from 'drizzle-orm'
import type { Handle } from './database.ts'
import { accounts, comments } from './schema.ts'

/** A row as `Comment`: exactly its fields, with the writer's name as it is now. */
export const commentColumns = {
  id: comments.id,
  siteId: comments.siteId,
  articleId: comments.articleId,
  parentId: comments.parentId,
  accountId: comments.accountId,
  /** Empty for a person who is gone. */
  authorName: sql<string>`CASE WHEN ${accounts.erasedAt} IS NULL THEN ${accounts.displayName} ELSE '' END`,
  body: comments.body,
  state: comments.state,
  version: comments.version,
  policyVersion: comments.policyVersion,
  createdAt: comments.createdAt,
  publishedAt: comments.publishedAt,
}

/** Comments with their writers, to be narrowed. */
export function selectComments(db: Handle) {
  return db.select(commentColumns).from(comments).innerJoin(accounts, eq(accounts.id, comments.accountId))
}
