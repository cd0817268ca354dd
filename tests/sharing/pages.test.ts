import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff()
})
afterAll(() => world.close())

const own = (url: string) => new URL(url).pathname
const page = async (path: string) => (await world.request(path)).text()
const pathOf = ({ articleId, id }: Comment) => `/a/${articleId}/c/${id}`

/** Every tag that a crawler reads, unescaped: `og:title` → value. */
function tagsOf(html: string): Record<string, string> {
  const tags = html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)
  const plain = (text: string) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&')
  return {
    ...Object.fromEntries([...tags].map(([, name = '', value = '']) => [name, plain(value)])),
    title: plain(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''),
    canonical: plain(/<link rel="canonical" href="([^"]*)"/.exec(html)?.[1] ?? ''),
  }
}

async function cardOf(path: string): Promise<{ url: string; bytes: Buffer; response: Response }> {
  const url = own(tagsOf(await page(path))['og:image'] ?? '')
  const response = await world.request(url)
  expect(response.status).toBe(200)
  return { url, response, bytes: Buffer.from(await response.arrayBuffer()) }
}

const words = (text: string) => `${text} ${crypto.randomUUID()}`
async function published(text: string): Promise<Comment> {
  const comment = await submit(world, maya, text)
  await decide(world, min, comment, 'approve')
  return comment
}

describe('what a chat app reads', () => {
  it('at a discussion: the article, with its own address and card', async () => {
    const tags = tagsOf(await page(`/a/${world.article.id}`))
    expect(tags).toMatchObject({
      'og:type': 'article',
      'og:title': world.article.headline,
      'og:site_name': 'The Morning Ledger',
      'og:url': `${world.publicUrl}/a/${world.article.id}`,
      'twitter:card': 'summary_large_image',
      canonical: `${world.publicUrl}/a/${world.article.id}`,
    })
    expect(tags['og:image']).toBe(tags['twitter:image'])
    expect(tags['og:image']).toMatch(
      new RegExp(`^${world.publicUrl}/cards/a/${world.article.id}/[0-9a-f]+\\.png$`),
    )
  })

  it('at a published comment: its words, its writer and a card of its own', async () => {
    const text = words('Is there a "full text" of <the> report & its annex?')
    const comment = await published(text)
    const tags = tagsOf(await page(pathOf(comment)))
    expect(tags['og:title']).toContain('Maya Okafor')
    expect(tags['og:description']).toBe(text)
    expect(tags['og:url']).toBe(`${world.publicUrl}${pathOf(comment)}`)
    expect(tags['og:image']).toMatch(new RegExp(`^${world.publicUrl}/cards/c/${comment.id}/[0-9a-f]+\\.png$`))
    const [card, articles] = [await cardOf(pathOf(comment)), await cardOf(`/a/${world.article.id}`)]
    expect(card.bytes.equals(articles.bytes)).toBe(false)
    const { width, height, format } = await sharp(card.bytes).metadata()
    expect([width, height, format]).toEqual([1200, 630, 'png'])
  })

  it('all tags stand within the first bytes that a crawler reads', async () => {
    const comment = await published(words('Early enough'))
    const html = await page(pathOf(comment))
    expect(Buffer.byteLength(html.slice(0, html.indexOf('</head>')))).toBeLessThan(16_384)
  })
})

describe('a comment that is not published', () => {
  it.each([
    ['waits', async (comment: Comment) => comment],
    [
      'was refused',
      async (comment: Comment) => {
        await decide(world, min, comment, 'reject:SB-01', 'A note for the author alone')
        return comment
      },
    ],
  ])('%s: page, tags and card are the article’s and its words are nowhere', async (_, bring) => {
    const secret = `S3CRET${crypto.randomUUID().slice(0, 8)}`
    const writer = await world.reader('Hidden Writer')
    const comment = await bring(await submit(world, writer, `${secret} words`))
    const article = `/a/${world.article.id}`
    for (const path of [pathOf(comment), `${pathOf(comment)}?lang=ko`]) {
      const html = await page(path)
      expect(html).not.toContain(secret)
      expect(html).not.toContain('Hidden Writer')
      expect(html).not.toContain('note for the author')
      const { robots: _robots, ...tags } = tagsOf(html)
      const { robots: _other, ...articles } = tagsOf(await page(article))
      expect(tags).toEqual(articles)
    }
    const { bytes } = await cardOf(article)
    for (const file of ['0123456789.png', `${'a'.repeat(20)}.png`]) {
      const response = await world.request(`/cards/c/${comment.id}/${file}`)
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
      expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    }
  })

  it('page, tags and card change together when a reported comment is removed', async () => {
    const text = words('Later found to be against the policy')
    const comment = await published(text)
    const before = await cardOf(pathOf(comment))
    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    expect(await page(pathOf(comment))).toContain(text)
    await decide(world, min, comment, 'reject:SB-01')
    const html = await page(pathOf(comment))
    expect(html).not.toContain(text)
    const articles = await cardOf(`/a/${world.article.id}`)
    expect(own(tagsOf(html)['og:image'] ?? '')).toBe(articles.url)
    // The address that was shared before answers with the article's card from now on.
    const shared = await world.request(before.url, {
      headers: { 'if-none-match': before.response.headers.get('etag') ?? '' },
    })
    expect(shared.status).toBe(200)
    expect(Buffer.from(await shared.arrayBuffer()).equals(articles.bytes)).toBe(true)
  })
})

describe('the address of a card', () => {
  it("an article's own file may be kept for ever, any other name answers the current card for minutes", async () => {
    const { url, bytes, response } = await cardOf(`/a/${world.article.id}`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const old = await world.request(`/cards/a/${world.article.id}/0123456789abcdef0123.png`)
    expect(old.headers.get('cache-control')).toBe('public, max-age=300')
    expect(Buffer.from(await old.arrayBuffer()).equals(bytes)).toBe(true)

    const article = await world.putArticle()
    const first = await cardOf(`/a/${article.id}`)
    await world.services.articles.put(world.site, {
      key: article.key,
      url: article.url,
      headline: 'A headline that was corrected',
      publishedAt: article.publishedAt,
      language: 'en',
    })
    const second = await cardOf(`/a/${article.id}`)
    expect(second.url).not.toBe(first.url)
    expect(second.url).not.toBe(url)
    const stale = await world.request(first.url)
    expect(stale.headers.get('cache-control')).toBe('public, max-age=300')
    expect(Buffer.from(await stale.arrayBuffer()).equals(second.bytes)).toBe(true)
  })

  it("a comment's card is never kept longer than five minutes", async () => {
    const { response } = await cardOf(pathOf(await published(words('Kept for minutes'))))
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
  })

  it('says its length, also without sending it, and is not sent again to whoever has it', async () => {
    const comment = await published(words('Measured'))
    for (const path of [`/a/${world.article.id}`, pathOf(comment)]) {
      const { url, bytes, response } = await cardOf(path)
      expect(response.headers.get('content-length')).toBe(`${bytes.length}`)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const head = await world.request(url, { method: 'HEAD' })
      expect([head.status, head.headers.get('content-length')]).toEqual([200, `${bytes.length}`])
      expect((await head.arrayBuffer()).byteLength).toBe(0)
      const etag = response.headers.get('etag') ?? ''
      const known = await world.request(url, { headers: { 'if-none-match': etag } })
      expect([known.status, known.headers.get('etag')]).toEqual([304, etag])
      expect((await known.arrayBuffer()).byteLength).toBe(0)
      expect((await world.request(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
      const weak = await world.request(url, { headers: { 'if-none-match': `W/${etag}, "other"` } })
      expect(weak.status).toBe(304)
    }
  })

  it.each([
    '/cards/c/none/00.png',
    '/cards/a/018f0000-0000-7000-8000-000000000000/00.png',
    '/cards/c/../00.png',
  ])('%s is not there', async (path) => expect((await world.request(path)).status).toBe(404))

  it('draws Korean words and a photo', async () => {
    const article = await world.putArticle({
      headline: '국경 도로에 대피소 두 곳을 연다',
      language: 'ko',
    })
    const draw = async (text: string) => {
      const comment = await submit(world, maya, text, article)
      await decide(world, min, comment, 'approve')
      return cardOf(pathOf(comment))
    }
    const [one, two] = [
      await draw('대피소 점검 결과도 기사로 다뤄 주세요.'),
      await draw('지난 회의와 무엇이 다른지 궁금합니다!'),
    ]
    expect(one.bytes.equals(two.bytes)).toBe(false)
    expect((await sharp(one.bytes).metadata()).width).toBe(1200)
    const photo = await readFile('seeds/photos/border-river.jpg')
    const pictured = await world.services.articles.put(
      world.site,
      {
        key: 'pictured',
        url: `${world.site.origins[0]}/pictured`,
        headline: 'With a photo',
        publishedAt: article.publishedAt,
        language: 'en',
        image: { url: `${world.site.origins[0]}/river.jpg`, alt: 'A river' },
      },
      photo,
    )
    const card = await cardOf(`/a/${pictured.id}`)
    expect(card.url).toMatch(/\.jpg$/)
    const { width, height, format } = await sharp(card.bytes).metadata()
    expect([width, height, format]).toEqual([1200, 630, 'jpeg'])
    expect(card.response.headers.get('content-type')).toBe('image/jpeg')
  })
})
