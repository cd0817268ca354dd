import { skeleton } from '../../kernel/skeleton.ts'

/** Letters in boxes and discs, and flags, which Unicode does not decompose: first sign, then A–Z in order. */
const LETTER_SIGNS = [0x1f150, 0x1f170, 0x1f1e6]
const LETTER_SIGN = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}\u{1F1E6}-\u{1F1FF}]/gu

/** Small capitals are no confusables to Unicode, but `ᴘᴀʀᴋ` reads as a name; Cyrillic к, н, т, м, в lead here too. */
const SMALL_CAPITALS = new Map(
  'ᴀa ʙb ᴅd ᴇe ꜰf ɢg ʜh ᴊj ĸk ʟl ʍrn ɴn ᴘp ꞯq ʀr ᴛt'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)
const SMALL_CAPITAL = new RegExp(`[${Array.from(SMALL_CAPITALS.keys()).join('')}]`, 'gu')

/** Signs written for letters, as they stand after the skeleton: 0, 1 and | are o and l by then. */
const LEET: Readonly<Record<string, string>> = { '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }

/** What a Korean calls anybody by, after the name: 김하늘님, 김하늘 씨. */
const HONORIFIC = /(?<=.)(?:님|씨)$/u

/** What is no letter or digit, and accents; the vowel signs of Thai, Hindi and others are letters here. */
const NOT_LETTERS = /[^\p{L}\p{N}\p{M}]|[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/gu

/** What a name can be taken for. Never shown or stored: the tables behind it may change. */
export interface Likeness {
  readings: readonly string[]
  glances: readonly string[]
}

const MEMO = 1_000
const staff = new Map<string, Likeness>()

export function likeness(name: string): Likeness {
  const plain = plainForms(name)
  const forms = Array.from(new Set(plain.flatMap((form) => [form, form.trimEnd().replace(HONORIFIC, '')])))
  return { readings: keys(withSmall(forms), readingKey), glances: keys(forms, glanceKey) }
}

/**
 * As `likeness`, and also in capitals: the I of MIN PARK is a bar, the i of Min Park has a dot. Remembered for the last
 * thousand names, since every reader's choice is compared with all of a site's staff.
 */
export function likenessOfStaff(name: string): Likeness {
  const found = staff.get(name)
  if (found) return found
  if (staff.size >= MEMO) staff.clear()
  const forms = plainForms(name.slice(0, 400))
  const shapes = [...forms, ...forms.map((form) => form.toUpperCase())]
  const made = { readings: keys(withSmall(forms), readingKey), glances: keys(shapes, glanceKey) }
  staff.set(name, made)
  return made
}

/** Signs that hold letters (Ⓜ, ™, 🇰🇷) once read as letters, once left out as ornament. */
export function plainForms(name: string): readonly string[] {
  return Array.from(new Set([name, name.replace(/\p{So}/gu, ' ')].map(plainLetters)))
}

/** A name in plain letters, still with its case, spaces and signs: 🅜🅘🅝, ＭＩＮ and 𝐌𝐢𝐧 lose their dress. */
export function plainLetters(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(LETTER_SIGN, (sign) => {
      const code = sign.codePointAt(0) ?? 0
      const first = LETTER_SIGNS.findLast((start) => start <= code) ?? code
      return String.fromCharCode(0x41 + code - first)
    })
    .normalize('NFC')
}

/** Names that read alike: case, accents, spaces, punctuation and the script of a letter make no difference. */
function readingKey(plain: string): string {
  // A capital I is read as i, though it looks like l.
  return letters(skeleton(plain.replace(/[IΙІӀⲒ]/gu, 'i')).toLowerCase()).replace(NOT_LETTERS, '')
}

/** Names that look alike at a glance: as `readingKey`, with i, l, 1 and | one sign (a capital L is not), and leet. */
export function glanceKey(plain: string): string {
  const shown = skeleton(plain).replace(/[^L]+/g, (part) => part.toLowerCase())
  return letters(shown)
    .replace(/[3457@$]/g, (sign) => LEET[sign] ?? sign)
    .replace(/[i!]/g, 'l')
    .replace(NOT_LETTERS, '')
}

/** Some scripts' capitals look like other letters than their small ones do (Σ and σ). */
function withSmall(forms: readonly string[]): string[] {
  return [...forms, ...forms.map((form) => form.toLowerCase())]
}

function keys(forms: readonly string[], keyOf: (plain: string) => string): readonly string[] {
  return Array.from(new Set(forms.map(keyOf))).filter((key) => key !== '')
}

/** Again, for letters that are confusable in small only: m and rn. */
function letters(folded: string): string {
  return skeleton(folded).replace(SMALL_CAPITAL, (letter) => SMALL_CAPITALS.get(letter) ?? letter)
}
