import { hmacSha256Hex, randomToken } from '../accounts/crypto.ts'
import type { Actor, StaffRole } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import { effects } from './effects.ts'
import type { DecisionAction, NewDecision } from './model.ts'
import { PLAIN } from './plain-decision.ts'
import type { DecisionWrite } from './store.ts'

/** Who decides: somebody of the desk, the comment's author, or the clock. */
export type Decider =
  | { actorType: 'staff'; actorId: string; role: StaffRole }
  | { actorType: 'author'; actorId: string; role: 'reader' }
  | { actorType: 'system'; actorId: null; role: 'system' }

export const SYSTEM: Decider = { actorType: 'system', actorId: null, role: 'system' }

export function deciderOf(actor: Extract<Actor, { type: 'staff' }>): Decider {
  return { actorType: 'staff', actorId: actor.accountId, role: actor.role }
}

/** What is decided; everything that is not said is as in a plain decision of the desk's own. */
export interface DecisionParts
  extends Partial<Omit<NewDecision, 'id' | 'siteId' | 'at' | 'bodyHmac' | 'explanationHmac'>> {
  by: Decider
  action: DecisionAction
  from: string
  to: string
  policyVersion: number
}

/** Everything else that a decision may change in its step. */
export type Consequences = Partial<
  Pick<
    DecisionWrite,
    | 'lease'
    | 'reports'
    | 'strikePoints'
    | 'reversed'
    | 'restriction'
    | 'appeal'
    | 'notice'
    | 'newReview'
    | 'outbox'
  >
>

type Subject = { siteId: string; comment: Comment } | { siteId: string; accountId: string }

/** A decision with its salt and outbox, ready for the store. The text is tied to it by an HMAC (`security` 15). */
export async function decisionWrite(
  { clock, ids }: Pick<Ports, 'clock' | 'ids'>,
  subject: Subject,
  { by, ...parts }: DecisionParts,
  explanation: string,
  consequences: Consequences = {},
): Promise<DecisionWrite> {
  const salt = randomToken()
  const comment = 'comment' in subject ? subject.comment : null
  const decision: NewDecision = {
    ...PLAIN,
    ...by,
    commentVersion: comment?.version ?? null,
    ...parts,
    id: ids.next(),
    siteId: subject.siteId,
    at: clock.now(),
    commentId: comment?.id ?? null,
    accountId: 'accountId' in subject ? subject.accountId : null,
    bodyHmac: comment && (await hmacSha256Hex(salt, comment.body)),
    explanationHmac: explanation === '' ? null : await hmacSha256Hex(salt, explanation),
  }
  return {
    ...NOTHING_ELSE,
    outbox: effects(decision, ids.next),
    ...consequences,
    decision,
    text: { decisionId: decision.id, salt, explanation },
    nextId: ids.next,
  }
}

const NOTHING_ELSE = {
  lease: null,
  reports: null,
  strikePoints: null,
  reversed: null,
  restriction: null,
  appeal: null,
  notice: null,
  newReview: null,
} as const
