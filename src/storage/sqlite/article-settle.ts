import { and, eq, gt, sql } from 'drizzle-orm'
import type { Article } from '../../features/articles/model.ts'
import type { ArticleReadStore } from '../../features/articles/read-store.ts'
import { addAlias, insertArticle, ownerOf, queueCard, replaceArticle } from './article-put.ts'
import type { Handle } from './database.ts'
import { articleReads, articles } from './schema.ts'

type Which = Pick<typeof articleReads.$inferSelect, 'siteId' | 'kind' | 'subject'>

export const row = ({ siteId, kind, subject }: Which) =>
  and(eq(articleReads.siteId, siteId), eq(articleReads.kind, kind), eq(articleReads.subject, subject))

const SETTLED = { dueAt: null, failure: null, quietUntil: null } as const

type Settled = Awaited<ReturnType<ArticleReadStore['settlePage']>>

export function settlePage(tx: Handle, url: string, article: Article): Settled {
  const settled = placePage(tx, url, article)
  if (settled.outcome === 'taken') return settled
  const { id, siteId } = settled.article
  if (url !== settled.article.url) addAlias(tx, { id, siteId }, url, article.createdAt)
  const read = row({ siteId, kind: 'page', subject: url })
  tx.update(articleReads).set({ doneAt: article.createdAt, articleId: id }).where(read).run()
  // Asked for anew meanwhile, it is read once more.
  tx.update(articleReads)
    .set(SETTLED)
    .where(and(read, gt(articleReads.attempts, 0)))
    .run()
  return settled
}

function placePage(tx: Handle, url: string, article: Article): Settled {
  const atCanonical = ownerOf(tx, article.siteId, article.url)
  const atPage = url === article.url ? atCanonical : ownerOf(tx, article.siteId, url)
  if (atCanonical && atPage && atCanonical.id !== atPage.id) return { outcome: 'taken' }
  if (atCanonical?.source === 'push') return { outcome: 'applied', article: atCanonical, change: 'same' }
  const current = atCanonical ?? atPage
  if (current?.source === 'push') return { outcome: 'taken' }
  const put = current
    ? replaceArticle(tx, current, { ...article, key: current.key }, ['discussion', 'premoderated'])
    : insertArticle(tx, article)
  return put.outcome === 'applied' ? put : { outcome: 'taken' }
}

/** The picture may be another one by now. */
export function settlePhoto(
  tx: Handle,
  { siteId, id }: { siteId: string; id: string },
  { imageUrl, photo, now }: { imageUrl: string; photo: string; now: number },
): 'applied' | 'stale' {
  const pictured = sql`json_extract(${articles.image}, '$.url') = ${imageUrl}`
  const { changes } = tx
    .update(articles)
    .set({
      image: sql`json_set(${articles.image}, '$.photo', ${photo})`,
      revision: sql`${articles.revision} + 1`,
    })
    .where(and(eq(articles.id, id), eq(articles.siteId, siteId), pictured))
    .run()
  if (changes === 0) return 'stale'
  queueCard(tx, { id, siteId }, now)
  tx.update(articleReads)
    .set({ ...SETTLED, doneAt: now })
    .where(row({ siteId, kind: 'photo', subject: id }))
    .run()
  return 'applied'
}
