import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  gt,
  inArray,
  lt,
  lte,
  max,
  min,
  type SQL,
  sql,
} from 'drizzle-orm'
import { LONGEST_PAUSE_MS, OUTBOX_KINDS } from '../../features/delivery/model.ts'
import type { DeliveryStore } from '../../features/delivery/store.ts'
import { AHEAD_MS } from '../../kernel/clock.ts'
import { atMost, type Database } from './database.ts'
import { idempotencyKeys, outbox } from './schema.ts'

const MESSAGES = OUTBOX_KINDS.filter((kind) => kind !== 'card')

export function createSqliteDeliveryStore(db: Database): DeliveryStore {
  // A kind at a time: a storm's cards stand in their line by the ten thousand, and are not walked for the others.
  const firstWhere = (isWanted: SQL) =>
    db.read
      .select(getTableColumns(outbox))
      .from(outbox)
      .where(and(eq(outbox.kind, sql.placeholder('kind')), isWanted))
      .orderBy(asc(outbox.notBefore), asc(outbox.id))
      .limit(atMost(sql.placeholder('limit')))
      .prepare()
  const dueOf = firstWhere(lte(outbox.notBefore, sql.placeholder('now')))
  const aheadOf = firstWhere(gt(outbox.notBefore, sql.placeholder('latest')))

  return {
    async due(now, limit, kinds = OUTBOX_KINDS) {
      const latest = now + LONGEST_PAUSE_MS + AHEAD_MS
      const entries = kinds.flatMap((kind) => [
        ...dueOf.all({ kind, now, limit }),
        ...aheadOf.all({ kind, latest, limit }),
      ])
      return entries.sort((a, b) => a.notBefore - b.notBefore || (a.id < b.id ? -1 : 1)).slice(0, limit)
    },

    async lag(now) {
      const isStarted = lte(outbox.notBefore, now)
      // A literal, as in the partial index.
      const isFailed = sql`${outbox.attempts} > 0`
      const started = db.read
        .select({ count: count() })
        .from(outbox)
        .where(and(inArray(outbox.kind, [...OUTBOX_KINDS]), isStarted))
        .get()
      // It waits for a later time, and has been late since its first.
      const failed = db.read
        .select({
          later: sql<number>`total(${gt(outbox.notBefore, now)})`,
          since: min(outbox.createdAt),
          attempts: max(outbox.attempts),
        })
        .from(outbox)
        .where(isFailed)
        .get()
      // A card that was never tried stands in a line that is slow on purpose.
      const message = db.read
        .select({ since: min(outbox.notBefore) })
        .from(outbox)
        .where(and(inArray(outbox.kind, MESSAGES), isStarted, eq(outbox.attempts, 0)))
        .get()
      const since = [failed?.since, message?.since].filter((at) => typeof at === 'number')
      return {
        due: (started?.count ?? 0) + (failed?.later ?? 0),
        oldestDueAt: since.length > 0 ? Math.min(...since) : null,
        attempts: failed?.attempts ?? 0,
      }
    },

    async done(id) {
      await db.write((tx) => tx.delete(outbox).where(eq(outbox.id, id)).run())
    },

    async retry(id, notBefore) {
      await db.write((tx) =>
        tx
          .update(outbox)
          .set({ notBefore, attempts: sql`${outbox.attempts} + 1` })
          .where(eq(outbox.id, id))
          .run(),
      )
    },

    purgeKeys(before) {
      return db.write(
        (tx) => tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before)).run().changes,
      )
    },
  }
}
