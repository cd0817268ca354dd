import type { Comment } from '../../features/comments/model.ts'
import type { Submission, SubmissionOutcome } from '../../features/comments/store.ts'
import type { IdempotencyKey } from '../../features/delivery/model.ts'
import type { Handle } from './database.ts'
import type { Undo } from './shared-commit.ts'
import { replayStatements, submitStatements } from './submit-statements.ts'

/** The order matters: a repeated request is answered as before, whatever has happened since. */
export function submit(tx: Handle, undo: Undo<SubmissionOutcome>, submission: Submission): SubmissionOutcome {
  const { comment, idempotency, seenSubmissions } = submission
  const run = submitStatements(tx)
  if (idempotency && !run.claimKey.get({ ...idempotency, subjectId: comment.id })) {
    const known = replayOf(tx, idempotency)
    if (known) return known
    throw new Error('an idempotency key has no comment')
  }
  const { accountId, siteId } = comment
  if (!run.countSubmission.get({ accountId, siteId, seenSubmissions })) return undo({ outcome: 'stale' })
  if (!isOpen(tx, comment)) return undo({ outcome: 'closed' })
  if (!canReply(tx, comment)) return undo({ outcome: 'parent-unavailable' })
  insert(tx, submission)
  if (comment.state === 'published') countPublished(tx, comment, 1)
  return { outcome: 'applied' }
}

type Replay = Extract<SubmissionOutcome, { outcome: 'replayed' | 'key-reused' }>

/** What this key was answered, or `null` when it is new. */
export function replayOf(db: Handle, key: IdempotencyKey): Replay | null {
  const run = replayStatements(db)
  const known = run.knownKey.get({ ...key })
  if (!known) return null
  if (known.bodyHash !== key.bodyHash) return { outcome: 'key-reused' }
  const comment = run.comment.get({ id: known.subjectId })
  return comment ? { outcome: 'replayed', comment } : null
}

/** Moves an article's count and revision, and the parent's count of a reply, as a comment appears or goes. */
export function countPublished(
  tx: Handle,
  { articleId, parentId }: Pick<Comment, 'articleId' | 'parentId'>,
  by: 1 | -1,
): void {
  const run = submitStatements(tx)
  run.countOnArticle.run({ articleId, by })
  if (parentId !== null) run.countReply.run({ parentId, by })
}

function isOpen(tx: Handle, { articleId, siteId, createdAt }: Comment): boolean {
  return submitStatements(tx).openArticle.get({ articleId, siteId, createdAt }) !== undefined
}

function canReply(tx: Handle, { parentId, articleId }: Comment): boolean {
  if (parentId === null) return true
  const parent = submitStatements(tx).parent.get({ parentId, articleId })
  return parent?.state === 'published' && parent.parentId === null
}

function insert(tx: Handle, { comment, screening, newCase, outbox }: Submission): void {
  const run = submitStatements(tx)
  const { siteId, articleId, id: commentId } = comment
  run.insertComment.run({ ...comment })
  run.insertScreening.run({ ...screening, siteId })
  if (newCase) {
    const newWriter = newCase.factors.some(({ factor }) => factor === 'new-writer')
    run.insertCase.run({ ...newCase, siteId, articleId, commentId, newWriter })
  }
  for (const entry of outbox) run.insertOutbox.run({ ...entry })
}
