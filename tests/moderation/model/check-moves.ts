import { expect } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import { type Decision, RESTRICTIONS } from '../../../src/features/moderation/model.ts'
import { STATE_TABLE } from '../../../src/features/moderation/state-table.ts'
import { DAY, SECOND } from '../../../src/kernel/clock.ts'
import type { Facts } from './facts.ts'

const RANK: Readonly<Record<string, number>> = { moderator: 1, senior: 2, admin: 3 }
const RESTRICTIVE: ReadonlySet<string> = new Set(['reject', 'blind', ...RESTRICTIONS])

/** From the state it was written in, by its decisions alone, to the state that it has. */
export function replay(written: Comment, own: readonly Decision[], facts: Facts): string {
  let { state, version } = written as { state: string; version: number }
  const deciders = new Set<string | null>()
  for (const decision of own) {
    expect([decision.from, decision.commentVersion]).toEqual([state, version])
    checkMove(decision, own, facts)
    checkReason(decision)
    checkDecider(decision, deciders, facts)
    expect(decision.actorType === 'staff' && decision.actorId === written.accountId).toBe(false)
    state = decision.to
    version += 1
  }
  return state
}

function checkMove(decision: Decision, own: readonly Decision[], facts: Facts): void {
  const { action, actorId, at, from, reverses, role, to } = decision
  if (action === 'undo') {
    const undone = facts.byId.get(reverses ?? '')
    expect([undone?.to, undone?.from, undone?.actorId]).toEqual([from, to, actorId])
    expect(at - (undone?.at ?? 0)).toBeLessThan(30 * SECOND)
    return
  }
  const move = STATE_TABLE.find((row) => row.from === from && row.action === action)
  expect([action, from, to]).toEqual([action, from, move?.to === 'before' ? before(decision, own) : move?.to])
  expect(move?.by.some((by) => by === role || actsAs(decision, by))).toBe(true)
  if (action === 'blind') expect((decision.endsAt ?? Number.NaN) - at).toBeLessThanOrEqual(30 * DAY)
  if (action === 'overturn') checkOverturning(decision, facts)
}

/** The state that the blind found. */
function before({ seq }: Decision, own: readonly Decision[]): string | undefined {
  return own.findLast((earlier) => earlier.seq < seq && earlier.action === 'blind')?.from
}

/** Row 11 on an appeal; row 11b the same person within a day, or a senior. */
function checkOverturning(decision: Decision, { byId }: Facts): void {
  const rejection = byId.get(decision.reverses ?? '')
  expect([rejection?.action, rejection?.commentId]).toEqual(['reject', decision.commentId])
  if (decision.source === 'appeal' || actsAs(decision, 'senior')) return
  expect(rejection?.actorId).toBe(decision.actorId)
  expect(decision.at - (rejection?.at ?? 0)).toBeLessThanOrEqual(DAY)
}

export function actsAs({ actorType, role }: Decision, by: string): boolean {
  if (by === 'system' || by === 'author') return actorType === by
  return (RANK[role] ?? 0) >= (RANK[by] ?? 9)
}

export function checkReason({ action, clauses, explanationHmac, ground, lawReference }: Decision): void {
  if (!RESTRICTIVE.has(action)) return
  const byLaw = ground === 'law' && lawReference !== null && explanationHmac !== null
  expect(clauses.length > 0 || byLaw).toBe(true)
}

/** Domain, rules 5 and 10: an appeal goes to a person who has decided nothing on its subject. */
export function checkDecider(decision: Decision, deciders: Set<string | null>, { appeals }: Facts): void {
  const { actorId, actorType, onePersonDesk, role, source, sourceIds } = decision
  if (onePersonDesk) expect([source, role]).toEqual(['appeal', 'admin'])
  if (source === 'appeal') {
    const appeal = appeals.find(({ id }) => id === sourceIds[0])
    expect([actorType, appeal?.id]).toEqual(['staff', sourceIds[0]])
    expect(appeal?.appellantId).not.toBe(actorId)
    if (!onePersonDesk) expect(deciders).not.toContain(actorId)
  }
  if (actorType === 'staff') deciders.add(actorId)
}
