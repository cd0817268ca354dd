import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import type { Decision } from './model.ts'
import type { Recording } from './recording.ts'
import { canUndo, requireStaff } from './state-table.ts'

/** More than a desk decides within the time for an undo. */
const NEWEST = 50

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
  /**
   * The case of the actor's newest decision, while it can be undone without a word; `null` where there is none, also
   * when it was one of several decided together.
   * @throws {Problem} `not-allowed`
   */
  undoableCase(actor: Actor): Promise<string | null>
  /** The case on which a decision on a comment was made. @throws {Problem} `not-allowed`, `not-found` */
  caseOf(actor: Actor, decisionId: string): Promise<string>
}

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

    async undoableCase(actor) {
      requireStaff(actor, siteOf(actor))
      const newest = await store.newestDecisions(actor.siteId, NEWEST)
      const own = newest.find(({ actorId }) => actorId === actor.accountId)
      const isOpen = own !== undefined && canUndo(own, actor.accountId, clock.now())
      return isOpen && own.reverses === null && own.batchId === null ? own.caseId : null
    },

    async caseOf(actor, decisionId) {
      requireStaff(actor, siteOf(actor))
      const decision = await store.decision(actor.siteId, decisionId)
      if (!decision?.caseId) throw new Problem('not-found')
      return decision.caseId
    },
  }
}
