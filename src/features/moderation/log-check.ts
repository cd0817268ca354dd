import { sha256Hex } from '../accounts/crypto.ts'
import { chainPayload } from './chain.ts'
import type { Decision } from './model.ts'

export interface LogCheck {
  decisions: number
  head: string
  /** First sequence number at which the chain does not hold, or `null`. */
  brokenAt: number | null
}

/** Whether each decision follows the one before it and hashes to what it says. */
export async function checkChain(
  start: { seq: number; head: string },
  decisions: readonly Decision[],
): Promise<LogCheck> {
  let { seq, head } = start
  for (const decision of decisions) {
    const follows = decision.seq === seq + 1 && decision.prevHash === head
    if (!follows || decision.hash !== (await sha256Hex(chainPayload(decision)))) {
      return { decisions: seq, head, brokenAt: seq + 1 }
    }
    head = decision.hash
    seq = decision.seq
  }
  return { decisions: seq, head, brokenAt: null }
}
