import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONFUSABLES } from '../../src/kernel/confusables.ts'
import { skeleton } from '../../src/kernel/skeleton.ts'
import { quickest } from '../support/quickest.ts'
import { confusables, encode } from './confusables-list.ts'

const signs = Array.from(confusables().keys())
/** At most 60 code points, so that neither NFD (≤ 4 of them each) nor a mapping (≤ 18) meets the bound on input. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(...signs),
      fc.constantFrom(
        '\u0301',
        '\u0316',
        '\u034f',
        '\u200d',
        '\u115f',
        '\u3164',
        '\ud83d',
        '각',
        'ㄱ',
        'ﷺ',
        'm',
      ),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))

describe('the table', () => {
  it('is what the published list says, reduced and closed', () => {
    // To renew it: `encode(confusables())`, broken into lines at its spaces.
    expect(CONFUSABLES.split(/\s+/)).toEqual(encode(confusables()).split(' '))
  })

  it('gives every sign of the list its prototype', () => {
    const wrong = Array.from(confusables()).filter(([sign, target]) => skeleton(sign) !== target)
    expect(wrong).toEqual([])
    expect(signs.length).toBeGreaterThan(5_000)
  })
})

describe('what looks alike', () => {
  it.each([
    ['Cyrillic and Latin', '\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456', 'aeopcxyi'],
    ['Greek and Latin capitals', '\u0391\u0392\u0395\u0396\u0397\u039c', 'ABEZHM'],
    ['Greek and Latin', '\u03bf\u03c1\u03bd', 'opv'],
    ['full width and plain', 'ＭＡＫ', 'MAK'],
    ['mathematical and plain', '𝐏𝖆𝓇𝕜', 'Park'],
    ['zero and O', '0', 'O'],
    ['one, bar, capital I and small L', '1|I', 'lll'],
    ['m and rn', 'm', 'rn'],
    ['a ligature and its letters', 'ﬁ', 'fi'],
    ['a final consonant and an initial one', '\u11ab', '\u1102'],
    ['a single Hangul letter and a conjoining one', 'ㄱ', '\u1100'],
    ['a Hangul vowel and a Chinese stroke', 'ㅣ', '丨'],
    ['a letter with something invisible behind it and the letter', 'a\u200b\u00ad\ufe0f\u3164', 'a'],
    ['Outlined letters and plain', '\u{1ccd6}\u{1ccd7}', 'AB'],
  ])('%s', (_, one, other) => {
    expect(skeleton(one)).toBe(skeleton(other))
  })

  it.each([
    ['i', 'l'],
    ['o', 'O'],
    ['M', 'm'],
    ['가', '나'],
    ['ж', 'x'],
    // Not in the list, though as much alike as Ｍ and M: compatibility forms are the caller's to normalise.
    ['Ｒ', 'R'],
    ['é', 'e'],
  ])('%s does not look like %s', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other))
  })
})

describe('any text', () => {
  it('has a skeleton that is its own skeleton, in NFD', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = skeleton(text)
        expect(skeleton(once)).toBe(once)
        expect(once.normalize('NFD')).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })

  it('looks the same composed and decomposed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(skeleton(text.normalize('NFC'))).toBe(skeleton(text))
        expect(skeleton(text.normalize('NFD'))).toBe(skeleton(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('of any length is answered at once: a hundred thousand marks too', () => {
    const ms = quickest(() => {
      for (const part of ['\u0301\u0316', 'a\u0316\u0301', '𝔪', 'ﷺ', '\ud83d']) {
        expect(typeof skeleton(part.repeat(50_000))).toBe('string')
      }
    })
    // Normalising one of them whole takes about three seconds.
    expect(ms).toBeLessThan(500)
  })
})
