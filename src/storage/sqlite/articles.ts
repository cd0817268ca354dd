import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Article } from '../../features/articles/model.ts'
import type { ArticleStore } from '../../features/articles/store.ts'
import { changeArticle, countArticles, pinComment, searchArticles } from './article-desk.ts'
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
    put(article, keeps = []) {
      return db.write((tx) => {
        const put = replace(tx, article, keeps) ?? insert(tx, article)
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

    change: (site, id, change, from) => db.write((tx) => changeArticle(tx, { site, id }, change, from)),
    pin: (site, id, commentId) => db.write((tx) => pinComment(tx, { site, id }, commentId)),
    search: async (site, query, now) => searchArticles(db.read, site, query, now),
    counts: async (site, now) => countArticles(db.read, site, now),

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
function replace(
  tx: Handle,
  article: Article,
  keeps: readonly ('discussion' | 'premoderated')[],
): Article | undefined {
  const { siteId, key } = article
  const {
    id: _id,
    commentCount: _count,
    createdAt: _createdAt,
    closeAfterDays: _days,
    pinnedCommentId: _pinned,
    ...description
  } = article
  const kept = Object.fromEntries(keeps.map((field) => [field, articles[field]]))
  const urlElsewhere = sql`EXISTS (SELECT 1 FROM articles AS other
    WHERE other.site_id = ${siteId} AND other.url = ${article.url} AND other.key <> ${key})`
  return tx
    .update(articles)
    .set({ ...description, ...kept, revision: sql`${articles.revision} + 1` })
    .where(and(eq(articles.siteId, siteId), eq(articles.key, key), sql`NOT ${urlElsewhere}`))
    .returning()
    .get()
}

/** Nothing when the key or the URL is taken. */
function insert(tx: Handle, article: Article): Article | undefined {
  return tx.insert(articles).values(article).onConflictDoNothing().returning().get()
}
