import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { decide } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let article: Article

beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
})
beforeEach(async () => {
  article = await world.putArticle()
})
afterAll(() => world.close())

const path = (query = '') => `/a/${article.id}/feed.xml${query}`
const get = (query?: string) => world.request(path(query))
const xml = async (query?: string) => (await get(query)).text()

async function write(text: string, as = maya, parent?: string): Promise<Comment> {
  world.clock.advance(1_000)
  const place = { site: world.site, article }
  const input = parent === undefined ? { text } : { text, parent }
  return (await world.services.comments.submit(as.actor, place, input, null)).comment
}

describe('the feed of a discussion', () => {
  it('holds what was published, newest first, and leads from each to its own page', async () => {
    const first = await write('Where is the full text?')
    const answer = await write('In the annex.', tom, first.id)
    const feed = await xml()
    expect([...feed.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id)).toEqual(
      [article.id, answer.id, first.id].map((id) => `urn:uuid:${id}`),
    )
    const url = (id: string) => `${world.publicUrl}/a/${article.id}/c/${id}?lang=en`
    expect(feed).toContain(`<link rel="alternate" type="text/html" href="${url(answer.id)}"/>`)
    expect(feed).toContain(
      `<thr:in-reply-to ref="urn:uuid:${first.id}" type="text/html" href="${url(first.id)}"/>`,
    )
    expect(feed).toContain('<title>Reply by Tom Ashworth</title>')
    expect(feed).toContain(
      `<link rel="self" type="application/atom+xml" href="${world.publicUrl}${path()}"/>`,
    )
    expect(feed).toContain(`<updated>${new Date(answer.createdAt).toISOString()}</updated>`)
  })

  it('is valid without a single comment, and in either language', async () => {
    const empty = await xml('?lang=ko')
    expect(empty).toContain(`<updated>${new Date(article.createdAt).toISOString()}</updated>`)
    expect(empty).toContain('xml:lang="ko"')
    expect(empty).toContain(`href="${world.publicUrl}${path('?lang=ko')}"`)
    expect(empty).not.toContain('<entry>')
  })

  it('is offered by the head of the discussion’s page, but not where comments are off', async () => {
    const link = async () => /<link rel="alternate" [^>]*atom[^>]*>/.exec(await (await page()).text())?.[0]
    const page = () => world.request(`/a/${article.id}`)
    expect(await link()).toContain(`href="${world.publicUrl}${path()}"`)
    expect((await get()).status).toBe(200)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    expect(await link()).toBeUndefined()
    expect((await get()).status).toBe(404)
    expect((await world.request('/a/none/feed.xml')).status).toBe(404)
  })

  it('loses a comment at the moment that it is removed', async () => {
    const comment = await write('S3CRET against the policy')
    await write('Stays', tom)
    const etag = (await get()).headers.get('etag') ?? ''
    const ask = () => world.request(path(), { headers: { 'if-none-match': etag } })
    expect((await ask()).status).toBe(304)
    expect(await xml()).toContain('S3CRET')
    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await decide(world, await world.staff(), comment, 'reject:SB-01')
    const after = await ask()
    expect(after.status).toBe(200)
    expect(await after.text()).not.toMatch(/S3CRET|Maya/)
  })

  it('is data to every reader of it, kept as the page is', async () => {
    const { headers } = await get()
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'public, max-age=0, s-maxage=10, stale-while-revalidate=60',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    const head = await world.request(path(), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})
