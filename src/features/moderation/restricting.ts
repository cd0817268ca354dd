import { canonicalJson } from '../../kernel/canonical-json.ts'
import { DAY } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Account, Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { IdempotencyKey } from '../delivery/model.ts'
import type { Ports } from '../ports.ts'
import { BULK_LIMIT, type BulkResult, type Deciding, siteOf } from './deciding.ts'
import { deciderOf, decisionWrite } from './make-decision.ts'
import type { Decision, NewDecision, Restriction, RestrictionKind, Strike } from './model.ts'
import type { Recording } from './recording.ts'
import { activePoints, checkExplanation, checkGround, type Ground, suggestedStep } from './rules.ts'
import { outranks, requireStaff } from './state-table.ts'
import type { DecisionWrite } from './store.ts'

export interface RestrictInput extends Ground {
  accountId: string
  kind: RestrictionKind
  /** 1–365; `null`: without an end, which only a ban by a senior may be, and a warning always is. */
  days: number | null
  explanation: string
  /** The decision on a comment that it follows from: overturning that one lifts this. */
  followsFrom: string | null
  /** What the account has waiting and is rejected under the same clauses, as it was on the screen; at most 50. */
  rejects: readonly { caseId: string; version: number }[]
  /** Of the form: with the same one it is the same restriction. */
  key?: string | undefined
}

/** A writer as the desk sees them before restricting. */
export interface WriterRecord {
  account: Account
  /** Points of the last 90 days. */
  points: number
  strikes: Strike[]
  restrictions: Restriction[]
  decisions: (Decision & { explanation: string })[]
  /** What the points suggest; `null` when nothing. A person decides. */
  suggested: { kind: RestrictionKind; days: number | null } | null
  /** Waits for a decision, newest first, at most 50. */
  pending: { caseId: string; comment: Comment }[]
}

const LONGEST_DAYS = 365

export interface Restricting {
  /**
   * A ban ends every session in the same step; the person may sign in again to read why, and to appeal.
   * @throws {Problem} `not-allowed` (a colleague, oneself, or a ban without an end by less than a senior),
   * `not-found`, `clause-required`, `invalid-field`, `subject-held` when the decision that it follows from was taken
   * back, `idempotency-key-reused`
   */
  restrict(
    actor: Actor,
    holderName: string,
    input: RestrictInput,
  ): Promise<{ decision: Decision; rejected: BulkResult[] }>
  /** Whether `restrict` would be carried out; writes nothing. @throws {Problem} as `restrict` */
  rehearse(actor: Actor, input: RestrictInput): Promise<void>
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

  /** The decision as it would be recorded, with everything checked. */
  async function prepare(actor: Actor, input: RestrictInput): Promise<DecisionWrite> {
    requireStaff(actor, siteOf(actor))
    const { accountId, kind } = input
    const account = await stores.accounts.byId(actor.siteId, accountId)
    if (!account || account.erasedAt !== null) throw new Problem('not-found')
    if (accountId === actor.accountId || account.role !== 'reader') throw new Problem('not-allowed')
    if (input.rejects.length > BULK_LIMIT) throw new Problem('too-large', { limit: BULK_LIMIT })
    const startsAt = clock.now()
    const endsAt = endOf(input, startsAt)
    if (kind === 'ban' && endsAt === null && !outranks(actor.role, 'senior')) throw new Problem('not-allowed')
    const policy = await stores.policy.current(actor.siteId)
    if (!policy) throw new Problem('not-found')
    const explanation = checkExplanation(input.explanation)
    const ground = checkGround(kind, input, explanation, policy)
    const followsFrom = await causeOf(actor.siteId, input)
    const term = { startsAt, endsAt, followsFrom }
    const write = await decisionWrite(
      ports,
      { siteId: actor.siteId, accountId },
      {
        ...ground,
        ...term,
        by: deciderOf(actor),
        action: kind,
        from: 'none',
        to: kind,
        policyVersion: policy.version,
      },
      explanation,
    )
    const { id, siteId } = write.decision
    return {
      ...write,
      restriction: { ...term, id, siteId, accountId, kind, liftedAt: null },
      idempotency: await idempotencyKey(write.decision, input, explanation),
    }
  }

  return {
    async restrict(actor, holderName, input) {
      const decision = await record(await prepare(actor, input))
      return { decision, rejected: await rejectWaiting(actor, holderName, input) }
    },

    async rehearse(actor, input) {
      await prepare(actor, input)
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
        account,
        points,
        strikes,
        restrictions: await store.restrictionsOf(siteId, accountId),
        decisions: await store.history(siteId, { accountId }),
        suggested: suggestedStep(points),
        pending: await waitingOf(siteId, accountId),
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

  async function waitingOf(siteId: string, accountId: string): Promise<WriterRecord['pending']> {
    const waiting: WriterRecord['pending'] = []
    for (const { caseId, commentId } of await store.pendingOf(siteId, accountId, BULK_LIMIT)) {
      const comment = await stores.comments.byId(siteId, commentId)
      if (comment) waiting.push({ caseId, comment })
    }
    return waiting
  }

  /** Whatever is not the account's own is left alone, whoever named it. */
  async function rejectWaiting(
    actor: Actor,
    holderName: string,
    input: RestrictInput,
  ): Promise<BulkResult[]> {
    const { accountId, clauses, explanation, lawReference } = input
    const items: { caseId: string; version: number }[] = []
    for (const rejected of input.rejects) {
      const item = await store.item(siteOf(actor), rejected.caseId, clock.now())
      if (item?.comment.accountId === accountId) items.push(rejected)
    }
    if (items.length === 0) return []
    return deciding.bulk(actor, holderName, { action: 'reject', items, clauses, lawReference, explanation })
  }
}

/** What makes it the same restriction when it is sent again; the end is counted anew each time, and the days are not. */
async function idempotencyKey(
  { actorId, accountId, action, at, clauses, followsFrom, lawReference, siteId }: NewDecision,
  { days, key }: RestrictInput,
  explanation: string,
): Promise<IdempotencyKey | null> {
  if (key === undefined || actorId === null) return null
  const body = canonicalJson({ action, days, clauses, lawReference, explanation, followsFrom })
  const route = `restrict ${accountId}`
  return { siteId, accountId: actorId, route, key, bodyHash: await sha256Hex(body), createdAt: at }
}

/** @throws {Problem} `invalid-field` */
function endOf({ days, kind }: RestrictInput, now: number): number | null {
  if (kind === 'warn') return null
  if (days === null && kind === 'ban') return null
  if (days === null || !Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new Problem('invalid-field', { field: 'days' })
  return now + days * DAY
}
