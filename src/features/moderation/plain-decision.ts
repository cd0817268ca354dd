import type { Decision } from './model.ts'

/** What a decision says where nobody says anything else. */
export const PLAIN: Pick<
  Decision,
  | 'clauses'
  | 'ground'
  | 'lawReference'
  | 'source'
  | 'sourceIds'
  | 'automatedDetection'
  | 'automatedDecision'
  | 'detectors'
  | 'startsAt'
  | 'endsAt'
  | 'reverses'
  | 'followsFrom'
  | 'caseId'
  | 'batchId'
  | 'onePersonDesk'
  | 'explanationHmac'
  | 'msOnScreen'
> = {
  clauses: [],
  ground: 'none',
  lawReference: null,
  source: 'own',
  sourceIds: [],
  automatedDetection: false,
  automatedDecision: 'none',
  detectors: [],
  startsAt: null,
  endsAt: null,
  reverses: null,
  followsFrom: null,
  caseId: null,
  batchId: null,
  onePersonDesk: false,
  explanationHmac: null,
  msOnScreen: null,
}
