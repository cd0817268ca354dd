import { PASS, type TextCheck } from './check.ts'
import { plainDigits } from './numbers/plain-digits.ts'
import { accountDigits, isCard, isIban, isResidentNumber, longEnough } from './numbers/tests.ts'

type Test = (found: string, text: string) => boolean

// Between two groups of digits: one space, dot, hyphen or dash, or nothing.
const PATTERNS: readonly [kind: string, pattern: RegExp, test?: Test][] = [
  ['e-mail address', /[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/gi],
  // Korean resident registration: six digits of a birth date, then seven of which the first is 1–8.
  [
    'resident number',
    /(?<![\d-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s-]?[1-8]\d{6}(?![\d-])/g,
    isResidentNumber,
  ],
  [
    'phone number',
    /(?<!\d)(?:\+?82[\s.-]?\(?0?\)?|0|[공영])(?:1|일)[016789공영][\s.-]?\d{3,4}[\s.-]?\d{4}(?!\d)/g,
  ],
  ['phone number', /(?<!\d)\(?0(?:2|[3-6][1-5]|70|50\d)\)?[\s.-]\d{3,4}[\s.-]\d{4}(?!\d)/g],
  ['phone number', /(?<![\d-])(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[.-]\d{4}(?![\d-])/g],
  ['phone number', /(?<!\d)\+\d{1,3}(?:[\s.-]?\(?\d{1,4}\)?){2,6}(?!\d)/g, longEnough],
  ['card or account number', /(?<![\d-])\d{4}(?:[\s-]?\d{4}){2}[\s-]?\d{3,4}(?![\d-])/g, isCard],
  ['card or account number', /(?<![\d-])3\d{3}[\s-]?\d{6}[\s-]?\d{5}(?![\d-])/g, isCard],
  [
    'card or account number',
    /(?<![\d-])\d{2,6}(?:-\d{2,7}){1,4}(?![\d-])|(?<!\d)\d{10,14}(?!\d)/g,
    accountDigits,
  ],
  [
    'card or account number',
    /(?<![a-z0-9])[a-z]{2}\d{2}(?:\s?[a-z0-9]{4}){2,7}(?:\s?[a-z0-9]{1,3})?(?![a-z0-9])/gi,
    isIban,
  ],
]

/** Nothing that follows can match without one of these. */
const HINT = /[\p{Nd}\p{No}@＠]/u

/** A number or address by which a person can be reached or known. The evidence names the kind, not the number. */
export const personalNumber: TextCheck = {
  name: 'personal-number',
  version: 2,
  run({ text }) {
    if (!HINT.test(text)) return PASS
    const plain = plainDigits(text)
    for (const [kind, pattern, test] of PATTERNS) {
      for (const { 0: found, index } of plain.text.matchAll(pattern)) {
        if (test && !test(found, plain.text)) continue
        const finds = [
          { rule: kind, start: plain.startOf(index), end: plain.endOf(index + found.length - 1) },
        ]
        return { outcome: 'hold', reason: 'personal-number', evidence: kind, finds }
      }
    }
    return PASS
  },
}
