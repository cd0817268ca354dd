import type { Comment, CommentState } from '../../../src/features/comments/model.ts'
import type { Decision } from '../../../src/features/moderation/model.ts'
import type { Person } from '../../support/world.ts'
import { aComment, commentNow, pick, type Run, submit } from './run.ts'
import type { Step, Who } from './steps.ts'

const FITS: Readonly<Record<string, readonly CommentState[]>> = {
  withdraw: ['pending', 'published', 'blinded'],
  report: ['published'],
  takeUp: ['published'],
  hold: ['published'],
  correct: ['rejected'],
}

export async function onComment(run: Run, doing: Step, { reader, staff }: Who): Promise<Decision | null> {
  const { moderation } = run.world.services
  if (doing.do === 'submit') return submit(run, reader).then(() => null)
  if (doing.do === 'undo') return undo(run, doing, staff)
  const comment = await aComment(run, doing, FITS[doing.do] ?? [])
  if (!comment) return null
  const { id: commentId } = comment
  const version = (await commentNow(run, comment)).version - (doing.fresh ? 0 : 1)
  const explanation = doing.reason === 'none' ? '' : 'It was quoted.'
  switch (doing.do) {
    case 'withdraw':
      return moderation.withdraw(doing.fresh ? authorOf(run, comment, reader) : reader.actor, commentId)
    case 'report':
      await moderation.report(reader.actor, { commentId, clause: 'SB-01', note: '' })
      return null
    case 'takeUp':
      await moderation.takeUp(staff.actor, commentId)
      return null
    case 'hold':
      return moderation.hold(staff.actor, { commentId, version, explanation })
    case 'correct':
      return moderation.correct(staff.actor, { commentId, version, explanation })
    default:
      throw new Error(`nobody does ${doing.do}`)
  }
}

function authorOf({ company }: Run, { accountId }: Comment, other: Person): Person['actor'] {
  return (company.readers.find(({ account }) => account.id === accountId) ?? other).actor
}

/** Somebody's last decision, or any by anybody. */
async function undo(run: Run, { fresh, which }: Step, staff: Person): Promise<Decision | null> {
  const decision = fresh ? run.decisions.at(-1) : pick(run.decisions.toReversed(), which)
  if (!decision) return null
  const own = run.company.desk.find(({ account }) => account.id === decision.actorId)
  return run.world.services.moderation.undo((fresh && own ? own : staff).actor, decision.id)
}
