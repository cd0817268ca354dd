import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { leaveUrl, ownerOf } from './article-put.ts'
import type { Handle } from './database.ts'
import { articles } from './schema.ts'

/** `from` is part of the question: what was moved in between is moved no second time. */
export function moveArticle(
  tx: Handle,
  { site, id }: { site: string; id: string },
  { from, to }: { from: string; to: string },
  now: number,
): 'applied' | 'duplicate-url' | 'stale' {
  const mine = and(eq(articles.siteId, site), eq(articles.id, id), eq(articles.url, from))
  const current = tx.select(getTableColumns(articles)).from(articles).where(mine).get()
  if (!current) return 'stale'
  const owner = ownerOf(tx, site, to)
  if (owner && owner.id !== id) return 'duplicate-url'
  tx.update(articles)
    .set({ url: to, revision: sql`${articles.revision} + 1` })
    .where(mine)
    .run()
  leaveUrl(tx, current, to, now)
  return 'applied'
}
