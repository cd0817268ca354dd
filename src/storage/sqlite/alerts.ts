import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { AlertStore } from '../../features/moderation/alert-store.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { cases, outbox, queueAlerts } from './schema.ts'

// A literal, so that the planner sees that the partial index holds all.
const OPEN = sql.raw("cases.closed_at IS NULL AND cases.kind IN ('premoderation', 'reports', 'own')")

export function createAlertMethods(db: Database): AlertStore {
  return {
    async waiting(siteId) {
      const open = and(eq(cases.siteId, siteId), OPEN)
      const count = db.read.select({ rows: sql<number>`count(*)` }).from(cases).where(open).get()
      const first = db.read
        .select({ at: cases.openedAt })
        .from(cases)
        .where(open)
        .orderBy(asc(cases.openedAt), asc(cases.id))
        .limit(atMost(1))
        .get()
      return { count: count?.rows ?? 0, oldestAt: first?.at ?? null }
    },

    async lastAlert(siteId) {
      const alert = newest(db.read, siteId)
      if (!alert) return null
      const late = newest(db.read, siteId, eq(queueAlerts.kind, 'late'))
      return { alert, lateAt: late?.at ?? null }
    },

    raiseAlert(alert, entry, seen) {
      return db.write((tx) => {
        if ((newest(tx, alert.siteId)?.id ?? null) !== seen) return 'stale'
        tx.insert(queueAlerts).values(alert).run()
        tx.insert(outbox).values(entry).run()
        return 'applied'
      })
    },

    dropAlerts: (before) =>
      db.write((tx) => tx.delete(queueAlerts).where(lt(queueAlerts.at, before)).run().changes),
  }
}

/** By number, which grows, whatever the clock does. */
function newest(db: Handle, siteId: string, isWanted?: SQL) {
  return db
    .select()
    .from(queueAlerts)
    .where(and(eq(queueAlerts.siteId, siteId), isWanted))
    .orderBy(desc(queueAlerts.seq))
    .limit(atMost(1))
    .get()
}
