import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let article: Article

beforeAll(async () => {
  world = await createWorld()
  article = await world.putArticle({
    headline: 'Two "shelters" </script><script>alert(1)</script>',
    description: 'They open & stay open.',
    section: ['National', 'Border'],
    authors: [{ name: 'Seo Yuna' }],
  })
})
afterAll(() => world.close())

const path = (ending = '') => `/v1/articles/${article.id}/head${ending}`
const get = (ending?: string, headers: Record<string, string> = {}) =>
  world.request(path(ending), { headers })

describe('the head of the paper’s own page', () => {
  it('is tags alone, about the paper’s own address, escaped and without a script', async () => {
    for (const ending of ['', '.html']) {
      const answer = await get(ending)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const html = await answer.text()
      expect(html).toMatch(/^<title>Two &quot;shelters&quot; &lt;\/script&gt;/)
      expect(html.replace(/<(title|meta|link)[^<>]*>|<\/title>/g, '')).not.toMatch(/[<>]/)
      expect(html).toContain(`<link rel="canonical" href="${article.url}"/>`)
      expect(html).toContain(`<meta property="og:url" content="${article.url}"/>`)
      expect(html).toContain('<meta property="article:section" content="National"/>')
      expect(html).toContain(`<meta property="og:image" content="${world.publicUrl}/cards/a/${article.id}/`)
      // The paper's page is in one language, and its oEmbed is not ours to give.
      expect(html).not.toMatch(/hreflang|oembed/)
    }
  })

  it('ends with structured data where that is asked for, which names the discussion', async () => {
    const html = await (await get('.html?jsonld=1')).text()
    const [, json = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>$/.exec(html) ?? []
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'NewsArticle',
      '@id': article.url,
      headline: article.headline,
      discussionUrl: `${world.publicUrl}/a/${article.id}`,
    })
  })

  it('comes as JSON by its ending and by Accept, everything as plain text', async () => {
    const byEnding = await (await get('.json')).text()
    const negotiated = await get('', { accept: 'application/json, text/html;q=0.5' })
    expect(await negotiated.text()).toBe(byEnding)
    expect(negotiated.headers.get('vary')).toMatch(/\bAccept\b(?!-)/)
    const head = JSON.parse(byEnding)
    expect(Object.keys(head)).toEqual(['title', 'description', 'canonical', 'meta', 'links', 'jsonLd'])
    expect(head).toMatchObject({ canonical: article.url, jsonLd: { '@type': 'NewsArticle' } })
    expect(head.meta).toContainEqual({ property: 'og:title', content: article.headline })
    const browser = await get('', { accept: 'text/html,application/xhtml+xml,application/json;q=0.9' })
    expect(browser.headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  it.each(['', '.html', '.json'])('%s is kept as the page is, and not sent twice', async (ending) => {
    const answer = await get(ending)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
      'content-length': String((await answer.arrayBuffer()).byteLength),
    })
    const etag = answer.headers.get('etag') ?? ''
    expect((await get(ending, { 'if-none-match': etag })).status).toBe(304)
  })

  it('changes with the article and with what is published under it', async () => {
    const writer = await world.reader()
    const comment = await submit(world, writer, 'Words for search engines', article)
    expect(await (await get('.json')).text()).not.toContain('Words for')
    await decide(world, await world.staff(), comment, 'approve')
    expect(await (await get('.json')).json()).toMatchObject({ jsonLd: { comment: [{ text: comment.body }] } })
    const { key, url, publishedAt } = article
    const input = { key, url, publishedAt, headline: 'Corrected', language: 'en' as const }
    await world.services.articles.put(world.site, input)
    expect(await (await get('.html')).text()).toMatch(/^<title>Corrected \| /)
  })

  it('is there where comments are off, without them, and not for an unknown article', async () => {
    const silent = await world.putArticle()
    await world.services.articles.setDiscussion(world.site.id, silent.id, 'off')
    const answer = await world.request(`/v1/articles/${silent.id}/head.html?jsonld=1`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toMatch(/feed\.xml|"comment"/)
    for (const ending of ['', '.html', '.json'])
      expect((await world.request(`/v1/articles/none/head${ending}`)).status).toBe(404)
  })
})
