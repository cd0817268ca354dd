import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { articleCardSpec, cardKey, commentCardSpec } from '../../src/features/sharing/cards.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { article, comment, NOW, PUBLISHED, site } from './fixtures.ts'

const specOf = (changes: Partial<Article> = {}, now = NOW) =>
  articleCardSpec({ site, article: { ...article, ...changes }, photo: null, now })
const by = (...names: string[]) => names.map((name) => ({ name, email: null }))

describe('what an article’s card says', () => {
  it('gives section, byline and date as each language writes them', () => {
    expect(specOf()).toMatchObject({
      section: 'National › North Korea',
      byline: 'By Seo Yuna · 28 Dec 2022',
      paper: 'The Morning Ledger',
    })
    expect(specOf({ language: 'ko', section: ['정치', '북한'], authors: by('서유나') })).toMatchObject({
      section: '정치 › 북한',
      byline: '서유나 기자 · 2022년 12월 28일',
      paper: '모닝레저',
    })
  })

  it.each([
    ['en', by(), '28 Dec 2022'],
    ['en', by('A', 'B'), 'By A and B · 28 Dec 2022'],
    ['en', by('A', 'B', 'C', 'D'), 'By A, B and 2 others · 28 Dec 2022'],
    ['ko', by('김수명'), '김수명 기자 · 2022년 12월 28일'],
    ['ko', by('이온 도쿄특파원'), '이온 도쿄특파원 · 2022년 12월 28일'],
    ['ko', by('가온', '나래', '다솜', '라온'), '가온·나래 외 2명 · 2022년 12월 28일'],
  ] as const)('names authors in %s: %j', (language, authors, byline) => {
    expect(specOf({ language, authors }).byline).toBe(byline)
  })

  it('counts days where the paper is, not in UTC', () => {
    const newYear = Date.UTC(2022, 11, 31, 15, 30)
    expect(specOf({ publishedAt: newYear })).toMatchObject({
      byline: 'By Seo Yuna · 1 Jan 2023',
      stamp: '2023',
    })
    const utc = articleCardSpec({
      site: { ...site, timeZone: 'UTC' },
      article: { ...article, publishedAt: newYear },
      photo: null,
      now: NOW,
    })
    expect(utc).toMatchObject({ byline: 'By Seo Yuna · 31 Dec 2022', stamp: '2022' })
  })

  it('stamps the year on what is older than a year, and only on that', () => {
    expect(specOf({}, PUBLISHED + 365 * DAY).stamp).toBeNull()
    expect(specOf({}, PUBLISHED + 365 * DAY + 1).stamp).toBe('2022')
  })

  it('survives a time that no calendar has', () => {
    expect(specOf({ publishedAt: Number.MAX_SAFE_INTEGER })).toMatchObject({
      byline: 'By Seo Yuna',
      stamp: null,
    })
  })
})

describe('the key of a card', () => {
  const base = specOf()

  it('changes with everything that can be seen, and with the renderer', () => {
    const others = [
      { ...base, headline: 'Another' },
      { ...base, section: 'City' },
      { ...base, byline: 'By Nobody' },
      { ...base, stamp: null },
      { ...base, paper: 'Other' },
      { ...base, accent: '#000000' },
      { ...base, language: 'ko' as const },
      commentCardSpec({ site, article, comment }),
      commentCardSpec({ site, article, comment: { ...comment, body: 'Edited' } }),
      commentCardSpec({ site, article, comment: { ...comment, authorName: 'Somebody' } }),
    ]
    const keys = new Set([
      cardKey(base, '1'),
      cardKey(base, '2'),
      ...others.map((spec) => cardKey(spec, '1')),
    ])
    expect(keys.size).toBe(others.length + 2)
  })

  it('can be made before the photo is read', () => {
    expect(cardKey({ ...base, photo: new Uint8Array([1, 2, 3]) }, '1')).toBe(cardKey(base, '1'))
  })

  it('can be made of any article text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const spec = specOf({ headline: text, section: [text], authors: by(text) })
        expect(cardKey(spec, '1')).toBe(
          cardKey(specOf({ headline: text, section: [text], authors: by(text) }), '1'),
        )
      }),
    )
  })
})
