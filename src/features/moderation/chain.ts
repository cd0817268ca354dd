import { canonicalJson } from '../../kernel/canonical-json.ts'
import { CHAIN_VERSION, type Decision } from './model.ts'

/**
 * The text whose SHA-256 (hex, of its UTF-8) is a decision's `hash`: version, hash of the decision before it, and
 * every other field as canonical JSON (RFC 8785), each on a line. Fields are named one by one, so that nothing
 * that happens to travel with a decision is hashed.
 */
export function chainPayload(decision: Omit<Decision, 'hash'>): string {
  const fields = canonicalJson({
    id: decision.id,
    siteId: decision.siteId,
    seq: decision.seq,
    at: decision.at,
    actorType: decision.actorType,
    actorId: decision.actorId,
    role: decision.role,
    commentId: decision.commentId,
    commentVersion: decision.commentVersion,
    bodyHmac: decision.bodyHmac,
    action: decision.action,
    from: decision.from,
    to: decision.to,
    policyVersion: decision.policyVersion,
    clauses: decision.clauses,
    ground: decision.ground,
    source: decision.source,
    sourceIds: decision.sourceIds,
    automatedDetection: decision.automatedDetection,
    automatedDecision: decision.automatedDecision,
    detectors: decision.detectors,
    reverses: decision.reverses,
    caseId: decision.caseId,
    explanationHmac: decision.explanationHmac,
    msOnScreen: decision.msOnScreen,
  })
  return `${CHAIN_VERSION}\n${decision.prevHash}\n${fields}`
}
