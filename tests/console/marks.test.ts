import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markFinds } from '../../src/console/marks.ts'

const hits = (text: string, finds: [start: number, end: number][]) =>
  markFinds(
    text,
    finds.map(([start, end]) => ({ rule: 'x', start, end })),
  )
    .filter(({ hit }) => hit)
    .map((part) => part.text)

describe('marks on a comment', () => {
  it('stand where the checks found something, disguised or not', () => {
    expect(
      hits('Idiot, he said, IDIOT!', [
        [0, 5],
        [16, 21],
      ]),
    ).toEqual(['Idiot', 'IDIOT'])
    expect(hits('진짜 ㅂ ㅏ 보 아니면', [[3, 8]])).toEqual(['ㅂ ㅏ 보'])
  })

  it('take in whole clusters', () => {
    expect(
      hits('e\u0301x 👩‍👩‍👧', [
        [0, 1],
        [6, 7],
      ]),
    ).toEqual(['e\u0301', '👩‍👩‍👧'])
  })

  it('are none where nothing was found, or where the text ends before', () => {
    expect(hits('기자님 좋은 기사 감사합니다.', [])).toEqual([])
    expect(
      hits('짧다', [
        [10, 12],
        [1, 1],
      ]),
    ).toEqual([])
  })

  it('never lose or add a character', () => {
    const find = fc.record({ rule: fc.string(), start: fc.nat(30), end: fc.nat(40) })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(find), (text, finds) => {
        const parts = markFinds(text, finds)
        expect(parts.map((part) => part.text).join('')).toBe(text)
      }),
    )
  })
})
