import type { Actor } from '../accounts/model.ts'
import type { CommentState } from '../comments/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import type { AnswerInput } from './answering.ts'
import type { Disputed } from './appeal-rules.ts'
import { reviewAfter } from './legal-deciding.ts'
import { type Consequences, type DecisionParts, deciderOf, decisionWrite } from './make-decision.ts'
import type { CaseFile, CommentAction, Decision } from './model.ts'
import { checkGround, pointsOf } from './rules.ts'
import { moveOf, requireMover } from './state-table.ts'
import type { DecisionWrite } from './store.ts'

type Staff = Extract<Actor, { type: 'staff' }>

export interface Dispute extends Disputed {
  caseFile: CaseFile
  contested: Decision
  policy: PolicyVersion
  onePersonDesk: boolean
}

type Answered = Pick<DecisionParts, 'action' | 'from' | 'to'> & Partial<DecisionParts>

/**
 * The decision that answers an appeal, with all that goes with it; `null` when the subject is no longer what was
 * contested. @throws {Problem} `not-allowed`, `clause-required`, `invalid-field`
 */
export async function appealWrite(
  ports: Ports,
  actor: Staff,
  dispute: Dispute,
  input: AnswerInput,
  reason: string,
): Promise<DecisionWrite | null> {
  const { appeal, caseFile, comment, contested, onePersonDesk, policy } = dispute
  const { siteId, accountId: holderId } = actor
  const answered = comment
    ? onComment(actor, dispute, comment.state, input, reason)
    : onAccount(contested, input)
  if (!answered) return null
  const { consequences, ...parts } = answered
  const { version } = input
  // A blind that is lifted may leave work to be done on the comment.
  const ended =
    parts.action === 'restore' && comment ? await ports.stores.moderation.blindOf(siteId, comment.id) : null
  return decisionWrite(
    ports,
    comment ? { siteId, comment: { ...comment, version } } : { siteId, accountId: contested.accountId ?? '' },
    {
      ...parts,
      by: deciderOf(actor),
      policyVersion: policy.version,
      source: 'appeal',
      sourceIds: [appeal.id],
      caseId: caseFile.id,
      onePersonDesk,
    },
    reason,
    {
      ...consequences,
      newReview: ended && reviewAfter(ended, ports.ids.next()),
      lease: { holderId, token: input.leaseToken },
      appeal: { id: appeal.id, outcome: input.verdict === 'uphold' ? 'upheld' : 'overturned' },
    },
  )
}

function onAccount(
  { action, id, to }: Decision,
  { verdict }: AnswerInput,
): Answered & { consequences: Consequences } {
  return verdict === 'uphold'
    ? { action: 'uphold', from: action, to, consequences: {} }
    : { action: 'lift', from: action, to: 'none', reverses: id, consequences: {} }
}

/** A rejection is overturned, a blind restored, a `keep` turned into a rejection. */
function onComment(
  actor: Staff,
  { contested, policy }: Dispute,
  state: CommentState,
  input: AnswerInput,
  reason: string,
): (Answered & { consequences: Consequences }) | null {
  if (state !== contested.to) return null
  const action = input.verdict === 'uphold' ? 'uphold' : opposite(contested)
  const move = moveOf(state, action)
  if (!move) return null
  requireMover(move, actor.role)
  const to = move.to === 'before' ? contested.from : move.to
  const parts = { action, from: state, to }
  if (action === 'uphold') return { ...parts, consequences: {} }
  const ground = checkGround(action, input, reason, policy)
  const consequences: Consequences =
    action === 'reject'
      ? { reversed: contested, reports: 'upheld', strikePoints: pointsOf(ground.clauses, policy) }
      : { reversed: contested }
  return { ...parts, ...ground, reverses: contested.id, consequences }
}

function opposite({ action }: Decision): CommentAction {
  if (action === 'reject') return 'overturn'
  return action === 'blind' ? 'restore' : 'reject'
}
