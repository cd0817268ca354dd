import { type Check, PASS } from './check.ts'

/** Whether the desk lets this account write: a mute or a ban refuses, premoderation holds. */
export const restriction: Check = {
  name: 'restriction',
  version: 1,
  run({ writer: { restrictions } }) {
    const barred = restrictions.find(({ kind }) => kind !== 'premoderate')
    if (barred)
      return {
        outcome: 'refuse',
        problem: 'restricted',
        details: barred.endsAt === null ? {} : { endsAt: barred.endsAt },
      }
    return restrictions.length > 0 ? { outcome: 'hold', reason: 'restriction', evidence: '' } : PASS
  },
}
