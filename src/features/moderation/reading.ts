import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import type { Decision } from './model.ts'
import type { Recording } from './recording.ts'
import { statementOf } from './rules.ts'
import { requireStaff } from './state-table.ts'
import type { Statement } from './statement-model.ts'

export interface LastDecision {
  decision: Decision
  /** Who decided; `null` when the account is gone. */
  by: string | null
  authorName: string
}

/** What has been decided, as its people and the desk read it. */
export interface Reading {
  /** Statements of reasons for the actor's own comments, by comment id. */
  statements(actor: Actor, comments: readonly Comment[], language: Language): Promise<Map<string, Statement>>
  /** The decision that closed a case, or the site's newest for `null`. @throws {Problem} `not-allowed` */
  lastDecision(actor: Actor, caseId: string | null): Promise<LastDecision | null>
  /** The case on which a decision on a comment was made. @throws {Problem} `not-allowed`, `not-found` */
  caseOf(actor: Actor, decisionId: string): Promise<string>
}

export function createReading({ stores, clock }: Ports, { nameOf }: Recording): Reading {
  const store = stores.moderation

  return {
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
        if (policy && decision.commentId !== null)
          statements.set(decision.commentId, statementOf(decision, policy, language))
      }
      return statements
    },

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
  }
}
