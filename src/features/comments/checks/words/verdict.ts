import type { Find } from '../../model.ts'
import type { Verdict } from '../check.ts'
import { FINDS_KEPT } from './word-list.ts'

const EVIDENCE_LENGTH = 200

/** Holds for these words; the evidence names each once. */
export function heldFor(finds: readonly Find[]): Verdict {
  const kept = [...finds].sort((a, b) => a.start - b.start).slice(0, FINDS_KEPT)
  const evidence = [...new Set(kept.map(({ rule }) => rule))].join(', ').slice(0, EVIDENCE_LENGTH)
  return { outcome: 'hold', reason: 'word-rule', evidence, finds: kept }
}
