import { lastToEnd } from '../../../kernel/clock.ts'
import { type Check, PASS } from './check.ts'

/** Whether the desk lets this account write: a mute or a ban refuses, premoderation holds. */
export const restriction: Check = {
  name: 'restriction',
  version: 2,
  run({ site, writer: { restrictions } }) {
    const ban = lastToEnd(restrictions.filter(({ kind }) => kind === 'ban'))
    const barred = ban ?? lastToEnd(restrictions.filter(({ kind }) => kind === 'mute'))
    if (barred)
      return {
        outcome: 'refuse',
        problem: ban ? 'banned' : 'restricted',
        details: barred.endsAt === null ? {} : { endsAt: barred.endsAt, timeZone: site.timeZone },
      }
    return restrictions.length > 0 ? { outcome: 'hold', reason: 'restriction', evidence: '' } : PASS
  },
}
