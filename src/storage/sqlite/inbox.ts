import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { InboxStore } from '../../features/moderation/inbox-store.ts'
import type { InboxKind } from '../../features/moderation/model.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { accounts, appeals, comments, decisions, inbox, reports } from './schema.ts'

export function createInboxMethods(db: Database): InboxStore {
  return {
    async putInbox(entries) {
      if (entries.length === 0) return
      await db.write((tx) =>
        tx
          .insert(inbox)
          .values([...entries])
          .onConflictDoNothing()
          .run(),
      )
    },

    async inbox(siteId, accountId, limit) {
      return db.read
        .select()
        .from(inbox)
        .where(own(siteId, accountId))
        .orderBy(desc(inbox.createdAt), desc(inbox.decisionId))
        .limit(atMost(limit))
        .all()
    },

    async unread(siteId, accountId) {
      const unread = and(own(siteId, accountId), isNull(inbox.readAt))
      return db.read.select({ rows: sql<number>`count(*)` }).from(inbox).where(unread).get()?.rows ?? 0
    },

    async markRead(siteId, accountId, { createdAt, decisionId }, now) {
      const shown = sql`(${inbox.createdAt}, ${inbox.decisionId}) <= (${createdAt}, ${decisionId})`
      const unread = and(own(siteId, accountId), isNull(inbox.readAt), shown)
      await db.write((tx) => tx.update(inbox).set({ readAt: now }).where(unread).run())
    },

    async concerned(siteId, decisionId) {
      const decision = db.read
        .select({ accountId: decisions.accountId, writerId: comments.accountId })
        .from(decisions)
        .leftJoin(comments, eq(comments.id, decisions.commentId))
        .where(
          and(
            eq(decisions.id, decisionId),
            eq(decisions.siteId, siteId),
            sql`NOT EXISTS (SELECT 1 FROM decisions AS later WHERE later.reverses = ${decisions.id}
              AND NOT EXISTS (SELECT 1 FROM decisions AS undone WHERE undone.reverses = later.id AND undone.action = 'undo'))`,
          ),
        )
        .get()
      if (!decision) return []
      const to = (accountId: string, kind: InboxKind) => ({ siteId, decisionId, accountId, kind })
      const people = [
        ...db.read
          .select({ accountId: appeals.appellantId })
          .from(appeals)
          .where(eq(appeals.answerId, decisionId))
          .all()
          .map(({ accountId }) => to(accountId, 'appeal')),
        ...(decision.writerId === null ? [] : [to(decision.writerId, 'comment')]),
        ...(decision.accountId === null ? [] : [to(decision.accountId, 'restriction')]),
        ...db.read
          .select({ accountId: reports.reporterId })
          .from(reports)
          .where(eq(reports.decisionId, decisionId))
          .all()
          .map(({ accountId }) => to(accountId, 'report')),
      ]
      // One message to a person: the first, which is the closest to what they did.
      const first = [...new Map(people.reverse().map((entry) => [entry.accountId, entry])).values()].reverse()
      return first.filter(({ accountId }) => isHere(db.read, accountId))
    },
  }
}

function own(siteId: string, accountId: string) {
  return and(eq(inbox.siteId, siteId), eq(inbox.accountId, accountId))
}

function isHere(read: Handle, accountId: string): boolean {
  const here = and(eq(accounts.id, accountId), isNull(accounts.erasedAt))
  return read.select({ id: accounts.id }).from(accounts).where(here).get() !== undefined
}
