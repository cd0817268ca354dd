import { asc, eq, getTableColumns, lt, lte, sql } from 'drizzle-orm'
import type { DeliveryStore } from '../../features/delivery/store.ts'
import type { Database } from './database.ts'
import { idempotencyKeys, outbox } from './schema.ts'

export function createSqliteDeliveryStore(db: Database): DeliveryStore {
  const due = db.read
    .select(getTableColumns(outbox))
    .from(outbox)
    .where(lte(outbox.notBefore, sql.placeholder('now')))
    .orderBy(asc(outbox.notBefore), asc(outbox.id))
    .limit(sql.placeholder('limit'))
    .prepare()

  return {
    due: async (now, limit) => due.all({ now, limit }),

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
