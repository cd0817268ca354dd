import { type Check, PASS } from './check.ts'

/** Dice coefficient of letter pairs from which two texts count as nearly the same. */
const THRESHOLD = 0.8
const SHORTEST = 8

/** Almost the text of a comment that was rejected within a day, by anybody. */
export const nearDuplicate: Check = {
  name: 'near-duplicate',
  version: 1,
  run({ text, writer }) {
    const pairs = letterPairs(text)
    if (pairs.size < SHORTEST) return PASS
    const close = writer.rejectedBodies.find((body) => similarity(pairs, letterPairs(body)) >= THRESHOLD)
    return close === undefined
      ? PASS
      : { outcome: 'hold', reason: 'near-duplicate', evidence: close.slice(0, 200) }
  },
}

function letterPairs(text: string): Set<string> {
  const letters = Array.from(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared += 1
  return (2 * shared) / Math.max(1, a.size + b.size)
}
