import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { ArticleStore } from '../../features/articles/store.ts'
import { changeArticle, countArticles, pinComment, searchArticles } from './article-desk.ts'
import { createFigureMethods } from './article-figures.ts'
import { moveArticle } from './article-move.ts'
import { putArticle } from './article-put.ts'
import { createReadMethods } from './article-reads.ts'
import { atMost, type Database } from './database.ts'
import { articleAliases, articles } from './schema.ts'

export function createSqliteArticleStore(db: Database): ArticleStore {
  const select = () => db.read.select(getTableColumns(articles)).from(articles)
  const siteId = sql.placeholder('siteId')
  const byId = select()
    .where(eq(articles.id, sql.placeholder('id')))
    .prepare()
  const byKey = select()
    .where(and(eq(articles.siteId, siteId), eq(articles.key, sql.placeholder('key'))))
    .prepare()
  const byUrl = select()
    .where(and(eq(articles.siteId, siteId), eq(articles.url, sql.placeholder('url'))))
    .prepare()

  const byAlias = db.read
    .select(getTableColumns(articles))
    .from(articleAliases)
    .innerJoin(articles, eq(articles.id, articleAliases.articleId))
    .where(and(eq(articleAliases.siteId, siteId), eq(articleAliases.url, sql.placeholder('url'))))
    .prepare()

  return {
    ...createReadMethods(db),
    ...createFigureMethods(db),

    put(article, keeps = []) {
      return db.write((tx) => putArticle(tx, article, keeps), 'grows')
    },

    byId: async (id) => byId.get({ id }) ?? null,
    byKey: async (site, key) => byKey.get({ siteId: site, key }) ?? null,
    byUrl: async (site, url) =>
      byUrl.get({ siteId: site, url }) ?? byAlias.get({ siteId: site, url }) ?? null,
    move: (site, id, urls, now) => db.write((tx) => moveArticle(tx, { site, id }, urls, now)),

    setDiscussion(site, id, discussion) {
      return db.write((tx) => {
        const changed = tx
          .update(articles)
          .set({ discussion, revision: sql`${articles.revision} + 1` })
          .where(and(eq(articles.id, id), eq(articles.siteId, site)))
          .returning({ id: articles.id })
          .get()
        return changed ? 'applied' : 'missing'
      })
    },

    change: (site, id, change, from) => db.write((tx) => changeArticle(tx, { site, id }, change, from)),
    pin: (site, id, commentId) => db.write((tx) => pinComment(tx, { site, id }, commentId)),
    search: async (site, query, now) => searchArticles(db.read, site, query, now),
    counts: async (site, now) => countArticles(db.read, site, now),

    async list(site, limit) {
      return select()
        .where(eq(articles.siteId, site))
        .orderBy(desc(articles.publishedAt), desc(articles.id))
        .limit(atMost(limit))
        .all()
    },
  }
}
