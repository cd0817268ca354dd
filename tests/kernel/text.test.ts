import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkText, countGraphemes, cutGraphemes, graphemes, TEXT_LIMITS } from '../../src/kernel/text.ts'
import { quickest } from '../support/quickest.ts'

/** A text in parts to repeat; what it counts (`null`: not of interest here), what becomes of it, how it is stored. */
interface Vector {
  name: string
  parts: readonly (readonly [string, number])[]
  count: number | 'Infinity' | null
  result: string
  stored?: string
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('./text-vectors.json', import.meta.url), 'utf8'),
)
const textOf = ({ parts }: Vector) => parts.map(([text, times]) => text.repeat(times)).join('')
/** Text as people and attackers write it: any UTF-16, with the signs that matter more often than by chance. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '가',
        '\u1100\u1161',
        '👨‍👩‍👧‍👦',
        '🇰🇷',
        'e',
        '\u0301',
        '\u0007',
        '\u200d',
        '\u2028',
        '\ud83d',
        '\u202e',
        '\u2069',
        '\r\n',
        ' ',
        '\n\n\n',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('shared vectors', () => {
  it.each(vectors)('$name', (vector) => {
    const text = textOf(vector)
    const checked = checkText(text)
    expect(checked.ok ? 'ok' : checked.fault).toBe(vector.result)
    if (vector.count !== null) expect(countGraphemes(text)).toBe(Number(vector.count))
    if (vector.stored !== undefined) expect(checked).toMatchObject({ text: vector.stored })
  })

  it('answers a hundred thousand marks at once, not after seconds', () => {
    const long = vectors.filter((vector) => textOf(vector).length >= 100_000)
    expect(long.length).toBeGreaterThan(1)
    const texts = long.map(textOf)
    const check = () =>
      texts.forEach((text) => {
        checkText(text)
        countGraphemes(text)
      })
    // Normalising one of them takes about three seconds where nothing stops it before.
    expect(quickest(check)).toBeLessThan(250)
  })
})

describe('a sentence in any script', () => {
  it.each([
    ['Thai', 'ที่นี่มีผู้ใหญ่ซื้อน้ำแข็งแล้วก็ขึ้นรถไฟฟ้าไปเชียงใหม่ทั้งที่ฝนตกหนัก'],
    ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם וְאֵ֥ת הָאָֽרֶץ׃'],
    ['Vietnamese, taken apart', 'Những người dân ở đó đã được chuyển đến nơi an toàn.'.normalize('NFD')],
    ['Devanagari', 'सभी मनुष्य स्वतन्त्र और समान अधिकारों के साथ जन्म लेते हैं, र्त्स्न्य भी।'],
    ['Arabic with vowels', 'بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ'],
    ['Tibetan', 'བོད་སྐད་ཀྱི་བརྗོད་པ་ཞིག'],
    ['families', '👨‍👩‍👧‍👦👩🏽‍❤️‍💋‍👨🏿🏴󠁧󠁢󠁥󠁮󠁧󠁿🧑🏻‍🤝‍🧑🏿'],
    ['Hangul, taken apart', '역시 발빠른 대응이었습니다.'.normalize('NFD')],
  ])('is accepted: %s', (_, text) => {
    expect(checkText(text)).toMatchObject({ ok: true, text: text.normalize('NFC') })
  })
})

describe('any text', () => {
  it('is answered, never thrown at', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(checkText(text)).toHaveProperty('ok')
        expect(countGraphemes(text)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is the same after a second check: what is stored stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = checkText(text)
        if (!once.ok) return
        expect(checkText(once.text)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  it('counts in the browser what the server counts', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const checked = checkText(text)
        if (checked.ok || checked.fault === 'text-too-long') expect(countGraphemes(text)).toBe(checked.count)
      }),
      { numRuns: 500 },
    )
  })

  it('that is accepted is within every limit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const checked = checkText(text)
        if (!checked.ok) return
        expect(checked.count).toBeLessThanOrEqual(TEXT_LIMITS.graphemes)
        expect(new TextEncoder().encode(checked.text).length).toBeLessThanOrEqual(TEXT_LIMITS.bytes)
        expect(checked.text.normalize('NFC')).toBe(checked.text)
      }),
    )
  })

  it('is cut between clusters, and only when it is too long', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, limit) => {
        const clusters = Array.from(graphemes(text))
        const cut = cutGraphemes(text, limit)
        if (clusters.length <= limit) expect(cut).toBe(text)
        else
          expect(
            clusters
              .slice(0, limit - 1)
              .join('')
              .trimEnd() + '…',
          ).toBe(cut)
      }),
    )
  })
})
