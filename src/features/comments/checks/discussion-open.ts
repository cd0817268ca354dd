import { discussionNow } from '../../articles/rules.ts'
import { type Check, PASS } from './check.ts'

/** Nothing is written under a closed discussion, where there is none, or while the whole site pauses. */
export const discussionOpen: Check = {
  name: 'discussion-open',
  version: 2,
  run({ article, now, site }) {
    if (site.paused) return { outcome: 'refuse', problem: 'discussion-paused' }
    return discussionNow(article, site, now) === 'open'
      ? PASS
      : { outcome: 'refuse', problem: 'discussion-closed' }
  },
}
