import { sha256Hex } from '../accounts/crypto.ts'
import { chainPayload } from './chain.ts'
import type { LoggedDecision } from './log-store.ts'
import type { LogHead } from './transparency-store.ts'

/**
 * `altered`: a row does not hash to what it says, or not to what was made public. `missing`: a number is not there.
 * `out-of-order`: a row stands under another number than it was written with. `cut`: the log ends before a head
 * that was made public.
 */
export type LogFault = 'altered' | 'missing' | 'out-of-order' | 'cut'

export interface LogCheck {
  /** Number of the last decision that holds. */
  decisions: number
  head: string
  /** First sequence number at which the chain does not hold, or `null`. */
  brokenAt: number | null
  fault: LogFault | null
}

/** Whether each decision follows the one before it and hashes to what it says. */
export async function checkChain(
  start: { seq: number; head: string },
  decisions: readonly LoggedDecision[],
): Promise<LogCheck> {
  let { seq, head } = start
  for (const decision of decisions) {
    const fault = await faultOf(decision, { seq, head })
    if (fault !== null) return { decisions: seq, head, brokenAt: seq + 1, fault }
    head = decision.hash
    seq = decision.seq
  }
  return { decisions: seq, head, brokenAt: null, fault: null }
}

async function faultOf(
  decision: LoggedDecision,
  before: { seq: number; head: string },
): Promise<LogFault | null> {
  if (await holds(decision)) {
    if (decision.seq !== before.seq + 1) return 'missing'
    return decision.prevHash === before.head ? null : 'altered'
  }
  const written = decision.hash === (await sha256Hex(decision.hashed)) ? writtenSeq(decision.hashed) : null
  if (written !== null && written !== decision.seq) return 'out-of-order'
  return decision.seq === before.seq + 1 ? 'altered' : 'missing'
}

/** Whether the row's columns say what was hashed, and that text has this hash. */
export async function holds(decision: LoggedDecision): Promise<boolean> {
  try {
    return decision.hashed === chainPayload(decision) && decision.hash === (await sha256Hex(decision.hashed))
  } catch {
    // A version or a value that no program of this kind has ever written.
    return false
  }
}

/** The number in the hashed text itself. */
function writtenSeq(hashed: string): number | null {
  const [, seq] = /"seq":(\d+)[,}]/.exec(hashed.slice(hashed.lastIndexOf('\n'))) ?? []
  return seq === undefined ? null : Number(seq)
}

/** What was made public about this page of the log and does not agree with it. */
export function checkHeads(
  check: LogCheck,
  page: readonly LoggedDecision[],
  heads: readonly Pick<LogHead, 'seq' | 'hash'>[],
): LogCheck {
  const hashes = new Map(heads.map(({ seq, hash }) => [seq, hash]))
  const wrong = page.find(({ seq, hash }) => hashes.has(seq) && hashes.get(seq) !== hash)
  if (!wrong || (check.brokenAt !== null && check.brokenAt <= wrong.seq)) return check
  return { decisions: wrong.seq - 1, head: wrong.prevHash, brokenAt: wrong.seq, fault: 'altered' }
}

/** A log that ends before what was made public has lost its tail. */
export function checkTail(check: LogCheck, heads: readonly Pick<LogHead, 'seq'>[]): LogCheck {
  const newest = Math.max(0, ...heads.map(({ seq }) => seq))
  if (check.brokenAt !== null || newest <= check.decisions) return check
  return { ...check, brokenAt: check.decisions + 1, fault: 'cut' }
}
