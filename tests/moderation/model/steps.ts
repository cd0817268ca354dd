import fc from 'fast-check'
import type { Comment } from '../../../src/features/comments/model.ts'
import type { Decision } from '../../../src/features/moderation/model.ts'
import { DAY, MINUTE, SECOND } from '../../../src/kernel/clock.ts'
import type { Person } from '../../support/world.ts'
import { pick, type Run } from './run.ts'

const DO = [
  'submit',
  'open',
  'approve',
  'reject',
  'keep',
  'takeUp',
  'hold',
  'undo',
  'correct',
  'withdraw',
  'report',
  'restrict',
  'lift',
  'bulk',
  'escalate',
  'skip',
  'wait',
] as const

const WAITS = [SECOND, 20 * SECOND, MINUTE, 4 * MINUTE, DAY, 8 * DAY, 31 * DAY] as const

const one = fc.record({
  do: fc.oneof(
    // What everything else needs comes more often.
    { weight: 2, arbitrary: fc.constant('submit' as const) },
    { weight: 4, arbitrary: fc.constantFrom('approve' as const, 'reject' as const, 'keep' as const) },
    { weight: 6, arbitrary: fc.constantFrom(...DO) },
  ),
  who: fc.nat({ max: 9 }),
  which: fc.nat({ max: 4 }),
  /** Looks just before acting, or acts on what was seen some time ago. */
  fresh: fc.boolean(),
  /** Names a reason, or forgets to. */
  reason: fc.constantFrom('clause' as const, 'clause' as const, 'law' as const, 'none' as const),
  wait: fc.constantFrom(...WAITS),
})
export type Step = typeof one extends fc.Arbitrary<infer Value> ? Value : never
export const steps = fc.array(one, { minLength: 15, maxLength: 50 })

export async function step(run: Run, doing: Step): Promise<void> {
  if (doing.do === 'wait') return run.world.clock.advance(doing.wait)
  if (doing.do === 'submit') return submit(run, doing)
  const comment = pick(run.comments, doing.which)
  if (!comment) return
  const decision = await onComment(run, doing, comment)
  if (decision) run.decisions.push(decision.id)
}

async function submit({ world, company, articleId, comments }: Run, { who }: Step): Promise<void> {
  const reader = pick(company.readers, who)
  const article = await world.services.articles.byId(articleId)
  if (!reader || !article) throw new Error('nobody there')
  const { comment } = await world.services.comments.submit(
    reader.actor,
    { site: world.site, article },
    { text: crypto.randomUUID() },
    null,
  )
  comments.push(comment)
}

async function onComment(run: Run, doing: Step, comment: Comment): Promise<Decision | null> {
  const { moderation } = run.world.services
  const reader = pick(run.company.readers, doing.who)
  const staff = pick(run.company.desk, doing.who)
  if (!reader || !staff) throw new Error('nobody there')
  // Now and then somebody who may not: a reader at the desk's verbs.
  const actor = doing.who === 9 ? reader.actor : staff.actor
  const version = (await versionOf(run, comment)) - (doing.fresh ? 0 : 1)
  switch (doing.do) {
    case 'withdraw':
      return moderation.withdraw(reader.actor, comment.id)
    case 'report':
      await moderation.report(reader.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
      return null
    case 'takeUp':
      await moderation.takeUp(actor, comment.id)
      return null
    case 'hold':
      return moderation.hold(actor, { commentId: comment.id, version, explanation: '' })
    case 'correct':
      return moderation.correct(actor, { commentId: comment.id, version, explanation: 'It was quoted.' })
    case 'undo':
      return moderation.undo(actor, pick([...run.decisions].reverse(), doing.which) ?? '')
    case 'restrict':
    case 'lift':
      return onAccount(run, doing, { staff, comment })
    default:
      return onCase(run, doing, { staff, comment, version })
  }
}

async function onAccount(
  run: Run,
  doing: Step,
  { staff, comment }: { staff: Person; comment: Comment },
): Promise<Decision | null> {
  const { moderation } = run.world.services
  if (doing.do === 'lift') {
    const restrictionId = pick(run.restrictions, doing.which)
    return restrictionId === undefined
      ? null
      : moderation.lift(staff.actor, { restrictionId, explanation: '' })
  }
  const kinds = ['warn', 'premoderate', 'mute', 'no-reports', 'ban'] as const
  const kind = pick(kinds, doing.which) ?? 'warn'
  const { decision } = await moderation.restrict(staff.actor, staff.account.displayName, {
    ...groundOf(doing),
    accountId: comment.accountId,
    kind,
    days: kind === 'ban' && doing.fresh ? null : 7,
    followsFrom: doing.fresh ? await lastRejection(run, comment) : null,
    rejectPending: doing.fresh,
  })
  run.restrictions.push(decision.id)
  return decision
}

async function onCase(
  run: Run,
  doing: Step,
  { staff, comment, version }: { staff: Person; comment: Comment; version: number },
): Promise<Decision | null> {
  const { moderation } = run.world.services
  const place = `${staff.account.id} ${comment.id}`
  if (doing.fresh || doing.do === 'open') await look(run, staff, comment, place)
  const known = run.seen.get(place)
  if (!known || doing.do === 'open') return null
  const { caseId, lease: leaseToken } = known
  switch (doing.do) {
    case 'skip':
      await moderation.skip(staff.actor, caseId, leaseToken)
      return null
    case 'escalate':
      await moderation.escalate(staff.actor, { caseId, leaseToken, note: '' })
      return null
    case 'bulk': {
      const items = [{ caseId, version }]
      await moderation.bulk(staff.actor, 'Somebody', { ...groundOf(doing), action: 'reject', items })
      return null
    }
    case 'approve':
    case 'reject':
    case 'keep':
      return moderation.decide(staff.actor, {
        ...groundOf(doing),
        caseId,
        leaseToken,
        action: doing.do,
        version: known.version,
        msOnScreen: null,
      })
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

function groundOf({ reason }: Step) {
  if (reason === 'law')
    return { clauses: [], lawReference: 'KR Network Act 44-7', explanation: 'It incites.' }
  return { clauses: reason === 'clause' ? ['SB-01'] : [], lawReference: null, explanation: '' }
}

async function versionOf({ world }: Run, { id }: Comment): Promise<number> {
  return (await world.stores.comments.byId(world.site.id, id))?.version ?? 0
}

async function lastRejection({ world }: Run, { id }: Comment): Promise<string | null> {
  const history = await world.stores.moderation.history(world.site.id, { commentId: id })
  return history.findLast(({ action }) => action === 'reject')?.id ?? null
}
