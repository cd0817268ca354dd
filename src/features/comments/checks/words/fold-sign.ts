import { skeleton } from '../../../../kernel/skeleton.ts'

/** Final consonants U+11A8…U+11C2 in code point order, clusters as their parts. */
const FINALS =
  'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'
const FINAL_TO_INITIAL = new Map([
  ...FINALS.split(' ').map((letters, index): [string, string] => [
    String.fromCodePoint(0x11a8 + index),
    letters.normalize('NFKD'),
  ]),
  // Two clusters that the keyboard writes are old initials in Unicode: ㅄ and ㅀ.
  ['\u1121', 'ㅂㅅ'.normalize('NFKD')],
  ['\u111a', 'ㄹㅎ'.normalize('NFKD')],
])

/** Look-alikes that the list of confusables groups under a letter of another alphabet: small capitals, mostly. */
const LATIN = new Map(
  Array.from(
    'ᴀaʙbβbᴅdᴇeꞓeɛeꜰfɢgʜhᴊjĸkᴋkʟlʍmᴍmɴnᴎnᴘpʀrᴙrᴛtтtʃs'.matchAll(/(.)(.)/gu),
    ([, sign = '', letter = '']) => [sign, letter],
  ),
)

/** One sign may stand for a whole word (`㍿`, `ﷺ`); more letters than this are not compared. */
const LETTERS_PER_SIGN = 4
const MEMORY = 8_192
const folded = new Map<string, string | null>()

/**
 * The letters and digits that one code point is compared as, one UTF-16 unit each where they are Latin or Hangul:
 * `É`, `ｅ`, `е` (Cyrillic) and `ᴇ` are `e`; a Hangul syllable is its letters, finals written as initials. Empty for
 * punctuation and signs; `null` for what cannot be seen at all, marks on letters included.
 */
export function foldSign(sign: string): string | null {
  const known = folded.get(sign)
  if (known !== undefined) return known
  const letters = fold(sign)
  if (folded.size >= MEMORY) folded.clear()
  folded.set(sign, letters)
  return letters
}

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Script=Inherited}]$/u

function fold(sign: string): string | null {
  if (INVISIBLE.test(sign)) return null
  let letters = ''
  // Compatibility forms hold invisible signs of their own: half-width and enclosed Hangul fillers.
  for (const part of sign.normalize('NFKD').slice(0, 2 * LETTERS_PER_SIGN)) letters += letterOf(part)
  const kept = Array.from(letters.replace(/[^\p{L}\p{M}\p{Nd}]/gu, ''))
  return kept.slice(0, LETTERS_PER_SIGN).join('')
}

function letterOf(part: string): string {
  if (part <= '\u007f') return part.toLowerCase()
  if (INVISIBLE.test(part)) return ''
  const initial = FINAL_TO_INITIAL.get(part)
  if (initial !== undefined) return initial
  if (/[\u1100-\u11ff]/.test(part)) return part
  const small = part.toLowerCase()
  const shown = skeleton(part)
  // The list takes every capital I for a small l.
  const alike = shown === 'l' && small !== part ? skeleton(small) : shown
  return Array.from(alike.normalize('NFKD'), (letter) => LATIN.get(letter) ?? letter.toLowerCase())
    .filter((letter) => !INVISIBLE.test(letter))
    .join('')
}
