import { isHangul, NONE, SIGN, SPACE } from './matching-form.ts'
import { isVowel, type Run } from './runs.ts'
import type { Place } from './word-trie.ts'

/** Whether the word is really there: long enough, not across other words, not cut out of a syllable. */
export function stands(runs: readonly Run[], place: Place): boolean {
  if (!lasts(runs, place)) return false
  switch (place.word.kind) {
    case 'letters':
      return asWhole(runs, place) && spacedAlike(runs, place)
    case 'initials':
      return begins(runs, place.from, SIGN) && ends(runs, place.to, SIGN)
    case 'hangul':
      return !cutsSyllable(runs, place) && together(runs, place)
  }
}

/** For words that are harmless: nothing may stand inside them but their own spaces. */
export function standsClosed(runs: readonly Run[], place: Place): boolean {
  if (place.word.kind !== 'hangul') return stands(runs, place)
  return lasts(runs, place) && !cutsSyllable(runs, place) && spacedAlike(runs, place)
}

/** Letters may be drawn out, never left out. Inside a Hangul word one more is a final of its own: `십발`. */
function lasts(runs: readonly Run[], { word, from, to }: Place): boolean {
  return word.runs.every((own, index) => {
    const count = runs[from + index]?.count ?? 0
    const inner = index > 0 && from + index < to
    const strict = word.kind === 'hangul' && inner && !isVowel(own.sign)
    return count === own.count || (strict ? count > own.count + 1 : count > own.count)
  })
}

function asWhole(runs: readonly Run[], { word, from, to }: Place): boolean {
  return (word.open.before || begins(runs, from, SIGN)) && (word.open.after || ends(runs, to, SIGN))
}

/** Gaps where the word has its own, and nowhere else. */
function spacedAlike(runs: readonly Run[], { word, from }: Place): boolean {
  return word.runs.every(
    (own, index) => index === 0 || (runs[from + index]?.gap === NONE) === (own.gap === NONE),
  )
}

/**
 * `시.발` is one word when it begins where letters begin, `시 발` when both its ends are ends of words; so that
 * `역시 발빠른` and `서울시 발표` hold nothing.
 */
function together(runs: readonly Run[], { word, from, to }: Place): boolean {
  let widest: number = NONE
  for (let index = from + 1; index <= to; index += 1) {
    if (word.runs[index - from]?.gap === NONE) widest = Math.max(widest, runs[index]?.gap ?? NONE)
  }
  if (widest === SPACE) return begins(runs, from, SPACE) && ends(runs, to, SPACE)
  return widest === NONE || begins(runs, from, SIGN)
}

/** The last consonant belongs to the next syllable: `도시바라는` is not `시발`. */
function cutsSyllable(runs: readonly Run[], { word, to }: Place): boolean {
  const last = word.runs.at(-1)
  const next = runs[to + 1]
  if (!last || !next || next.gap !== NONE || isVowel(last.sign) || !isHangul(last.sign)) return false
  return isVowel(next.sign) && runs[to]?.count === last.count
}

export function begins(runs: readonly Run[], at: number, gap: number): boolean {
  return at === 0 || (runs[at]?.gap ?? NONE) >= gap
}

function ends(runs: readonly Run[], at: number, gap: number): boolean {
  return at === runs.length - 1 || (runs[at + 1]?.gap ?? NONE) >= gap
}
