/** Final consonants U+11A8…U+11C2 in code point order, clusters as their parts. */
const FINALS =
  'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'

const FINAL_TO_INITIAL = new Map(
  FINALS.split(' ').map((letters, index) => [
    String.fromCodePoint(0x11a8 + index),
    letters.normalize('NFKD'),
  ]),
)

/**
 * Hangul as a row of letters for comparing, never for showing: invisible characters dropped, syllables
 * taken apart, conjoining and compatibility jamo made alike (so a final ㅂ equals an initial one), and
 * everything that is no letter removed. `시.발`, `ㅅㅣ발` and `시발` become the same.
 */
export function matchingForm(text: string): string {
  const apart = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
  return Array.from(apart, (char) => FINAL_TO_INITIAL.get(char) ?? char)
    .join('')
    .replace(/[^\p{L}]+/gu, '')
}
