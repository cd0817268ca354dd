import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { AppealStore } from '../../features/moderation/appeal-store.ts'
import type { Database } from './database.ts'
import { accounts, appeals, cases } from './schema.ts'

const OWN = 200

export function createAppealMethods(db: Database): AppealStore {
  return {
    fileAppeal(appeal, { dueAt, ...newCase }) {
      return db.write((tx) => {
        const made = tx.insert(appeals).values(appeal).onConflictDoNothing().returning().get()
        if (!made) {
          const same = and(
            eq(appeals.decisionId, appeal.decisionId),
            eq(appeals.appellantId, appeal.appellantId),
          )
          const known = tx.select().from(appeals).where(same).get()
          return { outcome: 'duplicate', appeal: known ?? appeal }
        }
        const { createdAt: openedAt, id: appealId, siteId } = appeal
        const risk = { risk: 0, factors: [{ factor: 'appeal', points: 0 }], newWriter: false }
        tx.insert(cases)
          .values({ ...newCase, ...risk, siteId, kind: 'appeal', appealId, openedAt, dueAt })
          .run()
        return { outcome: 'applied', appeal: made }
      })
    },

    async appeal(siteId, id) {
      const own = and(eq(appeals.id, id), eq(appeals.siteId, siteId))
      return db.read.select().from(appeals).where(own).get() ?? null
    },

    async appealsOf(siteId, appellantId) {
      return db.read
        .select()
        .from(appeals)
        .where(and(eq(appeals.siteId, siteId), eq(appeals.appellantId, appellantId)))
        .orderBy(desc(appeals.createdAt), desc(appeals.id))
        .limit(OWN)
        .all()
    },

    async appeals(siteId, { open, limit }) {
      const state = open ? sql`${appeals.outcome} = 'open'` : sql`${appeals.outcome} <> 'open'`
      return db.read
        .select({ appeal: appeals, caseId: cases.id, appellantName: accounts.displayName })
        .from(appeals)
        .innerJoin(cases, eq(cases.appealId, appeals.id))
        .innerJoin(accounts, eq(accounts.id, appeals.appellantId))
        .where(and(eq(appeals.siteId, siteId), state))
        .orderBy(
          ...(open ? [asc(appeals.createdAt), asc(appeals.id)] : [desc(appeals.decidedAt), desc(appeals.id)]),
        )
        .limit(limit)
        .all()
    },

    async openAppeals(siteId) {
      const open = and(eq(appeals.siteId, siteId), eq(appeals.outcome, 'open'))
      return db.read.select({ rows: sql<number>`count(*)` }).from(appeals).where(open).get()?.rows ?? 0
    },
  }
}
