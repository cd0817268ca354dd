import { and, asc, desc, eq, getTableColumns, gt, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { LogFilter, LogStore } from '../../features/moderation/log-store.ts'
import { atMost, type Database } from './database.ts'
import { decisions, decisionTexts } from './schema.ts'

export function createLogMethods(db: Database): LogStore {
  const select = () => db.read.select(getTableColumns(decisions)).from(decisions)
  const ofSite = (siteId: string) => eq(decisions.siteId, siteId)

  return {
    async loggedRows(siteId, { afterSeq, limit }) {
      return select()
        .where(and(ofSite(siteId), gt(decisions.seq, afterSeq)))
        .orderBy(asc(decisions.seq))
        .limit(atMost(limit))
        .all()
    },

    async logPage(siteId, filter, { beforeSeq, limit }) {
      const below = beforeSeq === null ? undefined : lt(decisions.seq, beforeSeq)
      return select()
        .where(and(ofSite(siteId), below, ...conditions(filter)))
        .orderBy(desc(decisions.seq))
        .limit(atMost(limit))
        .all()
    },

    async logRow(siteId, seq) {
      const decision = select()
        .where(and(ofSite(siteId), eq(decisions.seq, seq)))
        .get()
      if (!decision) return null
      const { salt, explanation } = decisionTexts
      const own = eq(decisionTexts.decisionId, decision.id)
      const text = db.read.select({ salt, explanation }).from(decisionTexts).where(own).get() ?? null
      const seqOf = (which: SQL) =>
        db.read
          .select({ seq: decisions.seq })
          .from(decisions)
          .where(and(ofSite(siteId), which))
          .orderBy(desc(decisions.seq))
          .get() ?? null
      return {
        decision,
        text,
        reverses: decision.reverses === null ? null : seqOf(eq(decisions.id, decision.reverses)),
        reversedBy: seqOf(eq(decisions.reverses, decision.id)),
      }
    },
  }
}

function conditions({ action, actorId, clause, from, subjectId, to }: LogFilter): (SQL | undefined)[] {
  return [
    action === null ? undefined : eq(decisions.action, action),
    actorId === null ? undefined : eq(decisions.actorId, actorId),
    clause === null
      ? undefined
      : sql`EXISTS (SELECT 1 FROM json_each(${decisions.clauses}) AS cited WHERE cited.value = ${clause})`,
    subjectId === null
      ? undefined
      : or(eq(decisions.commentId, subjectId), eq(decisions.accountId, subjectId)),
    from === null ? undefined : gte(decisions.at, from),
    to === null ? undefined : lt(decisions.at, to),
  ]
}
