import { type Check, PASS } from './check.ts'

/** Dice coefficient of letter pairs from which two texts count as nearly the same. */
const THRESHOLD = 0.8
const SHORTEST = 8
/** Enough of any text to tell; a comment has at most 250 clusters. */
const LETTERS = 600
const KEPT = 512

const known = new Map<string, Uint32Array>()

/** Almost the text of a comment that was rejected within a day, by anybody. */
export const nearDuplicate: Check = {
  name: 'near-duplicate',
  version: 2,
  run({ text, writer }) {
    if (writer.rejectedBodies.length === 0) return PASS
    const pairs = letterPairs(text)
    if (pairs.length < SHORTEST) return PASS
    const close = writer.rejectedBodies.find((body) => similarity(pairs, knownPairs(body)) >= THRESHOLD)
    return close === undefined
      ? PASS
      : { outcome: 'hold', reason: 'near-duplicate', evidence: close.slice(0, 200) }
  },
}

/** Rejected texts come back with every submission of a day. */
function knownPairs(body: string): Uint32Array {
  const kept = known.get(body)
  if (kept) return kept
  const pairs = letterPairs(body)
  if (known.size >= KEPT) known.clear()
  known.set(body, pairs)
  return pairs
}

/** Each pair of neighbouring letters once, as a sorted row of numbers. */
function letterPairs(text: string): Uint32Array {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}|[^\p{L}\p{N}]/gu, '')
    .slice(0, LETTERS)
  const pairs = new Set<number>()
  for (let index = 1; index < letters.length; index += 1) {
    pairs.add(letters.charCodeAt(index - 1) * 0x10000 + letters.charCodeAt(index))
  }
  return Uint32Array.from(pairs).sort()
}

function similarity(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let left = 0, right = 0; left < a.length && right < b.length; ) {
    const difference = (a[left] ?? 0) - (b[right] ?? 0)
    if (difference === 0) shared += 1
    if (difference <= 0) left += 1
    if (difference >= 0) right += 1
  }
  return (2 * shared) / Math.max(1, a.length + b.length)
}
