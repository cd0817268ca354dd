import { graphemes } from './text.ts'

/** How many avatar colours there are: classes `face-0` … `face-7` of the style sheet, circles of the cards. */
export const FACE_COLOURS = 8

/**
 * What stands in an author's circle: the initials of a Latin name's first and last word, the given name's first
 * syllable of a Korean one (김하늘 → 하), else the first sign. `?` for a name without letters.
 */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const [first, ...rest] = words
  if (first === undefined) return '?'
  if (rest.length === 0 && /^\p{Script=Hangul}{2,3}$/u.test(first.normalize('NFC'))) return sign(first, 1)
  const last = rest.at(-1)
  if (last === undefined || !/^\p{Script=Latin}/u.test(first + last)) return sign(first, 0).toUpperCase()
  return (sign(first, 0) + sign(last, 0)).toUpperCase()
}

/** The same key has the same colour everywhere (FNV-1a, 32 bits). */
export function faceColour(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  }
  return ((hash >>> 0) >>> 8) % FACE_COLOURS
}

function sign(word: string, index: number): string {
  return Array.from(graphemes(word.normalize('NFC')))[index] ?? word
}
