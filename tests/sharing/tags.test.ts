import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { HeadTags } from '../../src/features/sharing/model.ts'
import { articleHead, commentHead } from '../../src/features/sharing/tags.ts'
import { graphemes } from '../../src/kernel/text.ts'
import { article, comment, commentUrls, site, urls } from './fixtures.ts'

const nameOf = (tag: HeadTags['meta'][number]) => ('property' in tag ? tag.property : tag.name)
const namesOf = (head: HeadTags) => head.meta.map(nameOf)
const contentOf = (head: HeadTags, name: string) => head.meta.find((tag) => nameOf(tag) === name)?.content
const contentsOf = (head: HeadTags, name: string) =>
  head.meta.filter((tag) => nameOf(tag) === name).map(({ content }) => content)
const NASTY = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '\0',
  '\n',
  '\r',
  '\u2028',
  '\u202E',
  '\u2066',
  '\uD800',
  '\uDC00',
  '가',
  'x',
  ' ',
]
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...NASTY), minLength: 1, maxLength: 300 }),
)

function shown(top: Comment, replies: readonly Comment[]) {
  return {
    items: [{ comment: top, replies }],
    commentUrl: ({ id }: Comment) => `${urls.pageUrl}/c/${id}`,
  }
}

describe('head of a discussion', () => {
  it('names the headline, the page, the paper and the large card', () => {
    const head = articleHead({ site, article, ...urls })
    expect(head.title).toBe('Leader sets new defence goals | The Morning Ledger')
    expect(head.canonical).toBe(urls.pageUrl)
    expect(contentOf(head, 'og:url')).toBe(urls.pageUrl)
    expect(contentOf(head, 'og:title')).toBe(article.headline)
    expect(contentOf(head, 'og:site_name')).toBe('The Morning Ledger')
    expect(contentOf(head, 'og:locale')).toBe('en_US')
    expect(contentOf(head, 'twitter:card')).toBe('summary_large_image')
    expect(contentOf(head, 'twitter:image')).toBe(urls.cardUrl)
    expect(contentOf(head, 'article:published_time')).toBe('2022-12-28T00:12:00.000Z')
    expect(contentOf(head, 'article:section')).toBe('National')
    expect(contentOf(head, 'article:tag')).toBe('North Korea')
    expect(contentOf(head, 'robots')).toBe('max-image-preview:large')
    expect(contentOf(head, 'theme-color')).toBe(site.accent)
  })

  it('puts everything about the image directly after it', () => {
    const names = namesOf(articleHead({ site, article, ...urls }))
    const at = names.indexOf('og:image')
    expect(names.slice(at, at + 6)).toEqual([
      'og:image',
      'og:image:secure_url',
      'og:image:type',
      'og:image:width',
      'og:image:height',
      'og:image:alt',
    ])
    expect(names.filter((name) => name.startsWith('og:image'))).toHaveLength(6)
  })

  it('says PNG where there is no photo, and JPEG where there is one', () => {
    const plain = articleHead({ site, article: { ...article, image: null }, ...urls })
    expect(contentOf(plain, 'og:image:type')).toBe('image/png')
    expect(contentOf(articleHead({ site, article, ...urls }), 'og:image:type')).toBe('image/jpeg')
  })

  it('claims no secure address for a card that is served without TLS', () => {
    const head = articleHead({ site, article, ...urls, cardUrl: 'http://127.0.0.1:8787/cards/a/x/y.jpg' })
    expect(namesOf(head)).not.toContain('og:image:secure_url')
  })

  it('speaks the language of the article, and names its page in each that it is offered in', () => {
    const korean: Article = { ...article, language: 'ko', headline: '北, 전원회의 이틀째', description: '' }
    const alternates = [
      { language: 'en' as const, url: `${urls.pageUrl}?lang=en` },
      { language: 'ko' as const, url: urls.pageUrl },
    ]
    const head = articleHead({ site, article: korean, ...urls, alternates })
    expect(contentOf(head, 'og:locale')).toBe('ko_KR')
    expect(contentsOf(head, 'og:locale:alternate')).toEqual(['en_US'])
    expect(head.links.map(({ hreflang, href }) => [hreflang, href])).toEqual([
      ['en', `${urls.pageUrl}?lang=en`],
      ['ko', urls.pageUrl],
      ['x-default', urls.pageUrl],
    ])
    expect(head.canonical).toBe(urls.pageUrl)
    expect(head.title).toBe('北, 전원회의 이틀째 | 모닝레저')
    expect(head.description).toMatch(/모닝레저 독자들이/)
    const inEnglish = articleHead({ site, article: korean, ...urls, alternates, language: 'en' })
    expect(inEnglish.canonical).toBe(`${urls.pageUrl}?lang=en`)
    expect(contentOf(inEnglish, 'og:url')).toBe(urls.pageUrl)
    expect({ ...inEnglish, canonical: '' }).toEqual({ ...head, canonical: '' })
  })

  it('offers oEmbed in both formats, and only where it is served', () => {
    const oembedUrl = 'https://comments.ledger.example/oembed?url=x'
    expect(articleHead({ site, article, ...urls }).links).toEqual([])
    expect(articleHead({ site, article, ...urls, oembedUrl }).links).toMatchObject([
      { rel: 'alternate', type: 'application/json+oembed', href: `${oembedUrl}&format=json` },
      { rel: 'alternate', type: 'text/xml+oembed', href: `${oembedUrl}&format=xml` },
    ])
  })

  it('repeats the tag of each author and of each special section', () => {
    const authors = ['Seo Yuna', 'Kim Sumyeong'].map((name) => ({ name, email: null }))
    const section = ['National', 'North Korea', 'Plenary']
    const head = articleHead({ site, article: { ...article, authors, section }, ...urls })
    expect(contentsOf(head, 'article:author')).toEqual(['Seo Yuna', 'Kim Sumyeong'])
    expect(contentsOf(head, 'article:section')).toEqual(['National'])
    expect(contentsOf(head, 'article:tag')).toEqual(['North Korea', 'Plenary'])
    expect(contentOf(head, 'article:modified_time')).toBe('2022-12-28T01:12:00.000Z')
  })

  it('names what the article is about once, in tags and structured data', () => {
    const tagged = { ...article, section: ['National', 'Border'], tags: ['Shelters', 'Border', 'National'] }
    const head = articleHead({ site, article: tagged, ...urls })
    expect(contentsOf(head, 'article:tag')).toEqual(['Border', 'Shelters'])
    expect(head.jsonLd).toMatchObject({
      articleSection: ['National', 'Border'],
      keywords: ['Border', 'Shelters'],
    })
  })

  it('names the paper’s account in the fediverse, where it has one', () => {
    const named = (fediverseCreator: string | null) =>
      contentsOf(articleHead({ site: { ...site, fediverseCreator }, article, ...urls }), 'fediverse:creator')
    expect(named('@ledger@social.example')).toEqual(['@ledger@social.example'])
    expect(named(null)).toEqual([])
  })

  it('counts for X as X does, while the other tags keep the whole headline', () => {
    const headline = `${'👩🏽‍🚒'.repeat(3)} ${'headline '.repeat(14)}`.trim()
    const description = 'd'.repeat(600)
    const head = articleHead({ site, article: { ...article, headline, description }, ...urls })
    expect(contentOf(head, 'og:title')).toBe(headline)
    expect(contentOf(head, 'twitter:title')?.length).toBeLessThanOrEqual(70)
    expect(contentOf(head, 'twitter:title')).toMatch(/^👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒 headline .*…$/u)
    expect(contentOf(head, 'twitter:description')?.length).toBeLessThanOrEqual(200)
    const image = article.image && { ...article.image, alt: 'a'.repeat(420) }
    const long = articleHead({ site, article: { ...article, image }, ...urls })
    expect(contentOf(long, 'twitter:image:alt')).toHaveLength(420)
  })

  it('describes what the paper left without a word', () => {
    const head = articleHead({ site, article: { ...article, description: ' \0\n' }, ...urls })
    expect(head.description).toBe('Readers of The Morning Ledger discuss “Leader sets new defence goals”.')
  })

  it('repeats published comments as the page shows them, and counts all', () => {
    const reply = { ...comment, id: 'reply', parentId: comment.id, body: 'It is in the annex.' }
    const { jsonLd } = articleHead({ site, article, ...urls, shown: shown(comment, [reply]) })
    expect(jsonLd).toMatchObject({
      '@type': 'NewsArticle',
      commentCount: 38,
      comment: [
        {
          '@type': 'Comment',
          url: `${urls.pageUrl}/c/comment`,
          text: comment.body,
          author: { '@type': 'Person', name: 'Maya Okafor' },
          comment: [{ '@type': 'Comment', text: 'It is in the annex.' }],
        },
      ],
      author: [{ '@type': 'Person', name: 'Seo Yuna' }],
    })
    expect(JSON.stringify(jsonLd)).not.toContain('seo@ledger.example')
  })

  it.each(['pending', 'rejected', 'blinded', 'withdrawn', 'purged'] as const)(
    'repeats nothing of a %s comment, while its replies stand for themselves',
    (state) => {
      const hidden = { ...comment, id: 'hidden', body: 'nobody may read this', authorName: 'Nobody', state }
      const reply = { ...comment, id: 'reply', parentId: 'hidden', body: 'An answer to it.' }
      const below = { ...hidden, id: 'below', parentId: 'comment' }
      for (const jsonLd of [
        articleHead({ site, article, ...urls, shown: shown(hidden, [reply]) }).jsonLd,
        articleHead({ site, article, ...urls, shown: shown(comment, [below]) }).jsonLd,
      ]) {
        expect(JSON.stringify(jsonLd)).not.toMatch(/nobody may read this|Nobody|hidden|below/)
        expect(jsonLd).toMatchObject({ comment: [{ '@type': 'Comment' }] })
      }
      const { jsonLd } = articleHead({ site, article, ...urls, shown: shown(hidden, []) })
      expect(jsonLd).not.toHaveProperty('comment')
    },
  )

  it('repeats so much of a long discussion that the page does not double, and no half comment', () => {
    const bodies = ['각'.repeat(250), '"\\\n\u2028'.repeat(60), 'short']
    const [replies] = [bodies.flatMap((body) => Array.from({ length: 40 }, () => ({ ...comment, body })))]
    for (const body of bodies) {
      const items = Array.from({ length: 20 }, () => ({ comment: { ...comment, body }, replies }))
      const { jsonLd } = articleHead({
        site,
        article,
        ...urls,
        shown: { items, commentUrl: () => 'https://c' },
      })
      const bare = articleHead({ site, article, ...urls }).jsonLd
      expect(JSON.stringify(jsonLd).length - JSON.stringify(bare).length).toBeLessThan(6_200)
      const texts = [...JSON.stringify(jsonLd).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
        JSON.parse(text ?? ''),
      )
      expect(texts.length).toBeGreaterThan(2)
      expect(texts.length).toBeLessThanOrEqual(10)
      expect(texts.every((text) => bodies.includes(text))).toBe(true)
    }
  })

  it('leaves a time out that no calendar has', () => {
    const head = articleHead({ site, article: { ...article, publishedAt: Number.MAX_SAFE_INTEGER }, ...urls })
    expect(namesOf(head)).not.toContain('article:published_time')
    expect(head.jsonLd).not.toHaveProperty('datePublished')
  })
})

describe('head of one comment', () => {
  it('is its own page, with the words of the comment', () => {
    const head = commentHead({ site, article, comment, ...commentUrls })
    expect(head.canonical).toBe(commentUrls.pageUrl)
    expect(contentOf(head, 'og:title')).toBe('Maya Okafor on “Leader sets new defence goals”')
    expect(head.description).toBe(comment.body)
    expect(contentOf(head, 'og:image:type')).toBe('image/png')
    expect(contentOf(head, 'og:image:alt')).toContain(comment.body)
    expect(head.jsonLd).toMatchObject({
      '@type': 'WebPage',
      url: commentUrls.pageUrl,
      isPartOf: { url: urls.pageUrl },
      mainEntity: {
        '@type': 'Comment',
        text: comment.body,
        about: { '@type': 'NewsArticle', url: article.url },
      },
    })
  })

  it.each(['pending', 'rejected', 'blinded', 'withdrawn', 'purged'] as const)(
    'gives nothing of a %s comment away',
    (state) => {
      const head = commentHead({ site, article, comment: { ...comment, state }, ...commentUrls })
      expect(JSON.stringify(head)).not.toContain(comment.body)
      expect(JSON.stringify(head)).not.toContain(comment.authorName)
      expect(contentOf(head, 'og:title')).toBe(article.headline)
    },
  )
})

describe('hostile and endless texts', () => {
  it('stay values: they add no tag, and no value breaks its line', () => {
    const expected = { article: namesOf(articleHead({ site, article, ...urls })), comment: [] as string[] }
    expected.comment = namesOf(commentHead({ site, article, comment, ...commentUrls }))
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const bad: Article = {
          ...article,
          headline: a,
          description: b,
          section: [c, b],
          authors: [{ name: c, email: null }],
          image: article.image && { ...article.image, alt: a, caption: b, credit: c },
        }
        const papers = { ...site, title: { en: b, ko: c } }
        const heads = [
          articleHead({ site: papers, article: bad, ...urls }),
          commentHead({
            site: papers,
            article: bad,
            comment: { ...comment, authorName: a, body: c },
            ...commentUrls,
          }),
        ]
        expect(heads.map(namesOf)).toEqual([expected.article, expected.comment])
        for (const head of heads) {
          for (const value of [head.title, head.description, ...head.meta.map(({ content }) => content)]) {
            expect(value).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u)
          }
          expect(head.canonical).toMatch(/^https:\/\/comments\.ledger\.example\/a\/article/)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('reach readers of structured data unchanged', () => {
    const body = '</script><script>alert(1)</script> & "quotes" \u2028 ]]> <!-- 한글'
    const { jsonLd } = commentHead({ site, article, comment: { ...comment, body }, ...commentUrls })
    expect(JSON.parse(JSON.stringify(jsonLd))).toMatchObject({ mainEntity: { text: body } })
  })

  it('are cut at grapheme clusters', () => {
    const cut = (change: Partial<Article>) =>
      articleHead({ site, article: { ...article, ...change }, ...urls })
    const { description } = cut({ description: '가'.repeat(600) })
    expect([...graphemes(description)]).toHaveLength(200)
    expect(description.endsWith('…')).toBe(true)
    const families = contentOf(cut({ headline: '👨‍👩‍👧‍👦'.repeat(27) }), 'twitter:title')
    expect(families?.replace(/^(👨‍👩‍👧‍👦)+…$/u, '')).toBe('')
  })
})
