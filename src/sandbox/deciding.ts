import type { Account } from '../features/accounts/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Decision } from '../features/moderation/model.ts'
import type { Services } from '../features/services.ts'
import { staffActor } from './actors.ts'

/** Why a comment is refused. */
export interface Refusal {
  clauses: readonly string[]
  explanation: string
}

/** Opens the comment's case and decides it as the desk does; without a refusal it is approved. */
export async function decide(
  { moderation }: Pick<Services, 'moderation'>,
  moderator: Account,
  comment: Pick<Comment, 'id' | 'version'>,
  refusal: Refusal | null,
): Promise<Decision> {
  const actor = staffActor(moderator)
  const waiting = await moderation.queue(actor, { order: 'oldest', filter: 'all', limit: 50 })
  const item = waiting.find((candidate) => candidate.comment.id === comment.id)
  if (!item) throw new Error('no case for a seeded comment')
  const { lease } = await moderation.open(actor, moderator.displayName, item.caseFile.id)
  return moderation.decide(actor, {
    caseId: item.caseFile.id,
    action: refusal ? 'reject' : 'approve',
    clauses: refusal?.clauses ?? [],
    lawReference: null,
    explanation: refusal?.explanation ?? '',
    version: comment.version,
    leaseToken: lease?.token ?? '',
    msOnScreen: null,
  })
}
