import { type Check, PASS } from './check.ts'

/** Somebody whose first comments have not been approved yet. `flagged-only` sites trust newcomers too. */
export const newWriter: Check = {
  name: 'new-writer',
  version: 1,
  run({ site, writer }) {
    if (site.mode === 'flagged-only') return PASS
    const needed = site.mode === 'newcomers' ? site.newcomerThreshold : 1
    return writer.approved >= needed
      ? PASS
      : { outcome: 'hold', reason: 'new-writer', evidence: `${writer.approved} of ${needed} approved` }
  },
}
