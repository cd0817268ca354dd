import { createHash } from 'node:crypto'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { chainPayload } from '../../features/moderation/chain.ts'
import {
  CHAIN_START,
  CHAIN_VERSION,
  type Decision,
  type NewDecision,
} from '../../features/moderation/model.ts'
import type { DecisionOutcome, DecisionWrite } from '../../features/moderation/store.ts'
import { settleAppeals } from './appeal-effects.ts'
import { type CaseRow, leaseOf } from './cases.ts'
import { atMost, type Handle } from './database.ts'
import { decisionColumns } from './decision-columns.ts'
import { settleComment } from './decision-comment.ts'
import { answerNotice, closeReports, countForWriter, openReview } from './decision-effects.ts'
import { NO_LEASE } from './no-lease.ts'
import { imposeRestriction, liftRestriction } from './restrictions.ts'
import { accounts, cases, comments, decisions, decisionTexts, outbox, strikes } from './schema.ts'
import type { Undo } from './shared-commit.ts'
import { replayStatements, submitStatements } from './submit-statements.ts'
import { takeBack } from './take-back.ts'

/** Refuses in this order: no such subject, one that moved on, a lease that is not the writer's, the same person. */
export function recordDecision(
  tx: Handle,
  undo: Undo<DecisionOutcome>,
  write: DecisionWrite,
): DecisionOutcome {
  const { decision } = write
  const before = replayOf(tx, write)
  if (before) return before
  if (!hasCase(tx, decision)) return { outcome: 'missing' }
  const seen = claimSubject(tx, decision)
  if (seen !== 'claimed') return seen === 'missing' ? { outcome: 'missing' } : stale(tx, decision)
  const held = closeCase(tx, write)
  if (held !== 'closed') return undo({ outcome: 'lease-lost', lease: held })
  if (isSamePerson(tx, decision)) return undo({ outcome: 'same-person' })
  if (isReversed(tx, decision.reverses) || isReversed(tx, decision.followsFrom))
    return undo({ outcome: 'blocked' })
  const chained = append(tx, decision)
  tx.insert(decisionTexts)
    .values({ ...write.text, siteId: decision.siteId })
    .run()
  if (!applyEffects(tx, write)) return undo({ outcome: 'blocked' })
  if (write.idempotency) submitStatements(tx).claimKey.get({ ...write.idempotency, subjectId: decision.id })
  if (write.outbox.length > 0)
    tx.insert(outbox)
      .values([...write.outbox])
      .run()
  return { outcome: 'applied', decision: chained }
}

/** What this key was answered, or `null` when it is new. */
function replayOf(tx: Handle, { idempotency }: DecisionWrite): DecisionOutcome | null {
  const known = idempotency && replayStatements(tx).knownKey.get({ ...idempotency })
  if (!known) return null
  if (known.bodyHash !== idempotency.bodyHash) return { outcome: 'key-reused' }
  const made = tx.select(decisionColumns).from(decisions).where(eq(decisions.id, known.subjectId)).get()
  return made ? { outcome: 'applied', decision: made } : null
}

/** `false` when something stands in the way of it. */
function applyEffects(tx: Handle, write: DecisionWrite): boolean {
  const { decision, restriction, reversed } = write
  if (decision.commentId !== null && !settleComment(tx, write, decision.commentId)) return false
  if (decision.action === 'lift' && !liftRestriction(tx, decision)) return false
  if (restriction) imposeRestriction(tx, restriction)
  if (reversed) takeBack(tx, write, reversed, append)
  closeReports(tx, write)
  openReview(tx, write)
  countForWriter(tx, write)
  addStrike(tx, write)
  settleAppeals(tx, write)
  answerNotice(tx, write)
  return true
}

function hasCase(tx: Handle, { caseId, siteId, commentId, accountId }: NewDecision): boolean {
  if (caseId === null) return true
  const subject = commentId === null ? eq(cases.accountId, accountId ?? '') : eq(cases.commentId, commentId)
  const found = tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.id, caseId), eq(cases.siteId, siteId), subject))
    .get()
  return found !== undefined
}

/** The version that was seen is used up; a state changes only after the decision that changes it is in. */
function claimSubject(tx: Handle, decision: NewDecision): 'claimed' | 'missing' | 'stale' {
  const { accountId, commentId, commentVersion, siteId } = decision
  if (commentId === null) {
    const own = and(eq(accounts.id, accountId ?? ''), eq(accounts.siteId, siteId))
    return tx.select({ id: accounts.id }).from(accounts).where(own).get() ? 'claimed' : 'missing'
  }
  const own = and(eq(comments.id, commentId), eq(comments.siteId, siteId))
  const claimed = tx
    .update(comments)
    .set({ version: sql`${comments.version} + 1` })
    .where(and(own, sql`${comments.version} = ${commentVersion}`, sql`${comments.state} = ${decision.from}`))
    .returning({ id: comments.id })
    .get()
  if (claimed) return 'claimed'
  return tx.select({ id: comments.id }).from(comments).where(own).get() ? 'stale' : 'missing'
}

/** The newest decision made on what was seen or later, and the name of whoever made it. */
function stale(tx: Handle, { commentId, commentVersion }: NewDecision): DecisionOutcome {
  const found = tx
    .select({ latest: decisionColumns, decidedBy: accounts.displayName })
    .from(decisions)
    .leftJoin(accounts, eq(accounts.id, decisions.actorId))
    .where(
      and(eq(decisions.commentId, commentId ?? ''), sql`${decisions.commentVersion} >= ${commentVersion}`),
    )
    .orderBy(desc(decisions.seq))
    .limit(atMost(1))
    .get()
  return { outcome: 'stale', ...(found ?? { latest: null, decidedBy: null }) }
}

/** `closed` also when no lease is needed; otherwise who holds it, if anybody does. */
function closeCase(tx: Handle, { decision, lease }: DecisionWrite): 'closed' | CaseLease {
  if (lease === null || decision.caseId === null) return 'closed'
  const own = and(eq(cases.id, decision.caseId), eq(cases.siteId, decision.siteId))
  const closed = tx
    .update(cases)
    .set({ closedAt: decision.at, ...NO_LEASE })
    .where(
      and(
        own,
        sql`${cases.closedAt} IS NULL`,
        eq(cases.leaseHolderId, lease.holderId),
        eq(cases.leaseToken, lease.token),
        gt(cases.leaseExpiresAt, decision.at),
      ),
    )
    .returning({ id: cases.id })
    .get()
  if (closed) return 'closed'
  const row: CaseRow | undefined = tx.select().from(cases).where(own).get()
  const holder = row ? leaseOf(row) : null
  return holder && holder.expiresAt > decision.at ? holder : null
}

type CaseLease = ReturnType<typeof leaseOf>

/** A trigger says the same: whoever decided on the subject before does not decide its appeal. */
function isSamePerson(tx: Handle, decision: NewDecision): boolean {
  if (decision.source !== 'appeal' || decision.onePersonDesk) return false
  const { accountId, actorId, commentId } = decision
  const subject =
    commentId === null ? eq(decisions.accountId, accountId ?? '') : eq(decisions.commentId, commentId)
  const before = and(subject, eq(decisions.actorId, actorId ?? ''), eq(decisions.actorType, 'staff'))
  return tx.select({ id: decisions.id }).from(decisions).where(before).limit(atMost(1)).get() !== undefined
}

/** A decision is taken back once, and nothing follows from it after that. */
function isReversed(tx: Handle, id: string | null): boolean {
  if (id === null) return false
  // What took it back and was itself undone counts for nothing: the decision stands again.
  const stands = sql`NOT EXISTS (SELECT 1 FROM decisions AS undone
    WHERE undone.reverses = ${decisions.id} AND undone.action = 'undo')`
  const before = tx.select({ id: decisions.id }).from(decisions)
  return (
    before
      .where(and(eq(decisions.reverses, id), stands))
      .limit(atMost(1))
      .get() !== undefined
  )
}

/** The next link of the site's chain; the write lock keeps anyone else from taking the same number. */
export function append(tx: Handle, decision: NewDecision): Decision {
  const head = tx
    .select({ seq: decisions.seq, hash: decisions.hash })
    .from(decisions)
    .where(eq(decisions.siteId, decision.siteId))
    .orderBy(desc(decisions.seq))
    .limit(atMost(1))
    .get()
  const linked = {
    ...decision,
    chainVersion: CHAIN_VERSION,
    seq: (head?.seq ?? 0) + 1,
    prevHash: head?.hash ?? CHAIN_START,
  }
  const hashed = chainPayload(linked)
  const chained = { ...linked, hash: createHash('sha256').update(hashed, 'utf8').digest('hex') }
  tx.insert(decisions)
    .values({ ...chained, hashed })
    .run()
  return chained
}

function addStrike(
  tx: Handle,
  { decision: { id, siteId, at, commentId }, strikePoints }: DecisionWrite,
): void {
  if (strikePoints === null || commentId === null) return
  const writer = tx
    .select({ accountId: comments.accountId })
    .from(comments)
    .where(eq(comments.id, commentId))
    .get()
  if (writer)
    tx.insert(strikes)
      .values({ decisionId: id, siteId, ...writer, points: strikePoints, at })
      .run()
}
