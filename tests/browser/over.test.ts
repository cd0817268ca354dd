import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overflowAt } from '../../src/browser/discussion/over.ts'
import { countGraphemes, graphemes, TEXT_LIMITS } from '../../src/kernel/text.ts'
import { quickest } from '../support/quickest.ts'

const LIMIT = TEXT_LIMITS.graphemes
const beyond = (text: string) => text.slice(overflowAt(text))

describe('what is marked as too much', () => {
  it.each([
    ['Latin letters', 'a'.repeat(LIMIT), 'bcd'],
    ['Hangul', '가'.repeat(LIMIT), '나다'],
    ['Hangul as jamo', '\u1100\u1161'.repeat(LIMIT), '\u1102\u1161'],
    ['families', '👨‍👩‍👧‍👦'.repeat(140) + 'a'.repeat(110), '👨‍👩‍👧‍👦!'],
    ['flags', '🇰🇷'.repeat(LIMIT), '🇺🇸'],
    ['Devanagari', 'क्षि'.repeat(LIMIT), 'क'],
    ['blanks at the end of what fits', `${'a'.repeat(LIMIT)}   `, 'b'],
    ['empty lines, of which two count', `${'a'.repeat(LIMIT - 3)}\n\n\n\n\n\nb`, 'c'],
    ['blanks in front', `   ${'a'.repeat(LIMIT)}`, 'b'],
  ])('begins after the last sign that fits: %s', (_what, fits, more) => {
    expect(beyond(fits + more)).toBe(more)
  })

  it('a text of unbounded size is answered at once', () => {
    const ms = quickest(() => {
      expect(overflowAt('a'.repeat(1_000_000))).toBe(LIMIT)
      expect(overflowAt(`a${'\u0301'.repeat(100_000)}`)).toBe(0)
    })
    expect(ms).toBeLessThan(400)
  })

  it('never cuts a sign in two, and what stands before it fits', () => {
    const sign = fc.constantFrom(
      'a',
      '가',
      '\u1100\u1161',
      '👨‍👩‍👧‍👦',
      '🇰🇷',
      'e\u0301',
      ' ',
      '\n',
      '\r\n',
      '👍🏽',
      '\ud83d',
    )
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 700 }), (signs) => {
        const text = signs.join('')
        const at = overflowAt(text)
        expect(countGraphemes(text.slice(0, at))).toBeLessThanOrEqual(LIMIT)
        let end = 0
        const ends = new Set([0, ...Array.from(graphemes(text), (cluster) => (end += cluster.length))])
        expect(ends).toContain(at)
      }),
      { numRuns: 60 },
    )
  })
})
