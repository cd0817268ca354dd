import { sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { ArticleFigure } from '../../features/articles/model.ts'
import type { ArticleFigureStore } from '../../features/articles/store.ts'
import type { Database, Handle } from './database.ts'
import { articleAliases, articles } from './schema.ts'

/** A list goes in as one JSON value, so that one prepared statement answers it however long it is. */
export function createFigureMethods({ read }: Pick<Database, 'read'>): ArticleFigureStore {
  const siteId = sql.placeholder('siteId')
  const byIds = each(read).where(sql`${articles.id} = asked.value`).prepare()
  const byKeys = each(read)
    .where(sql`${articles.siteId} = ${siteId} AND ${articles.key} = asked.value`)
    .prepare()
  const byUrls = unionAll(
    each(read).where(sql`${articles.siteId} = ${siteId} AND ${articles.url} = asked.value`),
    each(read).where(sql`${articles.id} = (SELECT ${articleAliases.articleId} FROM ${articleAliases}
      WHERE ${articleAliases.siteId} = ${siteId} AND ${articleAliases.url} = asked.value)`),
  ).prepare()

  return {
    figuresByIds: async (ids) => byName(byIds.all({ asked: JSON.stringify(ids) })),
    figuresByKeys: async (site, keys) => byName(byKeys.all({ siteId: site, asked: JSON.stringify(keys) })),
    figuresByUrls: async (site, urls) => byName(byUrls.all({ siteId: site, asked: JSON.stringify(urls) })),
  }
}

/** SQLite keeps the order of a CROSS JOIN: each name is looked up by an index. */
function each(read: Handle) {
  return read
    .select({
      name: sql<string>`asked.value`.as('name'),
      articleId: articles.id,
      discussion: articles.discussion,
      commentCount: articles.commentCount,
    })
    .from(sql`json_each(${sql.placeholder('asked')}) AS asked`)
    .crossJoin(articles)
}

function byName(rows: readonly (ArticleFigure & { name: string })[]): Map<string, ArticleFigure> {
  return new Map(rows.map(({ name, ...figure }) => [name, figure]))
}
