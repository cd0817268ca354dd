import probe from 'probe-image-size'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let min: Person
let comment: Comment

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  min = await world.staff()
  comment = await submit(world, maya, 'Is there a "full text"?\nAnd an <annex>?')
  await decide(world, min, comment, 'approve')
})
afterAll(() => world.close())

const articleUrl = () => `${world.publicUrl}/a/${world.article.id}`
const commentUrl = ({ id, articleId }: Comment = comment) => `${world.publicUrl}/a/${articleId}/c/${id}`
const ask = (url: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  world.request(`/oembed?${new URLSearchParams({ url, ...more })}`, { headers })
const embed = async (url: string, more?: Record<string, string>) => (await ask(url, more)).json()

describe('oEmbed of a comment', () => {
  it('quotes it under a link to its own page, without a script', async () => {
    expect(await embed(commentUrl())).toEqual({
      version: '1.0',
      type: 'rich',
      title: `Maya Okafor on “${world.article.headline}”`,
      author_name: 'Maya Okafor',
      provider_name: 'The Morning Ledger',
      provider_url: 'https://www.ledger.example',
      cache_age: 300,
      thumbnail_url: expect.stringMatching(`^${world.publicUrl}/cards/c/${comment.id}/[0-9a-f]+\\.png$`),
      thumbnail_width: 1200,
      thumbnail_height: 630,
      width: 550,
      height: 240,
      html:
        `<blockquote class="brevier-quote" cite="${commentUrl()}" lang="en" dir="auto">` +
        '<p>Is there a &quot;full text&quot;?<br/>And an &lt;annex&gt;?</p>' +
        `<footer>— Maya Okafor, <a href="${commentUrl()}">${world.article.headline}</a></footer></blockquote>`,
    })
  })

  it('is also had as XML, and in no third format', async () => {
    const answer = await ask(commentUrl(), { format: 'xml' })
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    const xml = await answer.text()
    expect(xml).toContain('<version>1.0</version>\n<type>rich</type>\n')
    expect(xml).toContain('<html>&lt;blockquote class=&quot;brevier-quote&quot;')
    for (const format of ['yaml', '', 'JSON']) {
      const refused = await ask(commentUrl(), { format })
      expect([refused.status, (await refused.json()).type]).toEqual([501, '/problems/format-unknown'])
    }
  })

  it('takes no more room than there is', async () => {
    expect(await embed(commentUrl(), { maxwidth: '320', maxheight: '100' })).toMatchObject({
      width: 320,
      height: 100,
    })
    expect(await embed(commentUrl(), { maxwidth: '5000' })).toMatchObject({ width: 550, height: 240 })
    for (const [name, value] of [
      ['maxwidth', '0'],
      ['maxheight', '-1'],
      ['maxwidth', 'wide'],
    ] as const) {
      const refused = await ask(commentUrl(), { [name]: value })
      expect([refused.status, (await refused.json()).field]).toEqual([422, name])
    }
  })

  it('is refused as not public while it waits, and where comments are off', async () => {
    const waiting = await submit(world, maya, 'S3CRET words that wait')
    const article = await world.putArticle()
    const shown = await submit(world, maya, 'S3CRET words under another', article)
    await decide(world, min, shown, 'approve')
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    const hidden = [commentUrl(waiting), commentUrl(shown), `${world.publicUrl}/a/${article.id}`]
    for (const url of hidden) {
      const refused = await ask(url)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('cache-control')).toBe('private, no-store')
      expect(await refused.text()).not.toMatch(/S3CRET|Maya/)
    }
  })
})

describe('the thumbnail', () => {
  it.each([
    [{}, 1200],
    [{ maxwidth: '1199' }, 1000],
    [{ maxheight: '419' }, 600],
    [{ maxwidth: '600', maxheight: '300' }, 400],
    [{ maxwidth: '200' }, 200],
  ] as const)('for %j is %i pixels wide, as its bytes are', async (room, width) => {
    for (const url of [commentUrl(), articleUrl()]) {
      const { thumbnail_url, thumbnail_width, thumbnail_height } = await embed(url, room)
      const answer = await world.request(thumbnail_url.replace(world.publicUrl, ''))
      const bytes = Buffer.from(await answer.arrayBuffer())
      const real = probe.sync(bytes)
      expect([thumbnail_width, thumbnail_height]).toEqual([width, (width * 630) / 1200])
      expect([real?.width, real?.height, real?.mime]).toEqual([
        thumbnail_width,
        thumbnail_height,
        answer.headers.get('content-type'),
      ])
      expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    }
  })

  it('is left out, with all that belongs to it, where there is no room', async () => {
    for (const room of [{ maxwidth: '199' }, { maxheight: '104' }])
      expect(Object.keys(await embed(commentUrl(), room)).join()).not.toContain('thumbnail')
  })

  it('comes in no other width, and shows nothing of a comment that is hidden', async () => {
    const hidden = await submit(world, maya, 'Later hidden')
    await decide(world, min, hidden, 'approve')
    const { thumbnail_url: before } = await embed(commentUrl(hidden), { maxwidth: '400' })
    const { thumbnail_url: articles } = await embed(articleUrl(), { maxwidth: '400' })
    const bytesOf = async (url: string) =>
      Buffer.from(await (await world.request(url.replace(world.publicUrl, ''))).arrayBuffer())
    expect((await bytesOf(before)).equals(await bytesOf(articles))).toBe(false)
    await world.form(`/comments/${hidden.id}/withdraw`, { lang: 'en' }, maya)
    expect((await bytesOf(before)).equals(await bytesOf(articles))).toBe(true)
    const other = new URL(before).pathname.replace('/400/', '/401/')
    expect((await world.request(other)).status).toBe(404)
  })
})

describe('oEmbed of a discussion', () => {
  it('says what the page says, with the authors of the article', async () => {
    const article = await world.putArticle({
      authors: [{ name: 'Seo Yuna' }, { name: 'Tom Ash' }],
      description: 'Two.',
    })
    const url = `${world.publicUrl}/a/${article.id}`
    expect(await embed(`${url}?lang=ko#discussion`)).toMatchObject({
      type: 'rich',
      title: article.headline,
      author_name: 'Seo Yuna, Tom Ash',
      html: expect.stringContaining(`<p>Two.</p><footer><a href="${url}">`),
    })
    expect(await embed(articleUrl())).not.toHaveProperty('author_name')
  })

  it('knows no page but these', async () => {
    for (const url of [
      '',
      'nonsense',
      'https://elsewhere.example/a/x',
      articleUrl().replace('https:', 'http:'),
      `${world.publicUrl}/`,
      `${world.publicUrl}/policy`,
      `${articleUrl()}/feed.xml`,
      `${world.publicUrl}/a/018f0000-0000-7000-8000-000000000000`,
      `${articleUrl()}/c/018f0000-0000-7000-8000-000000000000`,
      `${articleUrl()}/c/none`,
      // A comment of another article.
      commentUrl({ ...comment, articleId: (await world.putArticle()).id }),
    ])
      expect([url, (await ask(url)).status]).toEqual([url, 404])
    const none = await world.request('/oembed')
    // A script of a page is told why, too.
    expect([none.status, none.headers.get('access-control-allow-origin')]).toEqual([422, '*'])
  })

  it('may be read by any page and kept for seconds, and is not sent twice', async () => {
    const first = await ask(articleUrl())
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
      'x-content-type-options': 'nosniff',
      'content-length': String((await first.arrayBuffer()).byteLength),
    })
    const etag = first.headers.get('etag') ?? ''
    expect((await ask(articleUrl(), {}, { 'if-none-match': etag })).status).toBe(304)
  })

  it('is found from both pages, in both formats, and nowhere where comments are off', async () => {
    const found = async (path: string) =>
      [...(await (await world.request(path)).text()).matchAll(/type="([^"]*\+oembed)" href="([^"]*)"/g)].map(
        ([, type, href = '']) => [type, href.replaceAll('&amp;', '&')],
      )
    for (const url of [articleUrl(), commentUrl()]) {
      const links = await found(new URL(url).pathname)
      expect(links.map(([type]) => type)).toEqual(['application/json+oembed', 'text/xml+oembed'])
      for (const [type = '', href = ''] of links) {
        const answer = await world.request(href.replace(world.publicUrl, ''))
        expect(answer.headers.get('content-type')).toContain(type.replace('+oembed', ''))
        expect(await answer.text()).toContain(url)
      }
    }
    const article = await world.putArticle()
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    expect(await found(`/a/${article.id}`)).toEqual([])
  })
})
