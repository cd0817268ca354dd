import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import probe from 'probe-image-size'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide, submit } from '../support/desk.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import { fetchRaw, metaOf, scraped } from './client.ts'

const KB = 1_024
/** How much of a page each client reads, and how it asks (reference: platform documents and sources). */
const PROFILES = [
  { client: 'the strictest', window: 8 * KB, headers: {} },
  {
    client: 'Slack',
    window: 32 * KB,
    headers: { range: 'bytes=0-32767', 'user-agent': 'Slackbot-LinkExpanding 1.0' },
  },
  { client: 'WordPress', window: 150 * KB, headers: { 'user-agent': 'WordPress/6.8; https://blog.example' } },
  {
    client: 'Mastodon',
    window: 500 * KB,
    headers: { 'user-agent': 'Mastodon/4.5 (http.rb/5.3)', accept: 'text/html' },
  },
  { client: 'Signal', window: 1_000 * KB, headers: { 'user-agent': 'WhatsApp/2' } },
  {
    client: 'Facebook',
    window: 1_000 * KB,
    headers: { range: 'bytes=0-524287', 'user-agent': 'facebookexternalhit/1.1' },
  },
  {
    client: 'KakaoTalk',
    window: 500 * KB,
    headers: { 'user-agent': 'facebookexternalhit/1.1;kakaotalk-scrap/1.0' },
  },
  { client: 'Lemmy', window: 1_000 * KB, headers: { range: 'bytes=0-1048575' } },
  {
    client: 'Discord',
    window: 500 * KB,
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; Discordbot/2.0)' },
  },
]
/** Clients that fetch from a phone or for a chat show no heavier picture. */
const IMAGE_LIMIT = 250 * KB

let world: ServedWorld
const pages: Record<string, string> = {}

beforeAll(async () => {
  world = await serveWorld()
  const photo = await readFile('seeds/photos/border-river.jpg')
  const [maya, min] = [await world.reader('마야 "M" <Okafor>'), await world.staff()]
  for (const language of ['en', 'ko'] as const) {
    const article = await world.services.articles.put(
      world.site,
      {
        key: `pictured-${language}`,
        url: `${world.site.origins[0]}/pictured-${language}`,
        headline: language === 'en' ? 'Council to open two shelters' : '국경 도로에 대피소 두 곳을 연다',
        description: language === 'en' ? 'They open on the first.' : '다음 달 1일부터 문을 연다.',
        section: language === 'en' ? ['National', 'Border'] : ['정치', '국경'],
        authors: [{ name: language === 'en' ? 'Seo Yuna' : '서유나' }],
        image: { url: `${world.site.origins[0]}/river.jpg`, alt: 'A river' },
        publishedAt: world.clock.now(),
        modifiedAt: world.clock.now() + 1_000,
        language,
      },
      photo,
    )
    const text = language === 'en' ? 'Is there a full text of it?' : '전문은 어디에서 볼 수 있나요?'
    const comment = await submit(world, maya, text, article)
    await decide(world, min, comment, 'approve')
    pages[`article ${language}`] = `${world.publicUrl}/a/${article.id}`
    pages[`comment ${language}`] = `${world.publicUrl}/a/${article.id}/c/${comment.id}`
  }
})
afterAll(() => world.close())

describe.each(['article en', 'article ko', 'comment en', 'comment ko'])('%s', (name) => {
  const url = () => pages[name] ?? ''
  const whole = async () => (await fetchRaw(url())).body

  it.each(PROFILES)('$client finds every tag in what it reads', async ({ window, headers }) => {
    const expected = await scraped(String(await whole()))
    const got = await fetchRaw(url(), headers)
    // A range is honoured wholly or not at all: an answer in between breaks Facebook's reading.
    expect(got.status).toBe(200)
    expect(got.headers['content-range']).toBeUndefined()
    expect(got.headers.location).toBeUndefined()
    expect(got.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(got.headers['content-length']).toBe(String(got.body.length))
    const read = String(got.body.subarray(0, window))
    const found = await scraped(read)
    expect(found).toEqual(expected)
    expect(found).toMatchObject({ ogType: 'article', twitterCard: 'summary_large_image', success: true })
    expect(read).toContain('application/json+oembed')
    expect(read).toMatch(/rel="canonical"/)
  })

  it('is the same bytes for every agent, language and referrer', async () => {
    const plain = await whole()
    for (const headers of [
      { 'user-agent': 'Twitterbot/1.0' },
      { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 'accept-language': 'ko-KR' },
      { referer: 'https://t.co/abc', 'accept-language': 'fr' },
      { 'user-agent': '', accept: '*/*' },
    ])
      expect((await fetchRaw(url(), headers)).body.equals(plain)).toBe(true)
  })

  it('answers HEAD as GET, without the page', async () => {
    const [get, head] = [await fetchRaw(url()), await fetchRaw(url(), {}, 'HEAD')]
    expect([head.status, head.body.length]).toEqual([200, 0])
    for (const header of ['content-type', 'content-length', 'cache-control'])
      expect(head.headers[header]).toBe(get.headers[header])
  })

  it('is the same when it comes compressed', async () => {
    for (let times = 0; times < 3; times += 1) {
      const { headers, body } = await fetchRaw(url(), { 'accept-encoding': 'gzip, deflate' })
      expect(headers['content-length']).toBe(String(body.length))
      const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
      expect(plain.equals(await whole())).toBe(true)
    }
  })

  it('names a picture that is what its tags say, and light', async () => {
    const tags = metaOf(String(await whole()))
    const at = tags.findIndex(([tag]) => tag === 'og:image')
    const names = tags.slice(at, at + 5).map(([tag]) => tag)
    expect(names).toEqual(['', ':type', ':width', ':height', ':alt'].map((part) => `og:image${part}`))
    const [image = '', type, width, height, alt] = tags.slice(at, at + 5).map(([, content]) => content)
    expect(alt).not.toBe('')
    const picture = await fetchRaw(image, { range: 'bytes=0-' })
    expect(picture.status).toBeOneOf([200, 206])
    expect(picture.headers['content-type']).toBe(type)
    expect(picture.headers['content-length']).toBe(String(picture.body.length))
    expect(picture.headers['content-disposition'] ?? 'inline').toMatch(/^inline/)
    expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(picture.body.length).toBeLessThan(IMAGE_LIMIT)
    const real = probe.sync(picture.body)
    expect([real?.mime, real?.width, real?.height].map(String)).toEqual([type, width, height])
    const head = await fetchRaw(image, {}, 'HEAD')
    expect([head.status, head.headers['content-length']]).toEqual([200, String(picture.body.length)])
    // The same picture for X, and no other.
    expect(tags.filter(([tag]) => /^(og|twitter):image$/.test(tag)).map(([, content]) => content)).toEqual([
      image,
      image,
    ])
  })
})
