import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import { checkChain, type LogCheck } from './log-check.ts'
import { CHAIN_START, type Decision } from './model.ts'
import type { Recording } from './recording.ts'
import { requireStaff } from './state-table.ts'

export interface LastDecision {
  decision: Decision
  /** Who decided; `null` when the account is gone. */
  by: string | null
  authorName: string
}

/** What has been decided, as the desk reads it. */
export interface Reading {
  /** The decision that closed a case, or the site's newest for `null`. @throws {Problem} `not-allowed` */
  lastDecision(actor: Actor, caseId: string | null): Promise<LastDecision | null>
  /** The case on which a decision on a comment was made. @throws {Problem} `not-allowed`, `not-found` */
  caseOf(actor: Actor, decisionId: string): Promise<string>
  /** The newest decisions, whether the chain holds through them, and names by account id. @throws {Problem} `not-allowed` */
  recentLog(
    actor: Actor,
    limit: number,
  ): Promise<{ decisions: Decision[]; names: Map<string, string>; check: LogCheck }>
  /** Walks the chain of a site from its first row. */
  verifyLog(siteId: string): Promise<LogCheck>
}

const LOG_PAGE = 500

export function createReading({ stores, clock }: Ports, { nameOf }: Recording): Reading {
  const store = stores.moderation

  return {
    async lastDecision(actor, caseId) {
      requireStaff(actor, siteOf(actor))
      const [newest] = caseId === null ? await store.newestDecisions(actor.siteId, 1) : []
      const item = caseId === null ? null : await store.item(actor.siteId, caseId, clock.now())
      const commentId = newest?.commentId ?? item?.comment.id
      const comment = commentId ? await stores.comments.byId(actor.siteId, commentId) : null
      const [latest] = comment ? await store.latestDecisions(actor.siteId, [comment.id]) : []
      if (!comment || !latest) return null
      return { decision: latest, by: await nameOf(latest), authorName: comment.authorName }
    },

    async caseOf(actor, decisionId) {
      requireStaff(actor, siteOf(actor))
      const decision = await store.decision(actor.siteId, decisionId)
      if (!decision?.caseId) throw new Problem('not-found')
      return decision.caseId
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
