/** How many avatar colours the style sheet has: classes `face-0` … `face-7`. */
export const FACE_COLOURS = 8

/**
 * One or two signs that stand for a name: the last syllable of a Hangul name (the given name's end is what
 * people are told apart by), else the first letters of the first and the last word.
 */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  const last = words.at(-1)
  if (last === undefined) return '?'
  const syllables = last.normalize('NFC').match(/[\uAC00-\uD7A3]/g)
  if (syllables) return syllables.at(-1) ?? '?'
  const letters = words.length > 1 ? [words[0], last] : [last]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** The same account has the same colour everywhere (FNV-1a, 32 bits). */
export function faceColour(accountId: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < accountId.length; index += 1) {
    hash = Math.imul(hash ^ accountId.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % FACE_COLOURS
}
