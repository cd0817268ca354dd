import type { Comment, CommentState } from '../../../src/features/comments/model.ts'
import type { Decision } from '../../../src/features/moderation/model.ts'
import type { Person } from '../../support/world.ts'
import { aComment, commentNow, groundOf, type Run } from './run.ts'
import type { Step, Who } from './steps.ts'

const FITS: Readonly<Record<string, readonly CommentState[]>> = {
  approve: ['pending'],
  keep: ['published'],
}

export async function onCase(run: Run, doing: Step, { staff }: Who): Promise<Decision | null> {
  const { moderation } = run.world.services
  const comment = await aComment(run, doing, FITS[doing.do] ?? ['pending', 'published'])
  if (!comment) return null
  const place = `${staff.account.id} ${comment.id}`
  if (doing.fresh || doing.do === 'open') await look(run, staff, comment, place)
  const known = run.seen.get(place)
  if (!known || doing.do === 'open') return null
  const { caseId, lease: leaseToken, version } = known
  switch (doing.do) {
    case 'skip':
      await moderation.skip(staff.actor, caseId, leaseToken)
      return null
    case 'escalate':
      await moderation.escalate(staff.actor, { caseId, leaseToken, note: '' })
      return null
    case 'bulk': {
      const items = [{ caseId, version: (await commentNow(run, comment)).version }]
      const action = doing.days === 1 ? ('approve' as const) : ('reject' as const)
      const [made] = await moderation.bulk(staff.actor, 'Somebody', { ...groundOf(doing), action, items })
      return made && 'decision' in made ? made.decision : null
    }
    case 'approve':
    case 'reject':
    case 'keep': {
      const seen = { caseId, leaseToken, version, msOnScreen: null }
      return moderation.decide(staff.actor, { ...groundOf(doing), ...seen, action: doing.do })
    }
    default:
      throw new Error(`nobody does ${doing.do}`)
  }
}

async function look(run: Run, staff: Person, { id }: Comment, place: string): Promise<void> {
  const { services, stores, site } = run.world
  const open = await stores.moderation.openReview(site.id, id)
  const caseId = open ?? (await services.moderation.takeUp(staff.actor, id))
  const { item, lease } = await services.moderation.open(staff.actor, staff.account.displayName, caseId)
  run.seen.set(place, { caseId, version: item.comment.version, lease: lease?.token ?? 'none' })
}
