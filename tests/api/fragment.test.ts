import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
let article: Article

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff()
})
beforeEach(async () => {
  article = await world.putArticle()
})
afterAll(() => world.close())

const at = (query = '', { id } = article) => `/v1/articles/${id}/comments.html${query}`
const get = (query?: string) => world.request(at(query))
const html = async (query?: string) => (await get(query)).text()

async function write(text: string, as = maya, parent?: string) {
  world.clock.advance(1_000)
  const input = parent === undefined ? { text } : { text, parent }
  const place = { site: world.site, article }
  return (await world.services.comments.submit(as.actor, place, input, null)).comment
}

async function remove(comment: { id: string }): Promise<void> {
  await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
  await decide(world, min, comment, 'reject:SB-01')
}

describe('the discussion as a part of a page', () => {
  it('is a piece of HTML that brings nothing of its own along', async () => {
    await write('Read the report before you write about it.')
    const body = await html()
    expect(body).toMatch(/^<section class="brevier-comments"/)
    expect(body).toMatch(/<\/section>$/)
    expect(body).not.toMatch(
      /<(html|head|body|script|style|link|form|input|button|iframe)|style=|\son[a-z]+=/i,
    )
  })

  it('leads back by whole addresses', async () => {
    const comment = await write('With an address of its own.')
    const hrefs = [...(await html()).matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    expect(hrefs).toEqual([
      `${world.publicUrl}/a/${article.id}?lang=en#composer`,
      `${world.publicUrl}/a/${article.id}/c/${comment.id}?lang=en`,
    ])
  })

  it('says in words what answers what, and keeps line breaks without a style sheet', async () => {
    const top = await write('First line\nsecond line')
    await write('Which report?', tom, top.id)
    const body = await html()
    expect(body).toContain('First line<br/>second line')
    expect(body).toContain('Reply to Maya Okafor')
    expect(body).toMatch(/<ol class="brevier-replies"><li class="brevier-item"><article/)
    expect(body).toContain('<span class="brevier-count">2</span>')
  })

  it('speaks either language and sorts and ends where it is asked to', async () => {
    for (const text of ['one', 'two', 'three']) await write(`Comment number ${text}`)
    const order = async (query: string) =>
      [...(await html(query)).matchAll(/Comment number (\w+)/g)].map(([, number]) => number)
    expect(await order('')).toEqual(['three', 'two', 'one'])
    expect(await order('?sort=oldest')).toEqual(['one', 'two', 'three'])
    expect(await order('?limit=2')).toEqual(['three', 'two'])
    expect(await html('?limit=2')).toContain('All comments (3)')
    expect(await html()).not.toContain('All comments')
    const korean = await html('?lang=ko&limit=1')
    expect(korean).toMatch(/^<section [^>]*lang="ko"/)
    expect(korean).toContain('댓글 모두 보기 (3)')
    expect(korean).toContain('?lang=ko#composer')
  })

  it.each(['?limit=0', '?limit=51', '?limit=x', '?sort=best', '?lang=fr', '?jsonld=yes'])(
    'names the mistake in %s to the program that asks',
    async (query) => {
      const response = await get(query)
      expect(response.status).toBe(422)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    },
  )

  it('puts first what the desk has pinned, and shows it once', async () => {
    const first = await write('Pinned by the desk')
    await write('Written later')
    await world.services.articles.pin(min.actor, article.id, first.id)
    const body = await html()
    expect(body.indexOf('Pinned by the desk')).toBeLessThan(body.indexOf('Written later'))
    expect(body.match(/Pinned by the desk/g)).toHaveLength(1)
    expect(body).toContain('brevier-pinned')
  })

  it('has the classes that its page of the manual promises, and no other', async () => {
    const [manual, source] = await Promise.all(
      ['docs/server-rendering.md', 'src/api/fragment.tsx'].map((file) => readFile(file, 'utf8')),
    )
    const promised = new Set(Array.from(manual?.matchAll(/`(brevier-[a-z-]+)`/g) ?? [], ([, name]) => name))
    const printed = new Set(Array.from(source?.matchAll(/class="([^"]*)"/g) ?? [], ([, name]) => name))
    expect(printed).toEqual(promised)
    expect(printed.size).toBeGreaterThan(10)
  })

  it('carries structured data only for whoever asks, under the article’s own address', async () => {
    const comment = await write('</script><script>alert(1)</script>')
    expect(await html()).not.toContain('ld+json')
    const body = await html('?jsonld=1')
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? []
    expect(JSON.parse(json)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': article.url,
      url: article.url,
      headline: article.headline,
      discussionUrl: `${world.publicUrl}/a/${article.id}`,
      commentCount: 1,
      comment: [
        {
          '@type': 'Comment',
          '@id': `${world.publicUrl}/a/${article.id}/c/${comment.id}`,
          url: `${world.publicUrl}/a/${article.id}/c/${comment.id}`,
          text: '</script><script>alert(1)</script>',
          datePublished: new Date(comment.createdAt).toISOString(),
          author: { '@type': 'Person', name: 'Maya Okafor' },
        },
      ],
    })
  })
})

describe('what nobody may read', () => {
  it('is gone at once, while its place stays where it was answered', async () => {
    const top = await write('S3CRET against the policy')
    await write('An answer that stays', tom, top.id)
    for (const query of ['', '?jsonld=1', '?lang=ko']) expect(await html(query)).toContain('S3CRET')
    await remove(top)
    for (const query of ['', '?jsonld=1', '?lang=ko']) {
      const body = await html(query)
      expect(body).not.toMatch(/S3CRET|Maya/)
      expect(body).toContain('An answer that stays')
    }
    expect(await html()).toContain(
      `Removed by moderators under the <a href="${world.publicUrl}/policy?site=ledger&amp;lang=en">`,
    )
    expect(await html()).toContain('Reply to …')
  })

  it('is gone as well where the law hides it for a time, with the marker that the law asks for', async () => {
    const comment = await write('S3CRET that somebody objects to')
    const senior = await world.staff('Yoon Seo', 'senior')
    expect(await html()).toContain('S3CRET')
    const lawReference = 'KR Network Act 44-2'
    const because = { clauses: [], lawReference, explanation: 'It may injure a right.' }
    const { id: commentId, version } = comment
    await world.services.moderation.blind(senior.actor, { commentId, version, days: 30, ...because })
    const body = await html('?jsonld=1')
    expect(body).not.toMatch(/S3CRET|Maya/)
    expect(body).toMatch(/<p class="brevier-marker" [^>]*>This comment is temporarily hidden/)
    expect(await (await world.request(`/a/${article.id}/feed.xml`)).text()).not.toMatch(/S3CRET|Maya/)
  })

  it('is neither what waits for review', async () => {
    await world.services.sites.update(world.site.key, { mode: 'premoderate-everyone' })
    await submit(world, maya, 'S3CRET waits', article)
    await world.services.sites.update(world.site.key, { mode: 'flagged-only' })
    const body = await html('?jsonld=1')
    expect(body).not.toContain('S3CRET')
    expect(body).toContain('No comments yet')
  })

  it('a session in the request changes nothing', async () => {
    await write('Seen by everybody')
    const own = await world.request(at(), { as: maya })
    expect(await own.text()).toBe(await html())
  })

  it('comments that are off, and articles that are not there, have no page', async () => {
    await write('Seen until it is off')
    expect((await get()).status).toBe(200)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    for (const path of [
      at(),
      at('', { ...article, id: 'none' }),
      at('', { ...article, id: crypto.randomUUID() }),
    ]) {
      const response = await world.request(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    }
  })
})

describe('how it is kept', () => {
  it('says so to shared caches, and that it is no page of its own', async () => {
    const { status, headers } = await get()
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    expect(headers.get('x-request-id')).toBeNull()
  })

  it('nor is anything answered under another host’s name', async () => {
    for (const path of [at(), `/a/${article.id}/feed.xml`]) {
      const response = await world.request(path, { headers: { host: 'evil.example' } })
      expect([path, response.status]).toEqual([path, 421])
    }
  })

  it('is not sent again to whoever has it, until something changes', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    const ask = () => world.request(at(), { headers: { 'if-none-match': etag } })
    expect((await ask()).status).toBe(304)
    await write('Something new')
    expect((await ask()).status).toBe(200)
  })

  it('says that the discussion is closed from the moment on that it closes by itself', async () => {
    const senior = await world.staff('Yoon Seo', 'senior')
    await world.services.articles.change(senior.actor, article.id, { closeAfterDays: 3_000 })
    expect(await html()).toContain('Write a comment')
    world.clock.advance(3_001 * DAY)
    const body = await html()
    world.clock.advance(-3_001 * DAY)
    expect(body).toContain('This discussion is closed')
    expect(body).not.toContain('Write a comment')
  })
})
