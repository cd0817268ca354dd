import { Problem } from '../../kernel/errors.ts'
import { randomToken } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import { deciderOf, decisionWrite } from './make-decision.ts'
import { type Decision, LEASE_MS, type QueueItem } from './model.ts'
import { refuseOwnReport } from './own-report.ts'
import type { Recording } from './recording.ts'
import { originOf } from './review-origin.ts'
import { checkExplanation, checkGround, checkLaw, type Ground, isLeaseInForce, pointsOf } from './rules.ts'
import {
  canCorrect,
  canUndo,
  isOutOfReach,
  moveOf,
  rejectionIn,
  requireMover,
  requireStaff,
} from './state-table.ts'
import type { DecisionWrite } from './store.ts'

type Staff = Extract<Actor, { type: 'staff' }>

export interface DecideInput extends Ground {
  caseId: string
  action: 'approve' | 'reject' | 'keep'
  /** To the author, in the author's language; at most 500 grapheme clusters, may be empty. */
  explanation: string
  /** Version of the comment that was on the screen. */
  version: number
  leaseToken: string
  msOnScreen: number | null
}

export interface BulkInput extends Ground {
  action: 'approve' | 'reject'
  items: readonly { caseId: string; version: number }[]
  explanation: string
}

/** What became of one item of a bulk decision, or of taking one back. */
export type BulkResult = { caseId: string } & ({ decision: Decision } | { problem: Problem })

export const BULK_LIMIT = 50

export interface Deciding {
  /**
   * Decides an open review under its lease.
   * @throws {Problem} `not-allowed` (also for an escalated case without a senior), `not-found`, `own-comment`,
   * `own-report`, `clause-required`, `lease-lost`, `already-decided` (with who, what and when)
   */
  decide(actor: Actor, input: DecideInput): Promise<Decision>
  /**
   * Takes one's own decision back within half a minute: state, work, reports, strikes and linked restrictions.
   * @throws {Problem} `not-allowed`, `not-found`, `undo-expired`, `already-decided`
   */
  undo(actor: Actor, decisionId: string): Promise<Decision>
  /**
   * Takes back a rejection without an appeal: the same person within a day, or a senior.
   * @throws {Problem} `not-allowed`, `not-found`, `own-comment`, `own-report`, `already-decided`, `invalid-field` without a reason
   */
  correct(actor: Actor, input: { commentId: string; version: number; explanation: string }): Promise<Decision>
  /** Takes a published comment out of sight until it is reviewed. @throws {Problem} as `decide` */
  hold(actor: Actor, input: { commentId: string; version: number; explanation: string }): Promise<Decision>
  /**
   * At most 50 decisions that share a batch id; each stands and falls by itself.
   * @throws {Problem} `not-allowed`, `too-large`, `clause-required`, `invalid-field`
   */
  bulk(actor: Actor, holderName: string, input: BulkInput): Promise<BulkResult[]>
  /**
   * As {@link Deciding.undo}, of at most 50 decisions; each stands and falls by itself.
   * @throws {Problem} `not-allowed`, `too-large`
   */
  undoBulk(actor: Actor, decisionIds: readonly string[]): Promise<BulkResult[]>
  /** The author takes the comment back. @throws {Problem} `sign-in-required`, `not-found`, `already-decided` */
  withdraw(actor: Actor, commentId: string): Promise<Decision>
}

export function createDeciding(ports: Ports, recording: Recording): Deciding {
  const { stores, clock, ids } = ports
  const store = stores.moderation
  const { alreadyDecided, commentOf, policyOf, record } = recording

  async function review(actor: Staff, input: DecideInput, batchId: string | null): Promise<Decision> {
    const item = await store.item(actor.siteId, input.caseId, clock.now())
    // An appeal or a notice is answered by its own verb, which answers the person as well.
    if (!item || item.caseFile.appealId !== null || item.caseFile.noticeId !== null)
      throw new Problem('not-found')
    refuseOwn(actor, item)
    if (isOutOfReach(item.caseFile, actor.role)) throw new Problem('not-allowed')
    const { comment } = item
    const before = await replayOf(actor, comment, input)
    if (before) return before
    const explanation = checkExplanation(input.explanation)
    const policy = await policyOf(comment)
    const ground = checkGround(input.action, input, explanation, policy)
    const move = moveOf(comment.state, input.action)
    // The table has no such row for a review: the comment is no longer what was seen.
    if (!move?.onCase || move.to === 'before') throw await alreadyDecided(comment)
    requireMover(move, actor.role)
    const { msOnScreen, version } = input
    const parts = { ...ground, ...originOf(item), by: deciderOf(actor), batchId, msOnScreen }
    const write = await decisionWrite(
      ports,
      { siteId: actor.siteId, comment: { ...comment, version } },
      {
        ...parts,
        action: input.action,
        from: comment.state,
        to: move.to,
        policyVersion: comment.policyVersion,
        caseId: input.caseId,
      },
      explanation,
      {
        lease: { holderId: actor.accountId, token: input.leaseToken },
        reports: input.action === 'reject' ? 'upheld' : 'dismissed',
        strikePoints: input.action === 'reject' ? pointsOf(ground.clauses, policy) : null,
      },
    )
    return record(write)
  }

  /** The same decision of the same person on the same version: its answer was lost, and is asked for again. */
  async function replayOf(actor: Staff, comment: Comment, input: DecideInput): Promise<Decision | null> {
    if (comment.version === input.version) return null
    const made = (await store.history(actor.siteId, { commentId: comment.id })).find(
      ({ commentVersion }) => commentVersion === input.version,
    )
    return made && isSame(made, actor, input) ? made : null
  }

  async function bulkItem(
    actor: Staff,
    holderName: string,
    input: BulkInput,
    { caseId, version }: { caseId: string; version: number },
    batchId: string,
  ): Promise<Decision> {
    const now = clock.now()
    const item = await store.item(actor.siteId, caseId, now)
    // Appeals and legal notices are answered one by one.
    if (!item || !isReview(item.caseFile)) throw new Problem('not-found')
    // Nothing is claimed that could not be decided anyway: a colleague would wait for the claim to end.
    if (isOutOfReach(item.caseFile, actor.role)) throw new Problem('not-allowed')
    refuseOwn(actor, item)
    const lease = {
      holderId: actor.accountId,
      holderName,
      token: randomToken(),
      expiresAt: now + LEASE_MS,
    }
    const taken = await store.takeLease(actor.siteId, caseId, lease, now)
    if (taken.outcome === 'missing') throw new Problem('not-found')
    if (taken.outcome === 'held') throw new Problem('lease-lost', { decidedBy: taken.lease.holderName })
    const leaseToken = taken.outcome === 'applied' ? taken.lease.token : ''
    // What readers see already is kept, not approved.
    const { state, version: current } = item.comment
    const isKept = input.action === 'approve' && state === 'published' && current === version
    const action: DecideInput['action'] = isKept ? 'keep' : input.action
    const decision: DecideInput = { ...input, caseId, action, version, leaseToken, msOnScreen: null }
    try {
      return await review(actor, decision, batchId)
    } catch (error) {
      // Nobody waits for the end of a claim that decided nothing; what is open on a screen of one's own stays one's own.
      const wasOwn = item.caseFile.lease !== null && isLeaseInForce(item.caseFile.lease, now)
      if (!wasOwn)
        await store.releaseLease(actor.siteId, caseId, { holderId: actor.accountId, token: leaseToken })
      throw error
    }
  }

  async function undoWrite(actor: Staff, reversed: Decision | null): Promise<DecisionWrite> {
    if (reversed?.commentId == null) throw new Problem('not-found')
    if (!canUndo(reversed, actor.accountId, clock.now())) throw new Problem('undo-expired')
    const comment = await commentOf(actor.siteId, reversed.commentId)
    const version = (reversed.commentVersion ?? 0) + 1
    return decisionWrite(
      ports,
      { siteId: actor.siteId, comment: { ...comment, version } },
      {
        by: deciderOf(actor),
        action: 'undo',
        from: reversed.to,
        to: reversed.from,
        policyVersion: reversed.policyVersion,
        reverses: reversed.id,
        caseId: reversed.caseId,
      },
      '',
      // What was reported while it was seen again is gone with it.
      { reversed, reports: reversed.from === 'rejected' ? 'moot' : null },
    )
  }

  return {
    async decide(actor, input) {
      requireStaff(actor, siteOf(actor))
      return review(actor, input, null)
    },

    async undo(actor, decisionId) {
      requireStaff(actor, siteOf(actor))
      const reversed = await store.decision(actor.siteId, decisionId)
      return record(await undoWrite(actor, reversed))
    },
    async correct(actor, { commentId, version, explanation }) {
      requireStaff(actor, siteOf(actor))
      const comment = await commentOf(actor.siteId, commentId)
      if (comment.accountId === actor.accountId) throw new Problem('own-comment')
      const reason = checkExplanation(explanation)
      if (reason === '') throw new Problem('invalid-field', { field: 'explanation' })
      const reversed = rejectionIn(await store.history(actor.siteId, { commentId }))
      if (comment.state !== 'rejected' || !reversed) throw await alreadyDecided(comment)
      if (!canCorrect(reversed, actor, clock.now())) throw new Problem('not-allowed')
      await refuseOwnReport(store, actor, comment, reversed.id)
      const write = await decisionWrite(
        ports,
        { siteId: actor.siteId, comment: { ...comment, version } },
        {
          by: deciderOf(actor),
          action: 'overturn',
          from: 'rejected',
          to: 'published',
          policyVersion: comment.policyVersion,
          reverses: reversed.id,
        },
        reason,
        { reversed },
      )
      return record(write)
    },

    async hold(actor, { commentId, version, explanation }) {
      requireStaff(actor, siteOf(actor))
      const comment = await commentOf(actor.siteId, commentId)
      if (comment.accountId === actor.accountId) throw new Problem('own-comment')
      if (comment.state !== 'published') throw await alreadyDecided(comment)
      const write = await decisionWrite(
        ports,
        { siteId: actor.siteId, comment: { ...comment, version } },
        {
          by: deciderOf(actor),
          action: 'hold',
          from: 'published',
          to: 'pending',
          policyVersion: comment.policyVersion,
        },
        checkExplanation(explanation),
        { newReview: { id: ids.next(), kind: 'own', risk: 0, factors: [{ factor: 'own', points: 0 }] } },
      )
      return record(write)
    },

    async bulk(actor, holderName, input) {
      requireStaff(actor, siteOf(actor))
      if (input.items.length > BULK_LIMIT) throw new Problem('too-large', { limit: BULK_LIMIT })
      if (input.action === 'reject' && input.clauses.length === 0 && input.lawReference === null)
        throw new Problem('clause-required', { field: 'clause' })
      // What is wrong with each of them is said once, on the form that has the words.
      const words = checkExplanation(input.explanation)
      if (input.action === 'reject' && input.lawReference !== null) checkLaw(input.lawReference, words)
      const batchId = ids.next()
      const items = new Map(input.items.map((item) => [item.caseId, item]))
      // All at once, so that they share a few commits: one after the other they took seconds.
      const decided = [...items.values()].map((item) =>
        bulkResult(item.caseId, bulkItem(actor, holderName, input, item, batchId)),
      )
      return Promise.all(decided)
    },

    async undoBulk(actor, decisionIds) {
      requireStaff(actor, siteOf(actor))
      if (decisionIds.length > BULK_LIMIT) throw new Problem('too-large', { limit: BULK_LIMIT })
      const ids = [...new Set(decisionIds)]
      const reversed = await Promise.all(ids.map((id) => store.decision(actor.siteId, id)))
      // All at once, as they were decided; the log names them in the order in which they were asked for.
      const writes = reversed.map((one) => undoWrite(actor, one))
      await Promise.allSettled(writes)
      return Promise.all(
        writes.map((write, at) => bulkResult(reversed[at]?.caseId ?? '', write.then(record))),
      )
    },

    async withdraw(actor, commentId) {
      if (actor.type !== 'reader') throw new Problem('sign-in-required')
      const comment = await commentOf(actor.siteId, commentId)
      const isOwn = comment.accountId === actor.accountId
      if (!isOwn || (actor.articleId !== null && actor.articleId !== comment.articleId))
        throw new Problem('not-found')
      if (moveOf(comment.state, 'withdraw') === null) throw await alreadyDecided(comment)
      const write = await decisionWrite(
        ports,
        { siteId: actor.siteId, comment },
        {
          by: { actorType: 'author', actorId: actor.accountId, role: 'reader' },
          action: 'withdraw',
          from: comment.state,
          to: 'withdrawn',
          policyVersion: comment.policyVersion,
          source: 'author',
        },
        '',
        { reports: 'moot' },
      )
      return record(write)
    },
  }
}

async function bulkResult(caseId: string, decided: Promise<Decision>): Promise<BulkResult> {
  try {
    return { caseId, decision: await decided }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { caseId, problem: error }
  }
}

function isReview({ kind }: QueueItem['caseFile']): boolean {
  return kind === 'premoderation' || kind === 'reports' || kind === 'own'
}

function isSame(made: Decision, { accountId }: Staff, { action, caseId, clauses }: DecideInput): boolean {
  return (
    made.actorId === accountId &&
    made.action === action &&
    made.caseId === caseId &&
    made.clauses.join() === [...clauses].sort().join()
  )
}

/** Domain, rule 10. */
function refuseOwn({ accountId }: Staff, { comment, reports }: QueueItem): void {
  if (comment.accountId === accountId) throw new Problem('own-comment')
  if (reports.some((report) => report.outcome === 'open' && report.reporterId === accountId))
    throw new Problem('own-report')
}

export function siteOf(actor: Actor): string {
  return actor.type === 'visitor' ? '' : actor.siteId
}
