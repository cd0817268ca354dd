import { and, asc, eq, getTableColumns, ne, sql } from 'drizzle-orm'
import type { Site } from '../../features/sites/model.ts'
import type { SiteStore } from '../../features/sites/store.ts'
import type { Database } from './database.ts'
import { sites } from './schema.ts'
import { createSiteKeyMethods } from './site-keys.ts'

/** The one place that changes sites while the service runs: what was read is kept until something is written here. */
export function createSqliteSiteStore(db: Database): SiteStore {
  const kept = new Map<string, Site>()
  const write: Database['write'] = (work, need) => db.write(work, need).finally(() => kept.clear())
  const select = () => db.read.select(getTableColumns(sites)).from(sites)
  const byId = select()
    .where(eq(sites.id, sql.placeholder('id')))
    .prepare()
  const byKey = select()
    .where(eq(sites.key, sql.placeholder('key')))
    .prepare()

  return {
    ...createSiteKeyMethods(db),

    insert(site) {
      return write((tx) => {
        const made = tx.insert(sites).values(site).onConflictDoNothing().returning({ id: sites.id }).get()
        return made ? 'applied' : 'duplicate'
      })
    },

    update({ id, key: _key, createdAt: _createdAt, revision: _revision, ...change }, seenRevision) {
      const seen = seenRevision === undefined ? undefined : eq(sites.revision, seenRevision)
      return write((tx) => {
        const changed = tx
          .update(sites)
          .set({ ...change, revision: sql`${sites.revision} + 1` })
          .where(and(eq(sites.id, id), seen))
          .returning({ id: sites.id })
          .get()
        if (changed) return 'applied'
        return tx.select({ id: sites.id }).from(sites).where(eq(sites.id, id)).get() ? 'stale' : 'missing'
      })
    },

    setPaused(id, paused) {
      return write((tx) => {
        const { changes } = tx
          .update(sites)
          .set({ paused, revision: sql`${sites.revision} + 1` })
          .where(and(eq(sites.id, id), ne(sites.paused, paused)))
          .run()
        return changes > 0 ? 'applied' : 'unchanged'
      })
    },

    async byId(id) {
      const known = kept.get(id)
      if (known) return known
      const site = byId.get({ id }) ?? null
      if (site) kept.set(id, Object.freeze(site))
      return site
    },
    byKey: async (key) => byKey.get({ key }) ?? null,
    list: async () => select().orderBy(asc(sites.createdAt), asc(sites.id)).all(),
  }
}
