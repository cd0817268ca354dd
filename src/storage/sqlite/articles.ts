import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Article } from '../../features/articles/model.ts'
import type { ArticleStore } from '../../features/articles/store.ts'
import type { Database, Handle } from './database.ts'
import { articles } from './schema.ts'

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

  return {
    put(article) {
      return db.write((tx) => {
        const put = replace(tx, article) ?? insert(tx, article)
        return put ? { outcome: 'applied', article: put } : { outcome: 'duplicate-url' }
      })
    },

    byId: async (id) => byId.get({ id }) ?? null,
    byKey: async (site, key) => byKey.get({ siteId: site, key }) ?? null,
    byUrl: async (site, url) => byUrl.get({ siteId: site, url }) ?? null,

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

    async list(site, limit) {
      return select()
        .where(eq(articles.siteId, site))
        .orderBy(desc(articles.publishedAt), desc(articles.id))
        .limit(limit)
        .all()
    },
  }
}

/** Nothing when the site has no article with this key, or another one with the URL. */
function replace(tx: Handle, article: Article): Article | undefined {
  const { siteId, key } = article
  const {
    id: _id,
    commentCount: _count,
    createdAt: _createdAt,
    closeAfterDays: _days,
    pinnedCommentId: _pinned,
    ...description
  } = article
  const urlElsewhere = sql`EXISTS (SELECT 1 FROM articles AS other
    WHERE other.site_id = ${siteId} AND other.url = ${article.url} AND other.key <> ${key})`
  return tx
    .update(articles)
    .set({ ...description, revision: sql`${articles.revision} + 1` })
    .where(and(eq(articles.siteId, siteId), eq(articles.key, key), sql`NOT ${urlElsewhere}`))
    .returning()
    .get()
}

/** Nothing when the key or the URL is taken. */
function insert(tx: Handle, article: Article): Article | undefined {
  return tx.insert(articles).values(article).onConflictDoNothing().returning().get()
}
