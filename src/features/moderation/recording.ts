import { Problem } from '../../kernel/errors.ts'
import type { Comment } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import type { Decision } from './model.ts'
import type { DecisionOutcome, DecisionWrite } from './store.ts'

/** What every verb of the desk needs of the store, with the store's refusals as problems. */
export interface Recording {
  /**
   * Writes the decision and says so to the rest of the house. The same decision sent again by the same person is
   * answered as it was.
   * @throws {Problem} `not-found`, `already-decided`, `lease-lost`, `earlier-decider`, `subject-held`,
   * `idempotency-key-reused`
   */
  record(write: DecisionWrite): Promise<Decision>
  /** The policy that the comment was written under. @throws {Problem} `not-found` */
  policyOf(comment: Pick<Comment, 'siteId' | 'policyVersion'>): Promise<PolicyVersion>
  /** @throws {Problem} `not-found` */
  commentOf(siteId: string, id: string): Promise<Comment>
  /** Display name behind a decision; `null` for the clock or an account that is gone. */
  nameOf(decision: Pick<Decision, 'siteId' | 'actorId'>): Promise<string | null>
  /** The refusal for a comment that is no longer what was seen. */
  alreadyDecided(comment: Pick<Comment, 'siteId' | 'id'>): Promise<Problem>
}

export function createRecording({ stores, events }: Ports): Recording {
  const store = stores.moderation

  async function nameOf({ siteId, actorId }: Pick<Decision, 'siteId' | 'actorId'>): Promise<string | null> {
    const account = actorId === null ? null : await stores.accounts.byId(siteId, actorId)
    return account?.displayName ?? null
  }

  return {
    nameOf,

    async record(write) {
      const outcome = await store.recordDecision(write)
      if (outcome.outcome !== 'applied') {
        const same = replayed(write, outcome)
        if (same) return same
        throw refusal(outcome)
      }
      const { siteId, commentId, action } = outcome.decision
      const comment = commentId === null ? null : await stores.comments.byId(siteId, commentId)
      if (comment)
        events.emit('comment.decided', {
          siteId,
          articleId: comment.articleId,
          commentId: comment.id,
          action,
        })
      return outcome.decision
    },

    async policyOf({ siteId, policyVersion }) {
      const policy = await stores.policy.byVersion(siteId, policyVersion)
      if (!policy) throw new Problem('not-found')
      return policy
    },

    async commentOf(siteId, id) {
      const comment = await stores.comments.byId(siteId, id)
      if (!comment) throw new Problem('not-found')
      return comment
    },

    async alreadyDecided({ siteId, id }) {
      const [latest] = await store.latestDecisions(siteId, [id])
      const decidedBy = latest ? await nameOf(latest) : null
      return refusal({ outcome: 'stale', latest: latest ?? null, decidedBy })
    },
  }
}

/** A retry, when the answer to the first request was lost. */
function replayed({ decision }: DecisionWrite, outcome: DecisionOutcome): Decision | null {
  const latest = outcome.outcome === 'stale' ? outcome.latest : null
  const isSame =
    latest?.actorId === decision.actorId &&
    latest.commentVersion === decision.commentVersion &&
    latest.action === decision.action &&
    latest.caseId === decision.caseId &&
    latest.clauses.join() === decision.clauses.join()
  return isSame ? latest : null
}

function refusal(outcome: Exclude<DecisionOutcome, { outcome: 'applied' }>): Problem {
  switch (outcome.outcome) {
    case 'missing':
      return new Problem('not-found')
    case 'lease-lost':
      return new Problem('lease-lost', outcome.lease ? { decidedBy: outcome.lease.holderName } : {})
    case 'same-person':
      return new Problem('earlier-decider')
    case 'blocked':
      return new Problem('subject-held')
    case 'key-reused':
      return new Problem('idempotency-key-reused')
    case 'stale': {
      const { latest, decidedBy } = outcome
      return new Problem(
        'already-decided',
        latest ? { decision: latest.action, decidedAt: latest.at, decidedBy: decidedBy ?? '' } : {},
      )
    }
  }
}
