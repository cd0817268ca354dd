import { graphemes } from '../../kernel/text.ts'

/** Each reaches 4.5:1 under white letters (WCAG 2.2, 1.4.3). */
const COLOURS = [
  '#2f7d4f',
  '#6a4a9c',
  '#a4442a',
  '#1f6f8b',
  '#8a5a00',
  '#9c3a6b',
  '#3d5aa8',
  '#5b6770',
] as const

/** Letters in an author's circle: two initials of a Latin name, the given name's first syllable of a Korean one, nothing of a name without letters. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const [first, ...rest] = words
  if (first === undefined) return ''
  if (rest.length === 0 && /^\p{Script=Hangul}{2,3}$/u.test(first)) return nth(first, 1)
  const last = rest.at(-1)
  if (last === undefined || !/^\p{Script=Latin}/u.test(first + last)) return nth(first, 0).toUpperCase()
  return (nth(first, 0) + nth(last, 0)).toUpperCase()
}

/** The same name has the same colour on every card. FNV-1a over UTF-16 units. */
export function faceColour(name: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0
  return COLOURS[(hash >>> 8) % COLOURS.length] ?? COLOURS[0]
}

function nth(word: string, index: number): string {
  return [...graphemes(word)][index] ?? word
}
