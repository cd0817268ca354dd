import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { type Article, shownOnCard } from '../../features/articles/model.ts'
import type { Put } from '../../features/articles/store.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Handle } from './database.ts'
import { articleAliases, articleReads, articles, outbox } from './schema.ts'

type Kept = readonly ('discussion' | 'premoderated')[]

/** The article whose address this is, or was. */
export function ownerOf(tx: Handle, siteId: string, url: string): Article | undefined {
  return (
    tx
      .select(getTableColumns(articles))
      .from(articles)
      .where(and(eq(articles.siteId, siteId), eq(articles.url, url)))
      .get() ??
    tx
      .select(getTableColumns(articles))
      .from(articleAliases)
      .innerJoin(articles, eq(articles.id, articleAliases.articleId))
      .where(and(eq(articleAliases.siteId, siteId), eq(articleAliases.url, url)))
      .get()
  )
}

/** What the paper tells us takes over what we read from its page, under whichever key that was kept. */
export function putArticle(tx: Handle, article: Article, keeps: Kept): Put {
  const { siteId, key, url } = article
  const byKey = tx
    .select(getTableColumns(articles))
    .from(articles)
    .where(and(eq(articles.siteId, siteId), eq(articles.key, key)))
    .get()
  const owner = ownerOf(tx, siteId, url)
  const current = byKey ?? (owner?.source === 'page' && article.source === 'push' ? owner : undefined)
  if (owner && owner.id !== current?.id) return { outcome: 'duplicate-url' }
  return current ? replaceArticle(tx, current, article, keeps) : insertArticle(tx, article)
}

export function insertArticle(tx: Handle, article: Article): Put {
  const put = tx.insert(articles).values(article).onConflictDoNothing().returning().get()
  if (!put) return { outcome: 'duplicate-url' }
  queuePhoto(tx, put, article.createdAt)
  queueCard(tx, put, article.createdAt)
  return { outcome: 'applied', article: put, change: 'new' }
}

/** Its id, counts, creation time and what the desk has set stay; the address that it leaves leads to it still. */
export function replaceArticle(tx: Handle, current: Article, article: Article, keeps: Kept): Put {
  const { id, commentCount, createdAt, closeAfterDays, pinnedCommentId, revision } = current
  const stays = { id, commentCount, createdAt, closeAfterDays, pinnedCommentId, revision }
  const kept = Object.fromEntries(keeps.map((field) => [field, current[field]]))
  const next: Article = { ...article, ...stays, ...kept, image: imageOf(current, article) }
  if (isSame(current, next)) {
    queuePhoto(tx, current, article.createdAt, current)
    return { outcome: 'applied', article: current, change: 'same' }
  }
  // Not even what it is: a key that is written makes SQLite look at every case and session that may point to it.
  const { id: _id, siteId: _siteId, createdAt: _createdAt, ...changes } = next
  const put = tx
    .update(articles)
    .set({ ...changes, revision: sql`${articles.revision} + 1` })
    .where(eq(articles.id, id))
    .returning()
    .get()
  if (current.url !== put.url) leaveUrl(tx, current, put.url, article.createdAt)
  queuePhoto(tx, put, article.createdAt, current)
  if (!showsTheSame(current, put)) queueCard(tx, put, article.createdAt)
  return { outcome: 'applied', article: put, change: 'changed' }
}

/** The old address becomes an alias; one that it comes back to is none any more. */
export function leaveUrl(tx: Handle, { id, siteId, url }: Article, next: string, now: number): void {
  tx.delete(articleAliases)
    .where(and(eq(articleAliases.siteId, siteId), eq(articleAliases.url, next)))
    .run()
  addAlias(tx, { id, siteId }, url, now)
}

export function addAlias(
  tx: Handle,
  { id, siteId }: Pick<Article, 'id' | 'siteId'>,
  url: string,
  now: number,
): void {
  tx.insert(articleAliases).values({ siteId, url, articleId: id, createdAt: now }).onConflictDoNothing().run()
}

/** The copy that we have is kept while the paper names the same picture. */
function imageOf(current: Article, { image }: Article): Article['image'] {
  if (image === null || image.photo !== null || image.url !== current.image?.url) return image
  return { ...image, photo: current.image.photo }
}

function isSame(one: Article, other: Article): boolean {
  const text = (article: Article) =>
    JSON.stringify(
      Object.entries(article)
        .filter(([name]) => name !== 'image')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ) + JSON.stringify(article.image && Object.entries(article.image).sort(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}

/** A picture without our copy is fetched. One that failed is not asked for again at once, unless it is another. */
function queuePhoto(tx: Handle, { id, siteId, image }: Article, now: number, before?: Article): void {
  if (image === null || image.photo !== null) return
  const fresh = {
    ...({ cause: 'asked', queuedAt: now, dueAt: now, attempts: 0, articleId: id } as const),
    ...{ doneAt: null, failure: null, quietUntil: null },
  }
  const isOther = image.url !== before?.image?.url
  const { dueAt, quietUntil } = articleReads
  tx.insert(articleReads)
    .values({ siteId, kind: 'photo', subject: id, ...fresh })
    .onConflictDoUpdate({
      target: [articleReads.siteId, articleReads.kind, articleReads.subject],
      set: fresh,
      ...(isOther ? {} : { setWhere: sql`${dueAt} IS NULL AND coalesce(${quietUntil}, 0) <= ${now}` }),
    })
    .run()
}

function showsTheSame(one: Article, other: Article): boolean {
  return JSON.stringify(shownOnCard(one)) === JSON.stringify(shownOnCard(other))
}

/** The card is drawn before the first crawler asks. */
export function queueCard(tx: Handle, { id, siteId }: Pick<Article, 'id' | 'siteId'>, now: number): void {
  const entry = { id: uuidv7(now), siteId, kind: 'card' as const, subjectId: id, createdAt: now, attempts: 0 }
  tx.insert(outbox)
    .values({ ...entry, notBefore: now })
    .run()
}
