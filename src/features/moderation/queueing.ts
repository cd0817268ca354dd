import { Problem } from '../../kernel/errors.ts'
import { randomToken, sha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import {
  type CaseFile,
  type Decision,
  LEASE_MS,
  type Lease,
  type QueueFilter,
  type QueueItem,
  type QueueOrder,
  type QueueRest,
  type QueueSearch,
  type QueueSummary,
} from './model.ts'
import type { Note } from './note-store.ts'
import type { Recording } from './recording.ts'
import { checkExplanation, isLeaseInForce } from './rules.ts'
import { canCorrect, isOutOfReach, outranks, rejectionIn, requireStaff } from './state-table.ts'

type Staff = Extract<Actor, { type: 'staff' }>

export interface OpenedCase {
  item: QueueItem
  /** Policy that the comment was written under. */
  policy: PolicyVersion
  /** The moderator's own lease; `null` when somebody else holds the case, nobody does, or it is closed. */
  lease: Lease | null
  latest: (Decision & { explanation: string }) | null
  /** Display name behind `latest`. */
  latestBy: string | null
  /** Display name of who escalated the case, when somebody did. */
  escalatedBy: string | null
  /** On the comment and its writer, newest first. */
  notes: Note[]
  /** Whether this person may take the rejection back now. */
  correctable: boolean
  /** An unanswered legal notice on the comment. */
  noticeId?: string | undefined
}

export interface QueueQuery extends QueueSearch {
  order: QueueOrder
  filter: QueueFilter
  limit: number
  rest?: QueueRest | undefined
}

/** How many cases one person may hold ahead of reading them. */
export const PREFETCH_LIMIT = 10

export interface Queueing {
  /** Open reviews in serving order, at most `limit`. @throws {Problem} `not-allowed` */
  queue(actor: Actor, query: QueueQuery): Promise<QueueItem[]>
  summary(actor: Actor): Promise<QueueSummary>
  /** Opens a case and claims it when it is free and within reach. @throws {Problem} `not-allowed`, `not-found` */
  open(actor: Actor, holderName: string, caseId: string): Promise<OpenedCase>
  /** Shows a case and claims nothing. @throws {Problem} `not-allowed`, `not-found` */
  look(actor: Actor, caseId: string): Promise<OpenedCase>
  /** Claims the riskiest free cases, at most ten, for reading ahead. @throws {Problem} `not-allowed` */
  next(
    actor: Actor,
    holderName: string,
    query: QueueQuery & { except: readonly string[] },
  ): Promise<OpenedCase[]>
  /** Holds what is on the screen for longer; `null` where somebody else has it or it is closed. @throws {Problem} `not-allowed` */
  renew(actor: Actor, holderName: string, caseIds: readonly string[]): Promise<Map<string, Lease | null>>
  /**
   * Opens work on a published comment unasked; answers its case.
   * @throws {Problem} `not-allowed`, `not-found`, `already-decided` where readers do not see it any more
   */
  takeUp(actor: Actor, commentId: string): Promise<string>
  /** Lets go of a case without deciding; with `until`, unless it has been renewed beyond that time. */
  skip(actor: Actor, caseId: string, leaseToken: string, until?: number): Promise<void>
  /** Escalates a case to the seniors, with a note of why. @throws {Problem} `not-allowed`, `lease-lost` */
  escalate(actor: Actor, input: { caseId: string; leaseToken: string; note: string }): Promise<void>
  /**
   * The same words with the same `key`, of the form, are one note.
   * @throws {Problem} `not-allowed`, `not-found`, `invalid-field` for an empty or too long one
   */
  addNote(
    actor: Actor,
    subject: { commentId: string } | { accountId: string },
    body: string,
    key?: string,
  ): Promise<void>
  /** The desk's notes on a comment and its writer, newest first. @throws {Problem} `not-allowed` */
  notes(actor: Actor, subject: { commentId: string | null; accountId: string }): Promise<Note[]>
}

export function createQueueing(
  ports: Ports,
  { alreadyDecided, commentOf, nameOf, policyOf }: Recording,
): Queueing {
  const { stores, clock, ids } = ports
  const store = stores.moderation

  async function isCorrectable(actor: Staff, { id, accountId, siteId, state }: Comment): Promise<boolean> {
    if (state !== 'rejected' || accountId === actor.accountId) return false
    const rejection = rejectionIn(await store.history(siteId, { commentId: id }))
    return rejection !== undefined && canCorrect(rejection, actor, clock.now())
  }

  async function shown(actor: Staff, item: QueueItem, lease: Lease | null): Promise<OpenedCase> {
    const { comment } = item
    const [latest] = await store.latestDecisions(comment.siteId, [comment.id])
    const notices = await store.noticesOn(comment.siteId, comment.id)
    return {
      item,
      policy: await policyOf(comment),
      lease,
      latest: latest ?? null,
      latestBy: latest ? await nameOf(latest) : null,
      notes: await store.notes(comment.siteId, { commentId: comment.id, accountId: comment.accountId }),
      correctable: await isCorrectable(actor, comment),
      escalatedBy: await nameOf({ siteId: comment.siteId, actorId: item.caseFile.escalatedById }),
      noticeId: notices.find(({ outcome }) => outcome === 'open' || outcome === 'blinded')?.id,
    }
  }

  async function itemOf(siteId: string, caseId: string): Promise<QueueItem> {
    const item = await store.item(siteId, caseId, clock.now())
    if (!item) throw new Problem('not-found')
    return item
  }

  function noteOf(actor: Staff, subject: { commentId: string } | { accountId: string }, body: string) {
    const { siteId, accountId: writerId } = actor
    const about = { commentId: null, accountId: null, ...subject }
    return { ...about, id: ids.next(), siteId, writerId, body, createdAt: clock.now() }
  }

  async function keepNote(
    actor: Staff,
    subject: { commentId: string } | { accountId: string },
    raw: string,
    key: string | undefined,
  ): Promise<void> {
    const body = checkExplanation(raw, 'note')
    if (body === '') throw new Problem('invalid-field', { field: 'note' })
    const note = noteOf(actor, subject, body)
    const { siteId, writerId: accountId, createdAt } = note
    const route = `note ${note.commentId ?? note.accountId}`
    const idempotency =
      key === undefined ? null : { siteId, accountId, route, key, bodyHash: await sha256Hex(body), createdAt }
    if ((await store.addNote(note, idempotency)) === 'missing') throw new Problem('not-found')
  }

  return {
    async queue(actor, query) {
      requireStaff(actor, siteOf(actor))
      return store.queue(actor.siteId, { ...query, now: clock.now() })
    },

    async summary(actor) {
      requireStaff(actor, siteOf(actor))
      return store.summary(actor.siteId)
    },

    async open(actor, holderName, caseId) {
      requireStaff(actor, siteOf(actor))
      const now = clock.now()
      const seen = await itemOf(actor.siteId, caseId)
      if (isOutOfReach(seen.caseFile, actor.role)) return shown(actor, seen, null)
      const holderId = actor.accountId
      const claim: Lease = { holderId, holderName, token: randomToken(), expiresAt: now + LEASE_MS }
      const taken = await store.takeLease(actor.siteId, caseId, claim, now)
      const item = await itemOf(actor.siteId, caseId)
      return shown(actor, item, taken.outcome === 'applied' ? taken.lease : null)
    },

    async look(actor, caseId) {
      requireStaff(actor, siteOf(actor))
      const item = await itemOf(actor.siteId, caseId)
      return shown(actor, item, ownLease(item.caseFile, actor.accountId, clock.now()))
    },

    async next(actor, holderName, { rest: _rest, limit, ...query }) {
      requireStaff(actor, siteOf(actor))
      const now = clock.now()
      const items = await store.leaseNext(actor.siteId, {
        ...query,
        now,
        withEscalated: outranks(actor.role, 'senior'),
        limit: Math.min(limit, PREFETCH_LIMIT),
        holder: { holderId: actor.accountId, holderName, expiresAt: now + LEASE_MS },
        token: randomToken,
      })
      return Promise.all(
        items.map((item) => shown(actor, item, ownLease(item.caseFile, actor.accountId, now))),
      )
    },

    async renew(actor, holderName, caseIds) {
      requireStaff(actor, siteOf(actor))
      const now = clock.now()
      const leases = new Map<string, Lease | null>()
      for (const caseId of caseIds.slice(0, PREFETCH_LIMIT + 5)) {
        const claim = {
          holderId: actor.accountId,
          holderName,
          token: randomToken(),
          expiresAt: now + LEASE_MS,
        }
        const withEscalated = outranks(actor.role, 'senior')
        const taken = await store.takeLease(actor.siteId, caseId, claim, now, withEscalated)
        leases.set(caseId, taken.outcome === 'applied' ? taken.lease : null)
      }
      return leases
    },

    async takeUp(actor, commentId) {
      requireStaff(actor, siteOf(actor))
      const comment = await commentOf(actor.siteId, commentId)
      const caseId = await store.takeUp(actor.siteId, commentId, { id: ids.next(), now: clock.now() })
      if (caseId === null) throw await alreadyDecided(comment)
      return caseId
    },

    async skip(actor, caseId, leaseToken, until) {
      requireStaff(actor, siteOf(actor))
      const holder = { holderId: actor.accountId, token: leaseToken, until }
      await store.releaseLease(actor.siteId, caseId, holder)
    },

    async escalate(actor, { caseId, leaseToken, note }) {
      requireStaff(actor, siteOf(actor))
      const { comment } = await itemOf(actor.siteId, caseId)
      const body = checkExplanation(note)
      const by = {
        holderId: actor.accountId,
        token: leaseToken,
        now: clock.now(),
        note: body === '' ? null : noteOf(actor, { commentId: comment.id }, body),
      }
      if (!(await store.escalate(actor.siteId, caseId, by))) throw new Problem('lease-lost')
    },

    async addNote(actor, subject, body, key) {
      requireStaff(actor, siteOf(actor))
      await keepNote(actor, subject, body, key)
    },

    async notes(actor, subject) {
      requireStaff(actor, siteOf(actor))
      return store.notes(actor.siteId, subject)
    },
  }
}

function ownLease({ lease }: CaseFile, accountId: string, now: number): Lease | null {
  return lease && lease.holderId === accountId && isLeaseInForce(lease, now) ? lease : null
}
