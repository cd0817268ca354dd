import { foldSign } from './fold-sign.ts'
import { joinSpelled } from './spelled.ts'

/** What stands before a letter: nothing, signs that are no letters, or white space. */
export type Gap = 0 | 1 | 2
export const NONE = 0
export const SIGN = 1
export const SPACE = 2

/** One letter of the matching form and the place it was read from, in UTF-16 units of the text. */
export interface Unit {
  sign: string
  start: number
  end: number
  gap: Gap
}

const LEET = new Map(
  Array.from('0o1i3e4a5s7t@a$s€e!i|i+t(c'.matchAll(/../gu), ([pair]) => [pair.charAt(0), pair.charAt(1)]),
)
/** These are punctuation first: letters only inside a word. */
const INSIDE_ONLY = '!|+('

/**
 * A text as a row of letters for comparing, never for showing or storing: look-alikes, case and invisible signs
 * folded away, Hangul taken apart, digits read as letters inside Latin words, `f.u.c.k` and `f u c k` joined.
 * Bounded by the caller: a text that `checkText` accepted, or a rule.
 */
export function matchingForm(text: string): Unit[] {
  const units: Unit[] = []
  for (const { 0: token, index } of text.matchAll(/\S+/gu)) readToken(units, token, index)
  joinSpelled(units)
  return units
}

/** The form in letters, for people who write rules: jamo as they are typed, gaps as `·` and a space. */
export function printForm(units: readonly Unit[]): string {
  return units
    .map(
      ({ sign, gap }, index) =>
        (index === 0 || gap === NONE ? '' : gap === SPACE ? ' ' : '·') + printed(sign),
    )
    .join('')
}

interface Sign {
  raw: string
  at: number
  letters: string
}

function readToken(units: Unit[], token: string, offset: number): void {
  const signs = signsOf(token, offset)
  const leet = readsDigits(signs)
  let gap: Gap = SPACE
  for (const [index, { raw, at, letters }] of signs.entries()) {
    const read = leet ? leetOf(signs, index, gap) : isDigit(letters) || laughs(signs, index) ? '' : letters
    if (read === '') gap = gap === SPACE ? SPACE : SIGN
    for (const sign of read) {
      const last = units.at(-1)
      if (gap === NONE && last && kindOf(last.sign) !== kindOf(sign)) gap = SIGN
      units.push({ sign, start: at, end: at + raw.length, gap })
      gap = NONE
    }
  }
}

function signsOf(token: string, offset: number): Sign[] {
  const signs: Sign[] = []
  let at = offset
  for (const raw of token) {
    const letters = foldSign(raw)
    if (letters !== null) signs.push({ raw, at, letters })
    at += raw.length
  }
  return signs
}

function isDigit(letters: string): boolean {
  return letters >= '0' && letters <= '9\uffff' && !isLatin(letters)
}

export function isLatin(letters: string): boolean {
  return letters >= 'a' && letters <= 'z\uffff' && letters.charAt(0) <= 'z'
}

export function isHangul(letters: string): boolean {
  return letters >= '\u1100' && letters <= '\u11ff'
}

function kindOf(sign: string): 'latin' | 'hangul' | 'other' {
  return isLatin(sign) ? 'latin' : isHangul(sign) ? 'hangul' : 'other'
}

/** Digits are letters in `sh1t`, not in `A55`, `12` or `시1발`. */
function readsDigits(signs: readonly Sign[]): boolean {
  let latin = 0
  let digits = 0
  for (const { letters } of signs) {
    if (isHangul(letters)) return false
    if (isLatin(letters)) latin += 1
    else if (isDigit(letters)) digits += 1
  }
  return latin > 0 && latin >= digits
}

function leetOf(signs: readonly Sign[], index: number, gap: Gap): string {
  const { raw = '', letters = '' } = signs[index] ?? {}
  const letter = LEET.get(isDigit(letters) ? letters : raw)
  if (letter === undefined) return isDigit(letters) ? '' : letters
  if (!INSIDE_ONLY.includes(raw)) return letter
  const next = signs[index + 1]?.letters ?? ''
  return gap === NONE && index > 0 && isLatin(next) ? letter : ''
}

/** `ㅋㅋ`, `ㅎㅎ`, `ㅠㅠ` and `ㅜㅜ` are laughing and crying, unless they spell a syllable. */
function laughs(signs: readonly Sign[], index: number): boolean {
  const raw = signs[index]?.raw ?? ''
  if (raw === 'ㅋ' || raw === 'ㅎ') return !/[ㅏ-ㅣ]/.test(signs[index + 1]?.raw ?? '')
  return (raw === 'ㅠ' || raw === 'ㅜ') && !/[ㄱ-ㅎ]/.test(signs[index - 1]?.raw ?? '')
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const FIRST_VOWEL = 0x1161

function printed(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code >= 0x1100 && code <= 0x1112) return INITIALS.charAt(code - 0x1100)
  return code >= FIRST_VOWEL && code <= 0x1175 ? String.fromCharCode(0x314f + code - FIRST_VOWEL) : sign
}
