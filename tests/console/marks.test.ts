import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markFinds } from '../../src/console/marks.ts'

const hits = (text: string, finds: string[]) =>
  markFinds(text, finds)
    .filter(({ hit }) => hit)
    .map(({ text }) => text)

describe('marks on a comment', () => {
  it('marks a find as written, each time, whatever its case', () => {
    expect(hits('Idiot, he said, IDIOT!', ['idiot'])).toEqual(['Idiot', 'IDIOT'])
  })

  it('marks a word that was taken apart to hide it', () => {
    expect(hits('진짜 ㅂ ㅏ 보 아니면', ['바보'])).toEqual(['ㅂ ㅏ 보'])
    expect(hits('이런 시.발 정말', ['시발'])).toEqual(['시.발'])
  })

  it('marks nothing when the find is not in the text, or empty', () => {
    expect(hits('기자님 좋은 기사 감사합니다.', ['바보', ''])).toEqual([])
  })

  it('never loses or adds a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, finds) => {
        expect(
          markFinds(text, finds)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('marks what stands around a find by nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-m]{0,20}$/), fc.stringMatching(/^[n-z]{1,10}$/), (around, find) => {
        expect(markFinds(`${around} ${find} ${around}`, [find]).filter(({ hit }) => hit)).toEqual([
          { text: find, hit: true },
        ])
      }),
    )
  })
})
