import { type Check, PASS } from './check.ts'

/** Nothing is written under a closed discussion, or where there is none. */
export const discussionOpen: Check = {
  name: 'discussion-open',
  version: 1,
  run: ({ article }) =>
    article.discussion === 'open' ? PASS : { outcome: 'refuse', problem: 'discussion-closed' },
}
