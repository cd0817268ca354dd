import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { headBytes } from '../../src/features/sharing/head-limits.ts'
import type { HeadTags } from '../../src/features/sharing/model.ts'
import { articleHead, commentHead } from '../../src/features/sharing/tags.ts'
import { renderDocument } from '../../src/ui/render.ts'
import { Shell } from '../../src/ui/shell.tsx'
import { article, comment, commentUrls, site, urls } from './fixtures.ts'

/** As every crawler reads at least. */
const WINDOW = 8_192
const own = {
  alternates: [
    { language: 'en' as const, url: urls.pageUrl },
    { language: 'ko' as const, url: `${urls.pageUrl}?lang=ko` },
  ],
  oembedUrl: `${urls.publicUrl}/oembed?url=${encodeURIComponent(commentUrls.pageUrl)}`,
  feedUrl: `${urls.pageUrl}/feed.xml`,
}
const assets = {
  styles: `/assets/pages-${'0'.repeat(16)}.css`,
  scripts: [`/assets/discussion-${'0'.repeat(16)}.js`],
}

function page(head: HeadTags): string {
  const node = (
    <Shell language="ko" head={head} assets={assets} page="reading" robots="noindex" theme="light">
      <main />
    </Shell>
  )
  return renderDocument(node)
}

function headEnd(head: HeadTags): number {
  const html = page(head)
  return Buffer.byteLength(html.slice(0, html.indexOf('</head>')))
}

/** Both heads of an article and a comment in which every text is the longest that is taken, filled with `unit`. */
function headsOf(unit: string): HeadTags[] {
  const text = (units: number) => unit.repeat(Math.ceil(units / unit.length)).slice(0, units)
  const long: Article = {
    ...article,
    language: 'ko',
    headline: text(300),
    description: text(600),
    section: Array.from({ length: 6 }, () => text(60)),
    authors: Array.from({ length: 10 }, () => ({ name: text(100), email: null })),
    image: article.image && { ...article.image, alt: text(420) },
  }
  const papers = { ...site, title: { en: text(200), ko: text(200) } }
  const endless = { ...comment, authorName: text(100), body: text(2_000) }
  return [
    articleHead({ site: papers, article: long, ...urls, ...own }),
    commentHead({ site: papers, article: long, comment: endless, ...commentUrls, ...own }),
  ]
}

describe('the first 8 KB of a page', () => {
  it.each([
    ['Korean', '한'],
    ['quotes, which are written at six times their length', '"'],
    ['tags', '</script><b>'],
    ['Arabic', 'مرحبا '],
    ['families', '👨‍👩‍👧‍👦'],
    ['stacked marks', `a${'\u0301'.repeat(8)}`],
    ['NUL and line ends', '\0\r\n\u2028'],
    ['lone surrogates', '\uD800'],
  ])('hold all tags when every text is as long as it may be: %s', (_, unit) => {
    for (const head of headsOf(unit)) expect(headEnd(head)).toBeLessThan(WINDOW)
  })

  it('hold all tags of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (unit) => {
        for (const head of headsOf(unit)) expect(headEnd(head)).toBeLessThan(WINDOW)
      }),
      { numRuns: 60 },
    )
  })

  it('are measured at what is written, not at less', () => {
    for (const unit of ['한', '"', '&<>', 'plain ']) {
      for (const head of headsOf(unit)) {
        const bare = { ...head, title: '', description: '', canonical: '', meta: [], links: [] }
        const written = headEnd(head) - headEnd(bare)
        expect(headBytes(head)).toBeGreaterThanOrEqual(written)
        expect(headBytes(head)).toBeLessThan(written * 1.6)
      }
    }
  })

  it('hold an ordinary Korean article whole', () => {
    const headline = '국경 도로에 대피소 두 곳을 연다… 주민 설명회는 다음 주 화요일'
    const description = '군은 26일 국경 도로의 대피소 두 곳을 다음 달 1일부터 연다고 밝혔다. '
      .repeat(5)
      .trim()
    const korean: Article = { ...article, language: 'ko', headline, description }
    const head = articleHead({ site, article: korean, ...urls, ...own })
    expect(head.meta).toContainEqual({ property: 'og:title', content: headline })
    expect(head.description).toMatch(/…$/)
    expect(head.description.length).toBeGreaterThan(190)
    const alt = head.meta.find((tag) => 'name' in tag && tag.name === 'twitter:image:alt')?.content
    expect(alt).toBe(`${headline} – 모닝레저 – A river at dusk`)
  })
})
