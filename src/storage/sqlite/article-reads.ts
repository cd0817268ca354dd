import { and, asc, count, eq, getTableColumns, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { QUIET_MS } from '../../features/articles/read-model.ts'
import type { ArticleReadStore } from '../../features/articles/read-store.ts'
import { AHEAD_MS } from '../../kernel/clock.ts'
import { row, settlePage, settlePhoto } from './article-settle.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { articleReads, articles } from './schema.ts'

/** Among which the turns are given: a paper that tells of its whole archive costs no more than that at every look. */
const LOOKED_AT = 1_000

export function createReadMethods(db: Database): ArticleReadStore {
  const known = db.read
    .select(getTableColumns(articleReads))
    .from(articleReads)
    .where(
      and(
        eq(articleReads.siteId, sql.placeholder('siteId')),
        eq(articleReads.kind, 'page'),
        eq(articleReads.subject, sql.placeholder('url')),
      ),
    )
    .prepare()

  return {
    async askForPage({ siteId, url, cause, now }, { most, since, restMs }) {
      // A page that thousands open at once costs one write.
      const seen = known.get({ siteId, url })
      const already = seen && standing(seen, cause, now)
      if (already) return already
      // So that strangers' made-up addresses cost no write either.
      if (queuedSince(db.read, siteId, cause === 'seen', { since, now }) >= most) return 'full'
      return db.write((tx) => {
        const which = { siteId, kind: 'page', subject: url } as const
        const found = tx.select().from(articleReads).where(row(which)).get()
        const stands = found && standing(found, cause, now)
        if (stands) return stands
        if (queuedSince(tx, siteId, cause === 'seen', { since, now }) >= most) return 'full'
        // One that is being read, or waits for another try, rests from now on.
        const rested = found?.dueAt == null ? found?.doneAt : now
        const dueAt = Math.max(now, (rested ?? Number.NEGATIVE_INFINITY) + restMs)
        const fresh = { cause, queuedAt: now, dueAt, attempts: 0, failure: null, quietUntil: null }
        tx.insert(articleReads)
          .values({ ...which, ...fresh })
          .onConflictDoUpdate({
            target: [articleReads.siteId, articleReads.kind, articleReads.subject],
            set: fresh,
          })
          .run()
        return 'queued'
      })
    },

    takeReads(now, limit, leaseMs) {
      return db.write((tx) => {
        const oldest = tx
          .select()
          .from(articleReads)
          // None waits longer than the longest pause: the others were kept before the clock was set back.
          .where(or(lte(articleReads.dueAt, now), gt(articleReads.dueAt, now + QUIET_MS + AHEAD_MS)))
          .orderBy(asc(articleReads.dueAt), asc(articleReads.subject))
          .limit(atMost(LOOKED_AT))
          .as('oldest')
        const { siteId, dueAt, subject } = oldest
        // The first of every site, then the second of each: a paper that does not answer keeps no other's waiting.
        const turn = sql`row_number() OVER (PARTITION BY ${siteId} ORDER BY ${dueAt}, ${subject})`
        const due = tx
          .select()
          .from(oldest)
          .orderBy(turn, asc(dueAt), asc(subject))
          .limit(atMost(limit))
          .all()
        for (const read of due)
          tx.update(articleReads)
            .set({ dueAt: now + leaseMs, attempts: read.attempts + 1 })
            .where(row(read))
            .run()
        return due.map(({ siteId, kind, subject, cause, attempts }) => ({
          ...{ siteId, kind, subject, cause },
          attempts: attempts + 1,
        }))
      })
    },

    settlePage: (url, article) => db.write((tx) => settlePage(tx, url, article), 'grows'),

    settlePhoto: (siteId, id, copy) => db.write((tx) => settlePhoto(tx, { siteId, id }, copy)),

    async settleFailure(read, failure, { retryAt, quietUntil }) {
      await db.write((tx) =>
        tx
          .update(articleReads)
          .set({ failure, dueAt: retryAt, quietUntil: retryAt === null ? quietUntil : null })
          // Asked for anew meanwhile, it is not this turn's to settle.
          .where(and(row(read), eq(articleReads.attempts, read.attempts)))
          .run(),
      )
    },

    askByAge(now, readBefore, publishedAfter, most) {
      return db.write((tx) => {
        const old = tx
          .select({ siteId: articleReads.siteId, kind: articleReads.kind, subject: articleReads.subject })
          .from(articleReads)
          .innerJoin(articles, eq(articles.id, articleReads.articleId))
          .where(
            and(
              eq(articleReads.kind, 'page'),
              isNull(articleReads.dueAt),
              lte(articleReads.doneAt, readBefore),
              // What failed is left alone for as long as what was read, not for ever: a paper is down at times.
              or(isNull(articleReads.failure), lte(articleReads.quietUntil, readBefore)),
              eq(articles.source, 'page'),
              gt(articles.publishedAt, publishedAfter),
            ),
          )
          .limit(atMost(most))
          .all()
        for (const read of old)
          tx.update(articleReads)
            .set({ cause: 'age', queuedAt: now, dueAt: now, attempts: 0, failure: null, quietUntil: null })
            .where(row(read))
            .run()
        return old.length
      })
    },

    purgeReads(before) {
      return db.write(
        (tx) =>
          tx
            .delete(articleReads)
            .where(and(isNull(articleReads.dueAt), lt(articleReads.queuedAt, before)))
            .run().changes,
      )
    },
  }
}

/** What a page that is known already answers; nothing when it may be queued. */
function standing(
  read: typeof articleReads.$inferSelect,
  cause: string,
  now: number,
): 'waiting' | 'quiet' | undefined {
  // What has begun may have seen the page as it was before the paper spoke.
  if (read.dueAt !== null) return cause === 'asked' && read.attempts > 0 ? undefined : 'waiting'
  if (cause !== 'seen' || read.quietUntil === null) return undefined
  return read.quietUntil > now && read.quietUntil <= now + QUIET_MS + AHEAD_MS ? 'quiet' : undefined
}

function queuedSince(
  tx: Handle,
  siteId: string,
  bySight: boolean,
  { since, now }: { since: number; now: number },
): number {
  const found = tx
    .select({ queued: count() })
    .from(articleReads)
    .where(
      and(
        eq(articleReads.siteId, siteId),
        gt(articleReads.queuedAt, since),
        lte(articleReads.queuedAt, now + AHEAD_MS),
        eq(articleReads.kind, 'page'),
        // What is read again by its age is nobody's budget.
        eq(articleReads.cause, bySight ? 'seen' : 'asked'),
      ),
    )
    .get()
  return found?.queued ?? 0
}
