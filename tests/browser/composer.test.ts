import { describe, expect, it } from 'vitest'
import { isComposing } from '../../src/browser/discussion/composer.ts'
import { counterState, spokenCount } from '../../src/browser/discussion/counter.ts'
import { createSeen, isShown } from '../../src/browser/discussion/seen.ts'
import { TEXT_LIMITS } from '../../src/kernel/text.ts'
import { browserWords } from '../../src/locales/browser-words.ts'
import { catalogue } from '../../src/locales/index.ts'

const en = browserWords(catalogue('en'))
const ko = browserWords(catalogue('ko'))
const LIMIT = TEXT_LIMITS.graphemes

describe('the counter', () => {
  it('counts what a reader sees: a family is one, a syllable from jamo is one', () => {
    expect(counterState('👨‍👩‍👧‍👦\u1100\u1161', ko).label).toBe(`2/${LIMIT}자`)
  })

  it.each([
    [LIMIT - 21, ''],
    [LIMIT - 20, 'near'],
    [LIMIT, 'near'],
    [LIMIT + 1, 'over'],
  ])('at %i signs has the tone "%s"', (count, tone) => {
    expect(counterState('가'.repeat(count), en).tone).toBe(tone)
  })

  it('goes negative, and the button says why it does not send', () => {
    expect(counterState('a'.repeat(LIMIT + 41), en)).toMatchObject({ label: '−41', reason: '41 too many' })
    expect(counterState('a'.repeat(LIMIT + 41), ko).reason).toBe('41자 초과')
    expect(counterState('a'.repeat(LIMIT), en).reason).toBeNull()
  })

  it('does not count a text of unbounded size, and says so', () => {
    expect(counterState(`a${'\u0301'.repeat(100_000)}`, en)).toMatchObject({
      tone: 'over',
      reason: en.tooLong,
    })
  })
})

describe('the spoken counter', () => {
  const spoken = (steps: readonly number[]) =>
    steps.slice(1).map((left, index) => spokenCount(steps[index] ?? 0, left, en))

  it('speaks at 50, 20, 10 and 0 left and on going over, and is silent between', () => {
    expect(spoken([60, 50, 49, 20, 11, 10, 1, 0, -1, -2])).toEqual([
      '50 characters left',
      '',
      '20 characters left',
      '',
      '10 characters left',
      '',
      'No characters left',
      'Over the limit by 1',
      '',
    ])
  })

  it('says where a pasted text ended, once', () => {
    expect(spoken([250, 7])).toEqual(['7 characters left'])
    expect(spoken([250, -30])).toEqual(['Over the limit by 30'])
  })

  it('is silent while text is taken away', () => {
    expect(spoken([-5, 3, 30, 60])).toEqual(['', '', ''])
  })
})

describe('Enter', () => {
  it.each([
    [{ isComposing: true, keyCode: 13 }, true],
    [{ isComposing: false, keyCode: 229 }, true],
    [{ isComposing: false, keyCode: 13 }, false],
  ])('belongs to the syllable while one is composed: %o', (event, composing) => {
    expect(isComposing(event)).toBe(composing)
  })
})

describe('visibility', () => {
  it('counts half a second without a break, from the first sight on', () => {
    const seen = createSeen()
    seen.report(true, 1_000)
    seen.report(true, 1_400)
    expect([seen.isSeen(1_499), seen.isSeen(1_500)]).toEqual([false, true])
  })

  it('begins anew after every break: a frame that flashes up for a click is not seen', () => {
    const seen = createSeen()
    seen.report(true, 0)
    seen.report(false, 900)
    expect(seen.isSeen(1_000)).toBe(false)
    seen.report(true, 1_000)
    expect([seen.isSeen(1_200), seen.isSeen(1_500)]).toEqual([false, true])
  })

  it('trusts the browser that says what covers it, and falls back where none does', () => {
    const boundingClientRect = { height: 84 }
    const shown = (ratio: number, share: number, more = {}) =>
      isShown({ intersectionRatio: ratio, boundingClientRect, ...more }, share)
    expect(shown(1, 0.5, { isVisible: false })).toBe(false)
    expect(shown(0.5, 0.5, { isVisible: true })).toBe(true)
    expect(shown(1, 0.9)).toBe(true)
    expect(shown(0.1, 0.9)).toBe(false)
    expect(shown(0, 0.5)).toBe(false)
  })

  it('asks no more of a tall text than three lines', () => {
    const boundingClientRect = { height: 400 }
    expect(isShown({ intersectionRatio: 0.2, boundingClientRect }, 0.5)).toBe(true)
    expect(isShown({ intersectionRatio: 0.19, boundingClientRect }, 0.5)).toBe(false)
  })
})
