const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** International numbers have nine digits or more; `+25 000 000` is a sum. */
export function longEnough(found: string): boolean {
  const digits = digitsOf(found)
  return digits.length >= 9 && digits.length <= 15 && !/000[\s.]?000$/.test(found)
}

/** Payment cards: Luhn's check digit (ISO/IEC 7812). */
export function isCard(found: string): boolean {
  const digits = digitsOf(found)
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index)) * (index % 2 === 1 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]

/** Written with a hyphen it is one; thirteen digits in a row must hold the check digit, else they may be anything. */
export function isResidentNumber(found: string): boolean {
  if (/[\s-]/.test(found)) return true
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(found.charAt(index)), 0)
  return (11 - (sum % 11)) % 10 === Number(found.charAt(12))
}

const BANKING =
  /계좌|입금|송금|예금주|은행|뱅크|농협|신협|수협|새마을금고|우체국|후원금|\baccount (?:no|number)|\bsort code|\bbank\b/i

/** Account numbers have no form of their own: ten to fourteen digits beside a word of banking. */
export function accountDigits(found: string, text: string): boolean {
  const digits = digitsOf(found)
  if (digits.length < 10 || digits.length > 14 || /^97[89]/.test(digits)) return false
  return BANKING.test(text)
}

/** International bank account numbers: check digits by ISO 7064 (mod 97). */
export function isIban(found: string): boolean {
  const text = found.replace(/\s/g, '').toUpperCase()
  if (text.length < 15 || text.length > 34) return false
  let rest = 0
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
