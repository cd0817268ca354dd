import { expect } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import { type Decision, RESTRICTIONS } from '../../../src/features/moderation/model.ts'
import { STATE_TABLE } from '../../../src/features/moderation/state-table.ts'
import { DAY, SECOND } from '../../../src/kernel/clock.ts'
import type { Run } from './run.ts'

const RANK: Readonly<Record<string, number>> = { moderator: 1, senior: 2, admin: 3 }
const RESTRICTIVE: ReadonlySet<string> = new Set(['reject', 'blind', ...RESTRICTIONS])

/** Holds the file against everything that the domain promises; answers the actions that were seen. */
export async function check(run: Run): Promise<string[]> {
  const { services, stores, site } = run.world
  const log = await stores.moderation.log(site.id, { afterSeq: 0, limit: 1_000_000 })
  const byId = new Map(log.map((decision) => [decision.id, decision]))
  let published = 0
  const seen: string[] = []
  for (const written of run.comments) {
    const own = log.filter(({ commentId }) => commentId === written.id)
    const state = replay(written, own, byId)
    const now = await stores.comments.byId(site.id, written.id)
    expect(now).toMatchObject({ state, version: written.version + own.length })
    if (state === 'published') published += 1
    seen.push(...own.map(({ action }) => action))
  }
  expect((await services.articles.byId(run.articleId))?.commentCount).toBe(published)
  for (const { account } of run.company.readers) {
    const own = log.filter(({ accountId }) => accountId === account.id)
    await checkAccount(run, account.id, own, log)
    seen.push(...own.map(({ action }) => action))
  }
  expect(await services.moderation.verifyLog(site.id)).toMatchObject({
    decisions: log.length,
    brokenAt: null,
  })
  return seen
}

/** From the state it was written in, by its decisions alone, to the state that it has. */
function replay(written: Comment, own: readonly Decision[], byId: ReadonlyMap<string, Decision>): string {
  let { state, version } = written as { state: string; version: number }
  const deciders = new Set<string>()
  for (const decision of own) {
    expect([decision.from, decision.commentVersion]).toEqual([state, version])
    checkMove(decision, byId)
    checkReason(decision)
    if (decision.source === 'appeal' && !decision.onePersonDesk)
      expect(deciders).not.toContain(decision.actorId)
    if (decision.actorType === 'staff') {
      expect(decision.actorId).not.toBe(written.accountId)
      deciders.add(decision.actorId ?? '')
    }
    state = decision.to
    version += 1
  }
  return state
}

function checkMove(decision: Decision, byId: ReadonlyMap<string, Decision>): void {
  const { action, actorId, at, from, reverses, role, to } = decision
  if (action === 'undo') {
    const undone = byId.get(reverses ?? '')
    expect([undone?.to, undone?.from, undone?.actorId]).toEqual([from, to, actorId])
    expect(at - (undone?.at ?? 0)).toBeLessThanOrEqual(30 * SECOND)
    return
  }
  const move = STATE_TABLE.find((row) => row.from === from && row.action === action)
  expect([action, from, to]).toEqual([action, from, move?.to === 'before' ? to : move?.to])
  expect(move?.by.some((by) => by === role || actsAs(decision, by))).toBe(true)
  if (action === 'blind') expect((decision.endsAt ?? Number.NaN) - at).toBeLessThanOrEqual(30 * DAY)
}

function actsAs({ actorType, role }: Decision, by: string): boolean {
  if (by === 'system' || by === 'author') return actorType === by
  return (RANK[role] ?? 0) >= (RANK[by] ?? 9)
}

function checkReason({ action, clauses, explanationHmac, ground, lawReference }: Decision): void {
  if (!RESTRICTIVE.has(action)) return
  const byLaw = ground === 'law' && lawReference !== null && explanationHmac !== null
  expect(clauses.length > 0 || byLaw).toBe(true)
}

/** Restrictions and strikes are those of the decisions, and none that was taken back counts. */
async function checkAccount(
  { world }: Run,
  accountId: string,
  own: readonly Decision[],
  log: readonly Decision[],
): Promise<void> {
  const { stores, site } = world
  const lifted = new Set(own.flatMap(({ action, reverses }) => (action === 'lift' ? [reverses] : [])))
  const imposed = own.filter(({ action }) => action !== 'lift' && action !== 'uphold')
  for (const decision of imposed) checkReason(decision)
  const held = await stores.moderation.restrictionsOf(site.id, accountId)
  expect(new Set(held.map(({ id, liftedAt }) => `${id} ${liftedAt !== null}`))).toEqual(
    new Set(imposed.map(({ id }) => `${id} ${lifted.has(id)}`)),
  )
  const reversed = new Set(log.flatMap(({ reverses }) => reverses ?? []))
  for (const { followsFrom, liftedAt } of held)
    if (followsFrom !== null && reversed.has(followsFrom)) expect(liftedAt).not.toBeNull()
  for (const strike of await stores.moderation.strikesOf(site.id, accountId))
    expect([strike.decisionId, strike.undoneAt !== null]).toEqual([
      strike.decisionId,
      reversed.has(strike.decisionId),
    ])
}
