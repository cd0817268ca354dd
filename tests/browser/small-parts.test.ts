import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relativeTime } from '../../src/browser/discussion/time.ts'
import { say } from '../../src/browser/dom.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { FACE_COLOURS, faceColour, initials } from '../../src/kernel/initials.ts'

describe('relative time', () => {
  const now = Date.UTC(2026, 10, 23)
  const format = (language: string) =>
    new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })

  it.each([
    [30 * SECOND, '지금'],
    [2 * MINUTE, '2분 전'],
    [3 * HOUR, '3시간 전'],
    [6 * DAY, '6일 전'],
  ])('%i ms ago', (age, text) => {
    expect(relativeTime(now - age, now, format('ko'))).toBe(text)
  })

  it('leaves the date after a week, and where there is no time at all', () => {
    expect(relativeTime(now - 7 * DAY, now, format('en'))).toBeNull()
    expect(relativeTime(Number.NaN, now, format('en'))).toBeNull()
  })

  it('is never in the future when clocks differ', () => {
    expect(relativeTime(now + HOUR, now, format('en'))).toBe('now')
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
