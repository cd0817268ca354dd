import { describe, expect, it } from 'vitest'
import { pageFacts } from '../../src/features/articles/page-facts.ts'
import { readHead } from '../../src/kernel/html-head.ts'

const site = { origins: ['https://www.paper.example'], language: 'en', timeZone: 'Asia/Seoul' } as const
const NOW = Date.UTC(2026, 5, 1)
const facts = (head: string) =>
  pageFacts(readHead(head), { url: new URL('https://www.paper.example/news/1'), site, now: NOW })
const ld = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const ARTICLE = '<meta property="og:type" content="article"><meta property="og:title" content="Open Graph">'

describe('what a page says of its article', () => {
  it('comes from Open Graph', () => {
    expect(
      facts(`<html lang="ko-KR">${ARTICLE}<meta name="description" content="What &#xAC;">
        <meta property="article:section" content="National &gt; North Korea"><meta name="author" content="Seo Yuna">
        <meta property="article:author" content="https://facebook.com/yuna">
        <meta property="article:tag" content="a"><meta property="article:tag" content="b">
        <meta property="article:published_time" content="2026-05-30T09:00:00+0900">
        <meta property="article:modified_time" content="2026-05-30 10:30">
        <meta property="og:image" content="/p.jpg"><meta property="og:image:width" content="1600">
        <meta property="og:image:height" content="900"><meta property="og:image:alt" content="A road">
        <meta property="og:image" content="/q.jpg"><meta property="og:image:alt" content="Another">`),
    ).toEqual({
      url: 'https://www.paper.example/news/1',
      headline: 'Open Graph',
      description: 'What ¬',
      section: ['National', 'North Korea'],
      authors: [{ name: 'Seo Yuna', email: null }],
      tags: ['a', 'b'],
      publishedAt: Date.UTC(2026, 4, 30),
      modifiedAt: Date.UTC(2026, 4, 30, 1, 30),
      language: 'ko',
      image: {
        ...{ url: 'https://www.paper.example/p.jpg', alt: 'A road', caption: '', credit: '' },
        size: { width: 1600, height: 900 },
      },
    })
  })

  it('comes from structured data first, also in a graph, with references that some sites write in it', () => {
    const article = {
      '@type': ['Thing', 'NewsArticle'],
      headline: 'Shelters &amp; roads',
      author: [{ name: 'A' }, { name: 'B' }, 'C'],
      keywords: 'x, y',
      datePublished: '2026-05-01',
      inLanguage: 'ko',
      image: [{ url: 'https://www.paper.example/ld.jpg', caption: 'Cap', creditText: '[YONHAP]' }],
    }
    for (const data of [article, [article], { '@graph': [{ '@type': 'WebPage' }, article] }])
      expect(facts(ARTICLE + ld({ '@type': 'Person' }) + ld(data))).toMatchObject({
        headline: 'Shelters & roads',
        authors: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
        tags: ['x', 'y'],
        publishedAt: Date.UTC(2026, 3, 30, 15),
        language: 'ko',
        image: { url: 'https://www.paper.example/ld.jpg', caption: 'Cap', credit: '[YONHAP]' },
      })
  })

  it.each([
    ['a broken text', '<script type="application/ld+json">{"@type":"NewsArticle",}</script>'],
    ['deep nesting', `<script type="application/ld+json">${'['.repeat(100_000)}</script>`],
    [
      'other types of values',
      ld({ '@type': 'NewsArticle', headline: 7, author: { name: [] }, image: 9, keywords: {} }),
    ],
    ['a prototype', ld(JSON.parse('{"@type":"NewsArticle","__proto__":{"headline":"x"}}'))],
  ])('is not misled by structured data with %s', (_, data) => {
    expect(facts(ARTICLE + data)).toMatchObject({ headline: 'Open Graph', authors: [], tags: [] })
  })

  it('is bounded and on one line', () => {
    const found = facts(
      `<meta property="og:type" content="article"><meta property="og:title" content="a&#10;b&#8238;&#0;${'한'.repeat(400)}😀">
       ${'<meta property="article:tag" content="t">'.repeat(99)}<meta property="og:image" content="javascript:alert(1)">`,
    )
    if (typeof found === 'string') throw new Error(found)
    expect(found.headline).toHaveLength(300)
    expect(found.headline.startsWith('a b\uFFFD한')).toBe(true)
    expect([found.tags, found.image]).toEqual([['t'], null])
  })

  it.each([
    'tomorrow',
    '2026-13-01',
    '2026-02-30',
    '2026-06-03T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '2026-05-30T25:00Z',
  ])('has no time for "%s"', (text) => {
    expect(facts(`${ARTICLE}<meta property="article:published_time" content="${text}">`)).toMatchObject({
      publishedAt: null,
    })
  })

  it.each([
    // The clocks went on at two that night, and a day of 23 hours followed.
    ['2026-03-29T01:30', Date.UTC(2026, 2, 29, 0, 30)],
    ['2026-03-29T15:00', Date.UTC(2026, 2, 29, 13)],
    ['2025-10-26T15:00', Date.UTC(2025, 9, 26, 14)],
    ['2026-03-28T15:00', Date.UTC(2026, 2, 28, 14)],
  ])('has the time on the paper’s wall where "%s" names no offset', (text, publishedAt) => {
    const head = readHead(`${ARTICLE}<meta property="article:published_time" content="${text}">`)
    const paris = { ...site, timeZone: 'Europe/Paris' }
    const found = pageFacts(head, { url: new URL('https://www.paper.example/news/1'), site: paris, now: NOW })
    expect(found).toMatchObject({ publishedAt })
  })

  it.each([
    ['not-an-article', '<title>Search</title>'],
    ['not-an-article', `${ARTICLE}<link rel=canonical href="/">`],
    ['off-site', `${ARTICLE}<link rel=canonical href="https://www.paper.example.evil.example/">`],
    ['off-site', `${ARTICLE}<link rel=canonical href="javascript:1">`],
    ['unusable', '<meta property="og:type" content="article">'],
  ])('is %s', (failure, head) => {
    expect(facts(head)).toBe(failure)
  })
})
