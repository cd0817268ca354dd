import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { AppealStore } from '../../features/moderation/appeal-store.ts'
import type { Appeal } from '../../features/moderation/model.ts'
import { caseFileOf } from './cases.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { isThere } from './identities.ts'
import { accounts, appeals, cases, comments, decisions, restrictions } from './schema.ts'

const OWN = 200

type Filed = Awaited<ReturnType<AppealStore['fileAppeal']>>

export function createAppealMethods(db: Database): AppealStore {
  return {
    fileAppeal(appeal, { dueAt, ...newCase }) {
      return db.write<Filed>((tx, undo) => {
        const made = tx.insert(appeals).values(appeal).onConflictDoNothing().returning().get()
        if (!made) {
          const same = and(
            eq(appeals.decisionId, appeal.decisionId),
            eq(appeals.appellantId, appeal.appellantId),
          )
          const known = tx.select().from(appeals).where(same).get()
          return { outcome: 'duplicate' as const, appeal: known ?? appeal }
        }
        if (!stands(tx, appeal) || !isThere(tx, appeal.siteId, appeal.appellantId))
          return undo({ outcome: 'stale' })
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
        .limit(atMost(OWN))
        .all()
    },

    async appeals(siteId, { open, limit }) {
      const state = open ? sql`${appeals.outcome} = 'open'` : sql`${appeals.outcome} <> 'open'`
      return db.read
        .select({ appeal: appeals, caseRow: cases, appellantName: accounts.displayName })
        .from(appeals)
        .innerJoin(cases, eq(cases.appealId, appeals.id))
        .innerJoin(accounts, eq(accounts.id, appeals.appellantId))
        .where(and(eq(appeals.siteId, siteId), state))
        .orderBy(
          ...(open ? [asc(appeals.createdAt), asc(appeals.id)] : [desc(appeals.decidedAt), desc(appeals.id)]),
        )
        .limit(atMost(limit))
        .all()
        .map(({ caseRow, ...row }) => ({ ...row, caseFile: caseFileOf(caseRow) }))
    },

    async appealCase(siteId, appealId) {
      const own = and(eq(cases.siteId, siteId), eq(cases.appealId, appealId))
      const row = db.read.select().from(cases).where(own).get()
      return row ? caseFileOf(row) : null
    },

    async openAppeals(siteId) {
      const open = and(eq(appeals.siteId, siteId), eq(appeals.outcome, 'open'))
      return db.read.select({ rows: sql<number>`count(*)` }).from(appeals).where(open).get()?.rows ?? 0
    },
  }
}

/** A comment is still what the decision made of it; a restriction is not lifted. */
function stands(tx: Handle, { decisionId, siteId }: Pick<Appeal, 'decisionId' | 'siteId'>): boolean {
  const found = tx
    .select({ id: decisions.id })
    .from(decisions)
    .leftJoin(comments, eq(comments.id, decisions.commentId))
    .leftJoin(restrictions, eq(restrictions.id, decisions.id))
    .where(
      and(
        eq(decisions.id, decisionId),
        eq(decisions.siteId, siteId),
        sql`(${comments.state} = ${decisions.to} OR (${restrictions.id} IS NOT NULL AND ${restrictions.liftedAt} IS NULL))`,
        sql`NOT EXISTS (SELECT 1 FROM decisions AS undone WHERE undone.reverses = ${decisions.id} AND undone.action = 'undo')`,
        // What came to the same state again is there by a later decision, which has an appeal of its own.
        sql`(${decisions.action} = 'keep' OR NOT EXISTS (SELECT 1 FROM decisions AS later
          WHERE later.comment_id = ${decisions.commentId} AND later.seq > ${decisions.seq}
          AND later."to" = ${decisions.to} AND later."from" <> later."to" AND later.action <> 'undo'))`,
      ),
    )
    .get()
  return found !== undefined
}
