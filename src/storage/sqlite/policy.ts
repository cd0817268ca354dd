import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { PolicyVersion } from '../../features/policy/model.ts'
import type { PolicyStore } from '../../features/policy/store.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { createDraftStore } from './policy-drafts.ts'
import { policies } from './schema.ts'

export function createSqlitePolicyStore(db: Database): PolicyStore {
  const ofSite = eq(policies.siteId, sql.placeholder('siteId'))
  const select = () => db.read.select(getTableColumns(policies)).from(policies)
  const current = select().where(ofSite).orderBy(desc(policies.version)).limit(atMost(1)).prepare()
  const currentVersion = db.read
    .select({ version: policies.version })
    .from(policies)
    .where(ofSite)
    .orderBy(desc(policies.version))
    .limit(atMost(1))
    .prepare()
  const byVersion = select()
    .where(and(ofSite, eq(policies.version, sql.placeholder('version'))))
    .prepare()
  const list = select().where(ofSite).orderBy(desc(policies.version)).prepare()

  return {
    insert: (policy) => db.write((tx) => insert(tx, policy)),

    current: async (siteId) => current.get({ siteId }) ?? null,
    currentVersion: async (siteId) => currentVersion.get({ siteId })?.version ?? null,
    byVersion: async (siteId, version) => byVersion.get({ siteId, version }) ?? null,
    list: async (siteId) => list.all({ siteId }),
    ...createDraftStore(db, insert),
  }
}

/** The number must be the next one of its site. */
function insert(tx: Handle, policy: PolicyVersion): 'applied' | 'stale' {
  const newest = tx
    .select({ version: sql<number>`coalesce(max(${policies.version}), 0)` })
    .from(policies)
    .where(eq(policies.siteId, policy.siteId))
    .get()
  if (policy.version !== (newest?.version ?? 0) + 1) return 'stale'
  tx.insert(policies).values(policy).run()
  return 'applied'
}
