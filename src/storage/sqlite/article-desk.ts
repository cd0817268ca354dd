import { and, count, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type {
  ArticleChange,
  ArticleCounts,
  ArticlePage,
  ArticleQuery,
  DiscussionState,
} from '../../features/articles/model.ts'
import type { Site } from '../../features/sites/model.ts'
import { DAY } from '../../kernel/clock.ts'
import { atMost, type Handle } from './database.ts'
import { articles, comments } from './schema.ts'

interface Which {
  site: string
  id: string
}

const bumped = { revision: sql`${articles.revision} + 1` }
const its = ({ site, id }: Which) => and(eq(articles.id, id), eq(articles.siteId, site))

/** The states that may be left are part of the statement: another person's change in between counts. */
export function changeArticle(
  tx: Handle,
  which: Which,
  change: ArticleChange,
  from: readonly DiscussionState[],
): 'applied' | 'missing' | 'refused' {
  const changed = tx
    .update(articles)
    .set({ ...change, ...bumped })
    .where(and(its(which), inArray(articles.discussion, [...from])))
    .run()
  return changed.changes > 0 ? 'applied' : whyNot(tx, which)
}

export function pinComment(
  tx: Handle,
  which: Which,
  commentId: string | null,
): 'applied' | 'missing' | 'refused' {
  const canBePinned =
    commentId === null
      ? undefined
      : sql`EXISTS (SELECT 1 FROM ${comments} WHERE ${comments.id} = ${commentId}
          AND ${comments.articleId} = ${which.id} AND ${comments.parentId} IS NULL
          AND ${comments.state} = 'published')`
  const changed = tx
    .update(articles)
    .set({ pinnedCommentId: commentId, ...bumped })
    .where(and(its(which), canBePinned))
    .run()
  return changed.changes > 0 ? 'applied' : whyNot(tx, which)
}

function whyNot(tx: Handle, which: Which): 'missing' | 'refused' {
  return tx.select({ id: articles.id }).from(articles).where(its(which)).get() ? 'refused' : 'missing'
}

/** What `discussionNow` answers, as SQL. */
function stateNow({ closeAfterDays }: Pick<Site, 'closeAfterDays'>, now: number): SQL<DiscussionState> {
  const days = sql`coalesce(${articles.closeAfterDays}, ${closeAfterDays})`
  return sql<DiscussionState>`CASE WHEN ${articles.discussion} = 'open'
    AND ${articles.publishedAt} + ${days} * ${DAY} <= ${now} THEN 'closed' ELSE ${articles.discussion} END`
}

export function searchArticles(
  read: Handle,
  site: Pick<Site, 'id' | 'closeAfterDays'>,
  { search, state, after, limit }: ArticleQuery,
  now: number,
): ArticlePage {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const matches = (column: SQLiteColumn) => sql`${column} LIKE ${like} ESCAPE '\\'`
  const rows = read
    .select(getTableColumns(articles))
    .from(articles)
    .where(
      and(
        eq(articles.siteId, site.id),
        after ? sql`(${articles.publishedAt}, ${articles.id}) < (${after.at}, ${after.id})` : undefined,
        state ? sql`${stateNow(site, now)} = ${state}` : undefined,
        search === ''
          ? undefined
          : sql`(${matches(articles.headline)} OR ${matches(articles.url)} OR ${matches(articles.key)})`,
      ),
    )
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(atMost(limit + 1))
    .all()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { articles: shown, next: rows.length > limit && last ? { at: last.publishedAt, id: last.id } : null }
}

export function countArticles(
  read: Handle,
  site: Pick<Site, 'id' | 'closeAfterDays'>,
  now: number,
): ArticleCounts {
  const state = stateNow(site, now)
  const rows = read
    .select({ state, articles: count() })
    .from(articles)
    .where(eq(articles.siteId, site.id))
    .groupBy(state)
    .all()
  return { open: 0, closed: 0, off: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.articles])) }
}
