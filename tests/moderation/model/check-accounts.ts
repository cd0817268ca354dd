import { expect } from 'vitest'
import { type Decision, RESTRICTIONS, type Restriction } from '../../../src/features/moderation/model.ts'
import { actsAs, checkDecider, checkReason } from './check-moves.ts'
import type { Facts } from './facts.ts'
import type { Run } from './run.ts'

/** Restrictions and strikes are those of the decisions, and none that was taken back counts. */
export async function checkAccount({ world }: Run, accountId: string, facts: Facts): Promise<void> {
  const { stores, site } = world
  const own = facts.log.filter((decision) => decision.accountId === accountId)
  const deciders = new Set<string | null>()
  for (const decision of own) {
    checkReason(decision)
    checkDecider(decision, deciders, facts)
    if (decision.action === 'lift') checkLift(decision, facts)
  }
  const held = await stores.moderation.restrictionsOf(site.id, accountId)
  checkRestrictions(held, own, facts)
  const rejections = facts.log.filter(
    ({ action, clauses, commentId }) =>
      action === 'reject' &&
      clauses.length > 0 &&
      facts.comments.some(({ id, ...comment }) => id === commentId && comment.accountId === accountId),
  )
  const strikes = (await stores.moderation.strikesOf(site.id, accountId)).filter(({ decisionId }) =>
    facts.byId.has(decisionId),
  )
  expect(new Set(strikes.map(({ decisionId, undoneAt }) => `${decisionId} ${undoneAt === null}`))).toEqual(
    new Set(rejections.map(({ id }) => `${id} ${facts.stands(id)}`)),
  )
}

/** By whoever imposed it, by a senior, on an appeal, or with the decision that it followed from. */
function checkLift(lift: Decision, { byId, appeals }: Facts): void {
  const imposed = byId.get(lift.reverses ?? '')
  const [origin] = lift.sourceIds
  const comesWith = byId.get(origin ?? '')?.reverses === imposed?.followsFrom && imposed?.followsFrom !== null
  const onAppeal = appeals.some(({ id, decisionId }) => id === origin && decisionId === imposed?.id)
  const byRight = actsAs(lift, 'senior') || lift.actorId === imposed?.actorId
  expect(origin === undefined ? byRight : comesWith || onAppeal).toBe(true)
}

function checkRestrictions(held: readonly Restriction[], own: readonly Decision[], facts: Facts): void {
  const isImposing = ({ action }: Decision) => RESTRICTIONS.some((kind) => kind === action)
  const lifted = new Set(own.flatMap(({ action, reverses }) => (action === 'lift' ? [reverses] : [])))
  expect(new Set(held.map(({ id, liftedAt }) => `${id} ${liftedAt !== null}`))).toEqual(
    new Set(own.filter(isImposing).map(({ id }) => `${id} ${lifted.has(id)}`)),
  )
  for (const { followsFrom, liftedAt } of held)
    if (followsFrom !== null && !facts.stands(followsFrom)) expect(liftedAt).not.toBeNull()
  for (const lift of own.filter(({ action }) => action === 'lift')) {
    const origin = lift.sourceIds[0] ?? ''
    const restriction = held.find(({ id }) => id === lift.reverses)
    const undo = facts.log.find(({ action, reverses }) => action === 'undo' && reverses === origin)
    // An undo of what lifted it puts it back, unless its time is over.
    if (!undo || (restriction?.endsAt ?? undo.at + 1) <= undo.at) continue
    if (facts.byId.get(origin)?.action !== 'overturn') continue
    expect(own.filter(({ reverses }) => reverses === lift.id)).toMatchObject([
      { action: restriction?.kind, endsAt: restriction?.endsAt },
    ])
  }
}
