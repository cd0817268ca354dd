import { type Check, PASS } from './check.ts'

const FEWEST = 3
const SHARE = 0.3

/** Somebody whose recent comments were often rejected is read first until that has passed. */
export const rejectionRate: Check = {
  name: 'rejection-rate',
  version: 1,
  run({ writer }) {
    const { rejected, decided } = writer.recent
    if (rejected < FEWEST || rejected < decided * SHARE) return PASS
    return { outcome: 'hold', reason: 'rejection-rate', evidence: `${rejected} of ${decided} rejected` }
  },
}
