import { and, asc, eq, getTableColumns, gt, lt, lte, or, sql } from 'drizzle-orm'
import { OUTBOX_KINDS } from '../../features/delivery/model.ts'
import type { DeliveryStore } from '../../features/delivery/store.ts'
import type { Database } from './database.ts'
import { idempotencyKeys, outbox } from './schema.ts'

export function createSqliteDeliveryStore(db: Database): DeliveryStore {
  const due = db.read
    .select(getTableColumns(outbox))
    .from(outbox)
    .where(
      and(
        lte(outbox.notBefore, sql.placeholder('now')),
        sql`${outbox.kind} IN (SELECT value FROM json_each(${sql.placeholder('kinds')}))`,
      ),
    )
    .orderBy(asc(outbox.notBefore), asc(outbox.id))
    .limit(sql.placeholder('limit'))
    .prepare()

  return {
    due: async (now, limit, kinds = OUTBOX_KINDS) => due.all({ now, limit, kinds: JSON.stringify(kinds) }),

    async lag(now) {
      // What failed waits for a later time, and has been late since its first.
      const late = or(lte(outbox.notBefore, now), gt(outbox.attempts, 0))
      const figures = db.read
        .select({
          due: sql<number>`count(*)`,
          // A card that was never tried stands in a line that is slow on purpose.
          oldestDueAt: sql<number | null>`min(CASE WHEN ${outbox.attempts} > 0 THEN ${outbox.createdAt}
            WHEN ${outbox.kind} <> 'card' THEN ${outbox.notBefore} END)`,
          attempts: sql<number | null>`max(${outbox.attempts})`,
        })
        .from(outbox)
        .where(late)
        .get()
      return {
        due: figures?.due ?? 0,
        oldestDueAt: figures?.oldestDueAt ?? null,
        attempts: figures?.attempts ?? 0,
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
