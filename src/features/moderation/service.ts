import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import { hmacSha256Hex, randomToken } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'

import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import { effects } from './effects.ts'
import { checkChain, type LogCheck } from './log-check.ts'
import {
  type CaseFile,
  CHAIN_START,
  type Decision,
  type DecisionAction,
  LEASE_MS,
  type Lease,
  type NewDecision,
  type QueueFilter,
  type QueueItem,
  type QueueOrder,
  type QueueSummary,
  type Report,
  type Statement,
} from './model.ts'
import { checkClauses, checkExplanation, moveTo, requireStaff, statementOf } from './rules.ts'
import type { DecisionOutcome } from './store.ts'

export interface DecideInput {
  caseId: string
  action: DecisionAction
  /** Clause ids of the policy version that the comment was written under; needed to reject. */
  clauses: readonly string[]
  /** To the author, in the author's language; at most 500 grapheme clusters, may be empty. */
  explanation: string
  /** Version of the comment that was on the screen. */
  version: number
  leaseToken: string
  msOnScreen: number | null
}

export interface OpenedCase {
  item: QueueItem
  /** Policy that the comment was written under. */
  policy: PolicyVersion
  /** The moderator's own lease; `null` when somebody else holds the case, nobody does, or it is closed. */
  lease: Lease | null
  latest: (Decision & { explanation: string }) | null
  /** Display name behind `latest`. */
  latestBy: string | null
}

export interface LastDecision {
  decision: Decision
  /** Who decided; `null` when the account is gone. */
  by: string | null
  authorName: string
}

export interface ModerationService {
  /** Cases in serving order, at most `limit`. @throws {Problem} `not-allowed` */
  queue(actor: Actor, query: { order: QueueOrder; filter: QueueFilter; limit: number }): Promise<QueueItem[]>
  summary(actor: Actor): Promise<QueueSummary>
  /** Opens a case and claims it when it is free. @throws {Problem} `not-allowed`, `not-found` */
  open(actor: Actor, holderName: string, caseId: string): Promise<OpenedCase>
  /** Shows a case and claims nothing. @throws {Problem} `not-allowed`, `not-found` */
  look(actor: Actor, caseId: string): Promise<OpenedCase>
  /** Lets go of a case without deciding. */
  skip(actor: Actor, caseId: string, leaseToken: string): Promise<void>
  /**
   * @throws {Problem} `not-allowed`, `not-found`, `own-comment`, `clause-required`, `lease-lost`,
   * `already-decided` (with who, what and when)
   */
  decide(actor: Actor, input: DecideInput): Promise<Decision>
  /** @throws {Problem} `sign-in-required`, `not-found`, `own-comment`, `clause-required` */
  report(
    actor: Actor,
    input: { commentId: string; clause: string; note: string },
  ): Promise<'applied' | 'duplicate'>
  /** What the reader has reported, newest first, at most 1 000. @throws {Problem} `sign-in-required` */
  ownReports(actor: Actor): Promise<Report[]>
  /** Statements of reasons for the actor's own comments, by comment id. */
  statements(actor: Actor, comments: readonly Comment[], language: Language): Promise<Map<string, Statement>>
  /** The decision that closed a case, or the site's newest for `null`. @throws {Problem} `not-allowed` */
  lastDecision(actor: Actor, caseId: string | null): Promise<LastDecision | null>
  /** The newest decisions, whether the chain holds through them, and names by account id. @throws {Problem} `not-allowed` */
  recentLog(
    actor: Actor,
    limit: number,
  ): Promise<{ decisions: Decision[]; names: Map<string, string>; check: LogCheck }>
  /** Walks the chain of a site from its first row. */
  verifyLog(siteId: string): Promise<LogCheck>
}

const LOG_PAGE = 500
const OWN_REPORTS = 1_000

export function createModerationService(ports: Ports): ModerationService {
  const { stores, clock, ids, events } = ports
  const store = stores.moderation

  async function policyOf(comment: Comment): Promise<PolicyVersion> {
    const policy = await stores.policy.byVersion(comment.siteId, comment.policyVersion)
    if (!policy) throw new Problem('not-found')
    return policy
  }

  async function nameOf({ siteId, actorId }: Decision): Promise<string | null> {
    const account = actorId === null ? null : await stores.accounts.byId(siteId, actorId)
    return account?.displayName ?? null
  }

  async function shown(
    siteId: string,
    caseId: string,
    leaseOf: (file: CaseFile) => Lease | null,
  ): Promise<OpenedCase> {
    const item = await store.item(siteId, caseId)
    if (!item) throw new Problem('not-found')
    const [latest] = await store.latestDecisions(siteId, [item.comment.id])
    return {
      item,
      policy: await policyOf(item.comment),
      lease: leaseOf(item.caseFile),
      latest: latest ?? null,
      latestBy: latest ? await nameOf(latest) : null,
    }
  }

  async function alreadyDecided(comment: Comment): Promise<Problem> {
    const [latest] = await store.latestDecisions(comment.siteId, [comment.id])
    return refusal({
      outcome: 'stale',
      latest: latest ?? null,
      decidedBy: latest ? await nameOf(latest) : null,
    })
  }

  function refusal(outcome: Exclude<DecisionOutcome, { outcome: 'applied' }>): Problem {
    if (outcome.outcome === 'missing') return new Problem('not-found')
    if (outcome.outcome === 'lease-lost') {
      return new Problem('lease-lost', outcome.lease ? { decidedBy: outcome.lease.holderName } : {})
    }
    const { latest, decidedBy } = outcome
    return new Problem(
      'already-decided',
      latest ? { decision: latest.action, decidedAt: latest.at, decidedBy: decidedBy ?? '' } : {},
    )
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
      const claim: Lease = {
        holderId: actor.accountId,
        holderName,
        token: randomToken(),
        expiresAt: now + LEASE_MS,
      }
      const taken = await store.takeLease(actor.siteId, caseId, claim, now)
      return shown(actor.siteId, caseId, () => (taken.outcome === 'applied' ? taken.lease : null))
    },

    async look(actor, caseId) {
      requireStaff(actor, siteOf(actor))
      const now = clock.now()
      return shown(actor.siteId, caseId, ({ lease }) =>
        lease && lease.holderId === actor.accountId && lease.expiresAt > now ? lease : null,
      )
    },

    async skip(actor, caseId, leaseToken) {
      requireStaff(actor, siteOf(actor))
      await store.releaseLease(actor.siteId, caseId, { holderId: actor.accountId, token: leaseToken })
    },

    async decide(actor, input) {
      requireStaff(actor, siteOf(actor))
      const item = await store.item(actor.siteId, input.caseId)
      if (!item) throw new Problem('not-found')
      const { comment } = item
      if (comment.accountId === actor.accountId) throw new Problem('own-comment')
      const explanation = checkExplanation(input.explanation)
      const clauses = checkClauses(input.action, input.clauses, await policyOf(comment))
      const to = moveTo(comment.state, input.action)
      // The state table has no such move: the comment is no longer what was seen.
      if (to === null) throw await alreadyDecided(comment)
      const salt = randomToken()
      const now = clock.now()
      const decision: NewDecision = {
        id: ids.next(),
        siteId: actor.siteId,
        at: now,
        actorType: 'staff',
        actorId: actor.accountId,
        role: actor.role,
        commentId: comment.id,
        commentVersion: input.version,
        bodyHmac: await hmacSha256Hex(salt, comment.body),
        action: input.action,
        from: comment.state,
        to,
        policyVersion: comment.policyVersion,
        clauses,
        ground: clauses.length > 0 ? 'terms' : 'none',
        source: item.reports.some(({ outcome }) => outcome === 'open') ? 'report' : 'own',
        sourceIds: item.reports.filter(({ outcome }) => outcome === 'open').map(({ id }) => id),
        automatedDetection: item.evidence.some(({ outcome }) => DETECTIONS.has(outcome)),
        automatedDecision: 'none',
        detectors: item.evidence
          .filter(({ outcome }) => DETECTIONS.has(outcome))
          .map(({ check, version }) => `${check}@${version}`),
        reverses: null,
        caseId: item.caseFile.id,
        explanationHmac: explanation === '' ? null : await hmacSha256Hex(salt, explanation),
        msOnScreen: input.msOnScreen,
      }
      const outcome = await store.recordDecision({
        decision,
        text: { decisionId: decision.id, salt, explanation },
        to,
        lease: { holderId: actor.accountId, token: input.leaseToken },
        reports: input.action === 'reject' ? 'upheld' : 'dismissed',
        outbox: effects(decision, ids.next),
      })
      if (outcome.outcome !== 'applied') throw refusal(outcome)
      const { siteId, articleId, id: commentId } = comment
      events.emit('comment.decided', { siteId, articleId, commentId, action: input.action })
      return outcome.decision
    },

    async report(actor, { commentId, clause, note }) {
      if (actor.type !== 'reader' || actor.articleId !== null) throw new Problem('sign-in-required')
      const comment = await stores.comments.byId(actor.siteId, commentId)
      if (comment?.state !== 'published') throw new Problem('not-found')
      if (comment.accountId === actor.accountId) throw new Problem('own-comment')
      const policy = await policyOf(comment)
      if (!policy.clauses.some(({ id }) => id === clause))
        throw new Problem('clause-required', { field: 'clause' })
      const report: Report = {
        id: ids.next(),
        siteId: actor.siteId,
        commentId,
        reporterId: actor.accountId,
        clause,
        note,
        createdAt: clock.now(),
        outcome: 'open',
      }
      const outcome = await store.report(report, ids.next())
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'applied') events.emit('comment.reported', { siteId: actor.siteId, commentId })
      return outcome
    },

    async ownReports(actor) {
      if (actor.type !== 'reader' || actor.articleId !== null) throw new Problem('sign-in-required')
      return store.reportsBy(actor.siteId, actor.accountId, OWN_REPORTS)
    },

    async statements(actor, comments, language) {
      const statements = new Map<string, Statement>()
      if (actor.type !== 'reader') return statements
      const own = comments.filter(
        ({ accountId, state }) => accountId === actor.accountId && state === 'rejected',
      )
      const decisions = await store.latestDecisions(
        actor.siteId,
        own.map(({ id }) => id),
      )
      for (const decision of decisions) {
        const policy = await stores.policy.byVersion(actor.siteId, decision.policyVersion)
        if (policy) statements.set(decision.commentId, statementOf(decision, policy, language))
      }
      return statements
    },

    async lastDecision(actor, caseId) {
      requireStaff(actor, siteOf(actor))
      const [newest] = caseId === null ? await store.newestDecisions(actor.siteId, 1) : []
      const item = caseId === null ? null : await store.item(actor.siteId, caseId)
      const commentId = newest?.commentId ?? item?.comment.id
      const comment = commentId ? await stores.comments.byId(actor.siteId, commentId) : null
      const [latest] = comment ? await store.latestDecisions(actor.siteId, [comment.id]) : []
      if (!comment || !latest) return null
      return { decision: latest, by: await nameOf(latest), authorName: comment.authorName }
    },

    async recentLog(actor, limit) {
      requireStaff(actor, siteOf(actor))
      const newest = await store.newestDecisions(actor.siteId, limit)
      const first = newest.at(-1)
      const start = { seq: (first?.seq ?? 1) - 1, head: first?.prevHash ?? CHAIN_START }
      const check = await checkChain(start, newest.toReversed())
      const names = new Map<string, string>()
      for (const decision of newest) {
        if (decision.actorId === null || names.has(decision.actorId)) continue
        names.set(decision.actorId, (await nameOf(decision)) ?? '')
      }
      return { decisions: newest, names, check }
    },

    async verifyLog(siteId) {
      let check: LogCheck = { decisions: 0, head: CHAIN_START, brokenAt: null }
      for (;;) {
        const page = await store.log(siteId, { afterSeq: check.decisions, limit: LOG_PAGE })
        check = await checkChain({ seq: check.decisions, head: check.head }, page)
        if (check.brokenAt !== null || page.length < LOG_PAGE) return check
      }
    },
  }
}

/** Hold reasons that a machine found in the text; the others come from the site's mode. */
const DETECTIONS: ReadonlySet<string> = new Set(['word-rule', 'link', 'personal-number', 'near-duplicate'])

function siteOf(actor: Actor): string {
  return actor.type === 'visitor' ? '' : actor.siteId
}
