import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relativeTime } from '../../src/browser/discussion/time.ts'
import { say } from '../../src/browser/dom.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { FACE_COLOURS, faceColour, initials } from '../../src/kernel/initials.ts'
import { catalogue } from '../../src/locales/index.ts'
import { agoWords } from '../../src/ui/time.tsx'

describe('relative time', () => {
  const words = (language: 'en' | 'ko') => agoWords(language).split('|')

  it.each([
    [0, '지금'],
    [30 * SECOND, '지금'],
    [MINUTE, '1분 전'],
    [59 * MINUTE, '59분 전'],
    [HOUR, '1시간 전'],
    [23 * HOUR, '23시간 전'],
    // Two dates back by now, for most of those who read it.
    [2 * DAY - HOUR, '1일 전'],
    [2 * DAY, '2일 전'],
    [6 * DAY, '6일 전'],
    [7 * DAY - 1, '6일 전'],
  ])('%i ms ago', (age, text) => {
    expect(relativeTime(age, words('ko'))).toBe(text)
  })

  it('is what the language itself says in figures, at every age', () => {
    const english = new Intl.RelativeTimeFormat(catalogue('en').locale, { style: 'short' })
    const units = [
      ['day', DAY],
      ['hour', HOUR],
      ['minute', MINUTE],
    ] as const
    fc.assert(
      fc.property(fc.integer({ min: MINUTE, max: 7 * DAY - 1 }), (age) => {
        const [unit, size] = units.find(([, size]) => age >= size) ?? units[2]
        expect(relativeTime(age, words('en'))).toBe(english.format(-Math.floor(age / size), unit))
      }),
    )
  })

  it('leaves the date after a week, and where there is no time at all', () => {
    expect(relativeTime(7 * DAY, words('en'))).toBeUndefined()
    expect(relativeTime(Number.NaN, words('en'))).toBeUndefined()
  })

  it('is never in the future when clocks differ', () => {
    expect(relativeTime(-HOUR, words('en'))).toBe('now')
  })
})

describe('a face', () => {
  it.each([
    ['김하늘', '하'],
    ['\u1100\u1161\u1102\u1161', '나'],
    ['Maya Okafor', 'MO'],
    ['ada', 'A'],
    ['Ada B. Lovelace', 'AL'],
    ['이 Lee', '이'],
    ['👍 7', '👍'],
    ['', '?'],
  ])('of %s shows %s', (name, shown) => {
    expect(initials(name)).toBe(shown)
  })

  it('has one of the colours that the style sheet knows, the same every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(faceColour(id)).toBe(faceColour(id))
        expect(faceColour(id)).toBeGreaterThanOrEqual(0)
        expect(faceColour(id)).toBeLessThan(FACE_COLOURS)
      }),
    )
  })
})

describe('a sentence with a place for a figure', () => {
  it('takes any text as it is, also one that a pattern would read as its own', () => {
    expect(say('Hello {n}!', '$& {n} $1')).toBe('Hello $& {n} $1!')
  })
})
