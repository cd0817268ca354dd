import { DAY } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { BULK_LIMIT, type BulkResult, type Deciding, siteOf } from './deciding.ts'
import { deciderOf, decisionWrite } from './make-decision.ts'
import type { Decision, Restriction, RestrictionKind, Strike } from './model.ts'
import type { Recording } from './recording.ts'
import { activePoints, checkExplanation, checkGround, type Ground, suggestedStep } from './rules.ts'
import { outranks, requireStaff } from './state-table.ts'

export interface RestrictInput extends Ground {
  accountId: string
  kind: RestrictionKind
  /** 1–365; `null`: without an end, which only a ban by a senior may be, and a warning always is. */
  days: number | null
  explanation: string
  /** The decision on a comment that it follows from: overturning that one lifts this. */
  followsFrom: string | null
  /** Rejects what the account has waiting under the same clauses, at most 50. */
  rejectPending: boolean
}

/** A writer as the desk sees them before restricting. */
export interface WriterRecord {
  accountId: string
  displayName: string
  /** Points of the last 90 days. */
  points: number
  strikes: Strike[]
  restrictions: Restriction[]
  decisions: (Decision & { explanation: string })[]
  /** What the points suggest; `null` when nothing. A person decides. */
  suggested: { kind: RestrictionKind; days: number | null } | null
  pending: number
}

const LONGEST_DAYS = 365

export interface Restricting {
  /**
   * A ban ends every session in the same step; the person may sign in again to read why, and to appeal.
   * @throws {Problem} `not-allowed` (a colleague, oneself, or a ban without an end by less than a senior),
   * `not-found`, `clause-required`, `invalid-field`, `subject-held` when the decision that it follows from was taken back
   */
  restrict(
    actor: Actor,
    holderName: string,
    input: RestrictInput,
  ): Promise<{ decision: Decision; rejected: BulkResult[] }>
  /** Ends a restriction early: whoever imposed it, or a senior. @throws {Problem} `not-allowed`, `not-found`, `subject-held` */
  lift(actor: Actor, input: { restrictionId: string; explanation: string }): Promise<Decision>
  /** @throws {Problem} `not-allowed`, `not-found` */
  writer(actor: Actor, accountId: string): Promise<WriterRecord>
  /** Everybody who is held back now, newest first, at most 200. @throws {Problem} `not-allowed` */
  restricted(actor: Actor): Promise<(Restriction & { displayName: string })[]>
}

export function createRestricting(ports: Ports, { record }: Recording, deciding: Deciding): Restricting {
  const { stores, clock } = ports
  const store = stores.moderation

  return {
    async restrict(actor, holderName, input) {
      requireStaff(actor, siteOf(actor))
      const { accountId, kind } = input
      const account = await stores.accounts.byId(actor.siteId, accountId)
      if (!account || account.erasedAt !== null) throw new Problem('not-found')
      if (accountId === actor.accountId || account.role !== 'reader') throw new Problem('not-allowed')
      const now = clock.now()
      const endsAt = endOf(input, now)
      if (kind === 'ban' && endsAt === null && !outranks(actor.role, 'senior'))
        throw new Problem('not-allowed')
      const policy = await stores.policy.current(actor.siteId)
      if (!policy) throw new Problem('not-found')
      const explanation = checkExplanation(input.explanation)
      const ground = checkGround(kind, input, explanation, policy)
      const followsFrom = await causeOf(actor.siteId, input)
      const parts = { ...ground, by: deciderOf(actor), startsAt: now, endsAt, followsFrom }
      const write = await decisionWrite(
        ports,
        { siteId: actor.siteId, accountId },
        { ...parts, action: kind, from: 'none', to: kind, policyVersion: policy.version },
        explanation,
      )
      const restriction: Restriction = {
        id: write.decision.id,
        siteId: actor.siteId,
        accountId,
        kind,
        startsAt: now,
        endsAt,
        liftedAt: null,
        followsFrom,
      }
      const decision = await record({ ...write, restriction })
      return { decision, rejected: input.rejectPending ? await rejectPending(actor, holderName, input) : [] }
    },

    async lift(actor, { restrictionId, explanation }) {
      requireStaff(actor, siteOf(actor))
      const imposed = await store.decision(actor.siteId, restrictionId)
      const restriction = imposed?.accountId
        ? (await store.restrictionsOf(actor.siteId, imposed.accountId)).find(({ id }) => id === restrictionId)
        : undefined
      if (!imposed || !restriction) throw new Problem('not-found')
      if (imposed.actorId !== actor.accountId && !outranks(actor.role, 'senior'))
        throw new Problem('not-allowed')
      const { accountId, kind } = restriction
      const write = await decisionWrite(
        ports,
        { siteId: actor.siteId, accountId },
        {
          by: deciderOf(actor),
          action: 'lift',
          from: kind,
          to: 'none',
          policyVersion: imposed.policyVersion,
          reverses: restrictionId,
        },
        checkExplanation(explanation),
        { reversed: imposed },
      )
      return record(write)
    },

    async writer(actor, accountId) {
      requireStaff(actor, siteOf(actor))
      const { siteId } = actor
      const account = await stores.accounts.byId(siteId, accountId)
      if (!account) throw new Problem('not-found')
      const now = clock.now()
      const strikes = await store.strikesOf(siteId, accountId)
      const points = activePoints(strikes, now)
      return {
        accountId,
        displayName: account.displayName,
        points,
        strikes,
        restrictions: await store.restrictionsOf(siteId, accountId),
        decisions: await store.history(siteId, { accountId }),
        suggested: suggestedStep(points),
        pending: (await store.pendingOf(siteId, accountId, BULK_LIMIT)).length,
      }
    },

    async restricted(actor) {
      requireStaff(actor, siteOf(actor))
      return store.restrictionsInForce(actor.siteId, clock.now(), 200)
    },
  }

  /** Only a decision on a comment of that very account. */
  async function causeOf(siteId: string, { accountId, followsFrom }: RestrictInput): Promise<string | null> {
    if (followsFrom === null) return null
    const cause = await store.decision(siteId, followsFrom)
    const comment = cause?.commentId ? await stores.comments.byId(siteId, cause.commentId) : null
    if (comment?.accountId !== accountId) throw new Problem('not-found')
    return followsFrom
  }

  async function rejectPending(
    actor: Actor,
    holderName: string,
    { accountId, clauses, explanation, lawReference }: RestrictInput,
  ): Promise<BulkResult[]> {
    const pending = await store.pendingOf(siteOf(actor), accountId, BULK_LIMIT)
    const items: { caseId: string; version: number }[] = []
    for (const { caseId, commentId } of pending) {
      const comment = await stores.comments.byId(siteOf(actor), commentId)
      if (comment) items.push({ caseId, version: comment.version })
    }
    if (items.length === 0) return []
    return deciding.bulk(actor, holderName, { action: 'reject', items, clauses, lawReference, explanation })
  }
}

/** @throws {Problem} `invalid-field` */
function endOf({ days, kind }: RestrictInput, now: number): number | null {
  if (kind === 'warn') return null
  if (days === null && kind === 'ban') return null
  if (days === null || !Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new Problem('invalid-field', { field: 'days' })
  return now + days * DAY
}
