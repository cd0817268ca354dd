import { createHash } from 'node:crypto'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { chainPayload } from '../../features/moderation/chain.ts'
import { CHAIN_START, type Decision, type NewDecision } from '../../features/moderation/model.ts'
import type { DecisionOutcome, DecisionWrite } from '../../features/moderation/store.ts'
import { type CaseRow, leaseOf } from './cases.ts'
import { countPublished } from './comment-submit.ts'
import type { Handle } from './database.ts'
import { decisionColumns } from './decision-columns.ts'
import { accounts, articles, cases, comments, decisions, decisionTexts, outbox, reports } from './schema.ts'
import type { Undo } from './shared-commit.ts'

/** Refuses in this order: no such case, a comment that moved on, a lease that is not the writer's. */
export function recordDecision(
  tx: Handle,
  undo: Undo<DecisionOutcome>,
  write: DecisionWrite,
): DecisionOutcome {
  const { decision } = write
  const caseRow = findCase(tx, decision)
  if (!caseRow) return { outcome: 'missing' }
  const moved = moveComment(tx, write)
  if (!moved) return { outcome: 'stale', ...latestSince(tx, decision) }
  if (!closeCase(tx, write)) {
    const lease = leaseOf(caseRow)
    return undo({ outcome: 'lease-lost', lease: lease && lease.expiresAt > decision.at ? lease : null })
  }
  const chained = append(tx, decision)
  tx.insert(decisionTexts)
    .values({ ...write.text, siteId: decision.siteId })
    .run()
  tx.update(reports)
    .set({ outcome: write.reports })
    .where(and(eq(reports.commentId, decision.commentId), eq(reports.outcome, 'open')))
    .run()
  count(tx, write, moved)
  if (write.outbox.length > 0)
    tx.insert(outbox)
      .values([...write.outbox])
      .run()
  return { outcome: 'applied', decision: chained }
}

function findCase(tx: Handle, { siteId, caseId, commentId }: NewDecision): CaseRow | undefined {
  return tx
    .select()
    .from(cases)
    .where(and(eq(cases.id, caseId), eq(cases.siteId, siteId), eq(cases.commentId, commentId)))
    .get()
}

type Moved = Pick<typeof comments.$inferSelect, 'accountId' | 'articleId' | 'parentId' | 'publishedReplies'>

function moveComment(tx: Handle, { decision, to }: DecisionWrite): Moved | undefined {
  const { at, commentId, commentVersion, siteId } = decision
  return tx
    .update(comments)
    .set({
      state: to,
      version: commentVersion + 1,
      decidedAt: at,
      ...(to === 'published' ? { publishedAt: sql`coalesce(${comments.publishedAt}, ${at})` } : {}),
    })
    .where(
      and(
        eq(comments.id, commentId),
        eq(comments.siteId, siteId),
        eq(comments.version, commentVersion),
        sql`${comments.state} = ${decision.from}`,
      ),
    )
    .returning({
      accountId: comments.accountId,
      articleId: comments.articleId,
      parentId: comments.parentId,
      publishedReplies: comments.publishedReplies,
    })
    .get()
}

/** The newest decision made on what was seen or later, and the name of whoever made it. */
function latestSince(tx: Handle, { commentId, commentVersion }: NewDecision) {
  const found = tx
    .select({ latest: decisionColumns, decidedBy: accounts.displayName })
    .from(decisions)
    .leftJoin(accounts, eq(accounts.id, decisions.actorId))
    .where(and(eq(decisions.commentId, commentId), sql`${decisions.commentVersion} >= ${commentVersion}`))
    .orderBy(desc(decisions.seq))
    .limit(1)
    .get()
  return found ?? { latest: null, decidedBy: null }
}

function closeCase(tx: Handle, { decision, lease }: DecisionWrite): boolean {
  const closed = tx
    .update(cases)
    .set({
      closedAt: decision.at,
      leaseHolderId: null,
      leaseHolderName: null,
      leaseToken: null,
      leaseExpiresAt: null,
    })
    .where(
      and(
        eq(cases.id, decision.caseId),
        sql`${cases.closedAt} IS NULL`,
        eq(cases.leaseHolderId, lease.holderId),
        eq(cases.leaseToken, lease.token),
        gt(cases.leaseExpiresAt, decision.at),
      ),
    )
    .returning({ id: cases.id })
    .get()
  return closed !== undefined
}

/** The next link of the site's chain; the write lock keeps anyone else from taking the same number. */
function append(tx: Handle, decision: NewDecision): Decision {
  const head = tx
    .select({ seq: decisions.seq, hash: decisions.hash })
    .from(decisions)
    .where(eq(decisions.siteId, decision.siteId))
    .orderBy(desc(decisions.seq))
    .limit(1)
    .get()
  const linked = { ...decision, seq: (head?.seq ?? 0) + 1, prevHash: head?.hash ?? CHAIN_START }
  const hashed = chainPayload(linked)
  const chained = { ...linked, hash: createHash('sha256').update(hashed, 'utf8').digest('hex') }
  tx.insert(decisions)
    .values({ ...chained, hashed })
    .run()
  return chained
}

function count(tx: Handle, { decision: { action, from }, to }: DecisionWrite, comment: Moved): void {
  const counter = action === 'approve' ? 'approved' : action === 'reject' ? 'rejected' : null
  if (counter) {
    tx.update(accounts)
      .set({ [counter]: sql`${accounts[counter]} + 1` })
      .where(eq(accounts.id, comment.accountId))
      .run()
  }
  if (from === to) return
  if (to === 'published') countPublished(tx, comment, 1)
  else if (from === 'published') countPublished(tx, comment, -1)
  else if (comment.publishedReplies > 0) {
    // The marker that keeps the place of a hidden comment says why it is hidden.
    tx.update(articles)
      .set({ revision: sql`${articles.revision} + 1` })
      .where(eq(articles.id, comment.articleId))
      .run()
  }
}
