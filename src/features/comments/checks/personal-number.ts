import { type Check, PASS } from './check.ts'

const PATTERNS: readonly [name: string, pattern: RegExp][] = [
  ['e-mail address', /[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/i],
  // Korean resident registration: six digits of a birth date, then seven of which the first is 1–8.
  ['resident number', /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s-]?[1-8]\d{6}(?!\d)/],
  ['phone number', /(?<!\d)(?:\+?82[\s.-]?|0)1\d[\s.-]?\d{3,4}[\s.-]?\d{4}(?!\d)/],
  ['phone number', /(?<!\d)\+\d{1,3}(?:[\s.-]?\d{2,4}){2,5}(?!\d)/],
  ['card or account number', /(?<!\d)\d{4}[\s-]\d{4}[\s-]\d{4}[\s-]\d{3,4}(?!\d)/],
]

/** A number or address by which a person can be reached or known. The evidence names the kind, not the number. */
export const personalNumber: Check = {
  name: 'personal-number',
  version: 1,
  run({ text }) {
    const found = PATTERNS.find(([, pattern]) => pattern.test(text))
    return found ? { outcome: 'hold', reason: 'personal-number', evidence: found[0] } : PASS
  },
}
