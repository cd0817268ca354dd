import { randomBytes } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import type { OutboxEntry } from '../../features/delivery/model.ts'
import type { NewDecision } from '../../features/moderation/model.ts'
import { PLAIN } from '../../features/moderation/plain-decision.ts'
import type { DecisionOutcome, DecisionWrite } from '../../features/moderation/store.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Handle } from './database.ts'
import { isHeld } from './decision-comment.ts'
import { recordDecision } from './decision-record.ts'
import { comments } from './schema.ts'

type Written = Pick<
  typeof comments.$inferSelect,
  'id' | 'articleId' | 'state' | 'version' | 'policyVersion' | 'publishedReplies'
>

/**
 * Withdrawn by their author, then purged, each by a decision. What a legal notice or another's appeal holds is only
 * withdrawn: the clean-up purges it when that is over. Answers the articles whose pages change.
 */
export function purgeComments(
  tx: Handle,
  person: { siteId: string; accountId: string; now: number },
): string[] {
  const { id, articleId, state, version, policyVersion, publishedReplies } = comments
  const written = tx
    .select({ id, articleId, state, version, policyVersion, publishedReplies })
    .from(comments)
    .where(and(eq(comments.accountId, person.accountId), ne(comments.state, 'purged')))
    .all()
  for (const comment of written) purge(tx, person, comment)
  const changed = written.filter((comment) => comment.state === 'published' || comment.publishedReplies > 0)
  return [...new Set(changed.map((comment) => comment.articleId))]
}

function purge(tx: Handle, person: { siteId: string; accountId: string; now: number }, comment: Written) {
  const isVisible = comment.state !== 'rejected' && comment.state !== 'withdrawn'
  if (isVisible) record(tx, person, comment, { action: 'withdraw', from: comment.state, to: 'withdrawn' })
  const left: Written = isVisible ? { ...comment, state: 'withdrawn', version: comment.version + 1 } : comment
  if (!isHeld(tx, comment.id)) record(tx, person, left, { action: 'purge', from: left.state, to: 'purged' })
}

function record(
  tx: Handle,
  { siteId, accountId, now }: { siteId: string; accountId: string; now: number },
  comment: Written,
  move: Pick<NewDecision, 'action' | 'from' | 'to'>,
): void {
  const decision = decisionOf({ siteId, accountId, now }, comment, move)
  const write: DecisionWrite = {
    decision,
    text: { decisionId: decision.id, salt: '', explanation: '' },
    lease: null,
    reports: move.action === 'withdraw' ? 'moot' : null,
    strikePoints: null,
    reversed: null,
    restriction: null,
    appeal: null,
    notice: null,
    newReview: null,
    outbox: move.from === 'published' ? [cardEntry(decision, comment.id)] : [],
    nextId: () => uuidv7(now),
  }
  recordDecision(tx, refuse, write)
}

/** The picture of what was said lies outside the database: it goes, too, when nobody comes to hear of the erasure. */
function cardEntry({ siteId, at }: NewDecision, subjectId: string): OutboxEntry {
  return { id: uuidv7(at), siteId, kind: 'card', subjectId, createdAt: at, notBefore: at, attempts: 0 }
}

function refuse(answer: DecisionOutcome): never {
  throw new Error(`an erasure was refused: ${answer.outcome}`)
}

function decisionOf(
  { siteId, accountId, now }: { siteId: string; accountId: string; now: number },
  comment: Written,
  move: Pick<NewDecision, 'action' | 'from' | 'to'>,
): NewDecision {
  const byAuthor = move.action === 'withdraw'
  return {
    ...PLAIN,
    ...move,
    id: uuidv7(now),
    siteId,
    at: now,
    actorType: byAuthor ? 'author' : 'system',
    actorId: byAuthor ? accountId : null,
    role: byAuthor ? 'reader' : 'system',
    commentId: comment.id,
    commentVersion: comment.version,
    accountId: null,
    // Under a salt that nobody keeps: the text goes in the same step.
    bodyHmac: randomBytes(32).toString('hex'),
    policyVersion: comment.policyVersion,
    source: 'author',
  }
}
