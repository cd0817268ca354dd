import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { Decision } from './model.ts'

type Field = keyof Omit<Decision, 'chainVersion' | 'prevHash' | 'hash'>

const FIRST: readonly Field[] = [
  'id',
  'siteId',
  'seq',
  'at',
  'actorType',
  'actorId',
  'role',
  'commentId',
  'commentVersion',
  'bodyHmac',
  'action',
  'from',
  'to',
  'policyVersion',
  'clauses',
  'ground',
  'source',
  'sourceIds',
  'automatedDetection',
  'automatedDecision',
  'detectors',
  'reverses',
  'caseId',
  'explanationHmac',
  'msOnScreen',
]

/** What each version of the chain hashes. A row keeps its version for ever; new rows are of the last one. */
const FIELDS: Readonly<Record<number, readonly Field[]>> = {
  1: FIRST,
  2: [...FIRST, 'accountId', 'lawReference', 'startsAt', 'endsAt', 'followsFrom', 'batchId', 'onePersonDesk'],
}

/**
 * The text whose SHA-256 (hex, of its UTF-8) is a decision's `hash`: version, hash of the decision before it, and
 * every other field as canonical JSON (RFC 8785), each on a line. Fields are named one by one, so that nothing
 * that happens to travel with a decision is hashed.
 * @throws for a version that this program does not know
 */
export function chainPayload(decision: Omit<Decision, 'hash'>): string {
  const names = FIELDS[decision.chainVersion]
  if (!names) throw new Error(`the log has a row of version ${decision.chainVersion}`)
  const fields = canonicalJson(Object.fromEntries(names.map((name) => [name, decision[name]])))
  return `brevier-decision-${decision.chainVersion}\n${decision.prevHash}\n${fields}`
}
