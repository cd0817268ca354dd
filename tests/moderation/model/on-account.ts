import type { Decision } from '../../../src/features/moderation/model.ts'
import { groundOf, pick, type Run } from './run.ts'
import type { Step, Who } from './steps.ts'

const KINDS = ['warn', 'premoderate', 'mute', 'no-reports', 'ban'] as const

export async function onAccount(run: Run, doing: Step, { staff }: Who): Promise<Decision | null> {
  const { moderation } = run.world.services
  if (doing.do === 'lift') {
    const restrictionId = pick(run.restrictions, doing.which)
    if (restrictionId === undefined) return null
    return moderation.lift(staff.actor, { restrictionId, explanation: '' })
  }
  const comment = pick(run.comments, doing.which)
  if (!comment) return null
  const kind = pick(KINDS, doing.which + doing.who) ?? 'warn'
  const { pending } = await moderation.writer(staff.actor, comment.accountId)
  const rejects = pending.map(({ caseId, comment: { version } }) => ({ caseId, version }))
  const { decision, rejected } = await moderation.restrict(staff.actor, staff.account.displayName, {
    ...groundOf(doing),
    accountId: comment.accountId,
    kind,
    days: kind === 'ban' && doing.fresh ? null : 7,
    followsFrom: doing.fresh ? await lastRejection(run, comment.id) : null,
    rejects: doing.days === 1 ? rejects : [],
  })
  run.restrictions.push(decision.id)
  run.decisions.push(...rejected.flatMap((made) => ('decision' in made ? [made.decision] : [])))
  return decision
}

async function lastRejection({ world }: Run, commentId: string): Promise<string | null> {
  const history = await world.stores.moderation.history(world.site.id, { commentId })
  return history.findLast(({ action }) => action === 'reject')?.id ?? null
}
