import { and, asc, count, eq, isNull, sql } from 'drizzle-orm'
import type { SiteKeyStore } from '../../features/sites/key-store.ts'
import type { Database } from './database.ts'
import { siteKeys } from './schema.ts'

export function createSiteKeyMethods(db: Database): SiteKeyStore {
  const { id, siteId, createdAt, endedAt } = siteKeys
  const byHash = db.read
    .select({ siteId: siteKeys.siteId })
    .from(siteKeys)
    .where(and(eq(siteKeys.hash, sql.placeholder('hash')), isNull(siteKeys.endedAt)))
    .prepare()

  return {
    addKey(key, most) {
      const live = and(eq(siteKeys.siteId, key.siteId), isNull(siteKeys.endedAt))
      return db.write((tx) => {
        const found = tx.select({ live: count() }).from(siteKeys).where(live).get()
        if ((found?.live ?? 0) >= most) return 'full'
        tx.insert(siteKeys).values(key).run()
        return 'applied'
      })
    },

    endKey(site, key, now) {
      const own = and(eq(siteId, site), eq(id, key), isNull(siteKeys.endedAt))
      return db.write((tx) => {
        const { changes } = tx.update(siteKeys).set({ endedAt: now }).where(own).run()
        return changes > 0 ? 'applied' : 'missing'
      })
    },

    async keys(site) {
      return db.read
        .select({ id, siteId, createdAt, endedAt })
        .from(siteKeys)
        .where(eq(siteId, site))
        .orderBy(asc(siteKeys.createdAt), asc(siteKeys.id))
        .all()
    },

    siteOfKey: async (hash) => byHash.get({ hash })?.siteId ?? null,
  }
}
