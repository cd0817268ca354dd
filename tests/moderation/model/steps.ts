import fc from 'fast-check'
import type { Decision } from '../../../src/features/moderation/model.ts'
import { DAY, MINUTE, SECOND } from '../../../src/kernel/clock.ts'
import type { Person } from '../../support/world.ts'
import { inTime } from './by-clock.ts'
import { byLaw } from './by-law.ts'
import { onAccount } from './on-account.ts'
import { onAppeal } from './on-appeal.ts'
import { onCase } from './on-case.ts'
import { onComment } from './on-comment.ts'
import { pick, type Run } from './run.ts'

const VERBS = {
  comment: ['submit', 'withdraw', 'report', 'takeUp', 'hold', 'correct', 'undo'],
  case: ['open', 'approve', 'reject', 'keep', 'bulk', 'escalate', 'skip'],
  account: ['restrict', 'lift'],
  appeal: ['appeal', 'uphold', 'overturn'],
  law: ['notice', 'order', 'openNotice', 'blind', 'restore', 'remove', 'refuseNotice'],
  clock: ['wait', 'restoreDue', 'purgeHidden', 'deliver'],
} as const

const WAITS = [
  ...[SECOND, 20 * SECOND, 30 * SECOND, MINUTE, 4 * MINUTE],
  ...[DAY, 8 * DAY, 31 * DAY, 220 * DAY],
] as const

const often = (weight: number, ...verbs: (typeof VERBS)[keyof typeof VERBS][number][]) => ({
  weight,
  arbitrary: fc.constantFrom(...verbs),
})

const one = fc.record({
  do: fc.oneof(
    // What everything else needs comes more often.
    often(2, 'submit'),
    often(8, 'approve', 'reject', 'keep'),
    often(4, 'report', 'restrict', 'correct', 'undo'),
    often(5, 'appeal'),
    often(5, 'uphold', 'overturn', 'overturn'),
    often(6, ...VERBS.law),
    often(8, ...Object.values(VERBS).flat()),
  ),
  who: fc.nat({ max: 9 }),
  which: fc.nat({ max: 4 }),
  /** Looks just before acting and points at what fits, or acts on what was seen some time ago. */
  fresh: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  /** Names a reason, or forgets to. */
  reason: fc.constantFrom(
    'clause' as const,
    'clause' as const,
    'clause' as const,
    'law' as const,
    'none' as const,
  ),
  days: fc.constantFrom(1, 7, 30, 30, 31),
  wait: fc.constantFrom(...WAITS),
})
export type Step = typeof one extends fc.Arbitrary<infer Value> ? Value : never
export const steps = fc.array(one, { minLength: 20, maxLength: 50 })

/** Who tries it: as a reader, and as somebody of the desk. */
export interface Who {
  reader: Person
  staff: Person
}

export async function step(run: Run, doing: Step): Promise<void> {
  const reader = pick(run.company.readers, doing.who)
  const staff = pick(run.company.desk, doing.who)
  if (!reader || !staff) throw new Error('nobody there')
  // Now and then somebody who may not: a reader at the desk's verbs.
  const isStranger = doing.who === 9 && !doing.fresh
  const who = { reader, staff: isStranger ? { ...staff, actor: reader.actor } : staff }
  const made = await act(run, doing, who)
  if (made) run.decisions.push(made)
}

function act(run: Run, doing: Step, who: Who): Promise<Decision | null> {
  if (isOne(VERBS.clock, doing.do)) return inTime(run, doing)
  if (isOne(VERBS.comment, doing.do)) return onComment(run, doing, who)
  if (isOne(VERBS.account, doing.do)) return onAccount(run, doing, who)
  if (isOne(VERBS.appeal, doing.do)) return onAppeal(run, doing, who)
  if (isOne(VERBS.law, doing.do)) return byLaw(run, doing, who)
  return onCase(run, doing, who)
}

function isOne(verbs: readonly string[], verb: string): boolean {
  return verbs.includes(verb)
}
