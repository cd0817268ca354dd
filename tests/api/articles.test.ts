import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/kernel/clock.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let key: string
beforeAll(async () => {
  world = await createWorld()
  key = (await world.services.sites.addKey(world.site.id)).key
})
afterAll(() => world.close())

const FACTS = {
  url: 'https://www.ledger.example/city/1?utm_source=cms',
  headline: 'Two shelters on the border road',
  description: 'The council decided on Monday.',
  language: 'en',
  section: ['National', 'North Korea'],
  authors: [{ name: 'Seo Yuna', email: 'yuna@ledger.example' }],
  publishedAt: '2026-06-01T09:00:00+09:00',
  modifiedAt: null,
  tags: ['shelters', '경계'],
  image: {
    url: 'https://www.ledger.example/p.jpg',
    alt: 'A road',
    credit: '[YONHAP]',
    size: { width: 1600, height: 900 },
  },
}

interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

async function put(name: string, facts: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await world.request(`/v1/articles/${encodeURIComponent(name)}`, {
    method: 'PUT',
    body: typeof facts === 'string' ? facts : JSON.stringify(facts),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const faults = ({ body }: Answer) =>
  Object.fromEntries(
    (body['faults'] as { field: string; fault: string }[]).map((one) => [one.field, one.fault]),
  )

describe('an article that the paper pushes', () => {
  it.each(['2026-06-01T09:00:00+0900', '2026-06-01T09:00+09:00', '2026-06-01T00:00Z'])(
    'has a time as its system writes one: %s',
    async (publishedAt) => {
      const url = 'https://www.ledger.example/timed'
      expect((await put('timed', { ...FACTS, url, publishedAt })).body).toMatchObject({ key: 'timed' })
      const article = await world.services.articles.byKey(world.site, 'timed')
      expect(article?.publishedAt).toBe(Date.UTC(2026, 5, 1))
    },
  )

  it('is new the first time, unchanged the second, and changed where it is different', async () => {
    const first = await put('cms/1', FACTS)
    expect(first).toMatchObject({
      status: 201,
      body: { key: 'cms/1', change: 'new', photo: 'queued', comments: 0 },
    })
    const article = await world.services.articles.byKey(world.site, 'cms/1')
    expect(article).toMatchObject({
      ...{ url: 'https://www.ledger.example/city/1', publishedAt: Date.UTC(2026, 5, 1), tags: FACTS.tags },
      image: { credit: '[YONHAP]', size: { width: 1600, height: 900 } },
    })
    expect(first.body['discussionUrl']).toBe(`${world.publicUrl}/a/${article?.id}`)
    expect(await put('cms/1', FACTS)).toMatchObject({
      status: 200,
      body: { change: 'same', id: article?.id },
    })
    expect(await put('cms/1', { ...FACTS, headline: 'Corrected' })).toMatchObject({
      ...{ status: 200, body: { change: 'changed', id: article?.id } },
    })
    expect((await world.services.articles.byId(article?.id ?? ''))?.revision).toBe(
      (article?.revision ?? 0) + 1,
    )
  })

  it('keeps its discussion at another address, and what the desk has set', async () => {
    const { body } = await put('moves', { ...FACTS, url: 'https://www.ledger.example/before' })
    await world.services.articles.setDiscussion(world.site.id, String(body['id']), 'closed')
    const moved = await put('moves', { ...FACTS, url: 'https://www.ledger.example/after' })
    expect(moved).toMatchObject({ status: 200, body: { id: body['id'] } })
    for (const name of ['before', 'after'])
      expect(
        await world.services.articles.byUrl(world.site, `https://www.ledger.example/${name}`),
      ).toMatchObject({
        ...{ id: body['id'], discussion: 'closed' },
      })
    expect(await put('other', { ...FACTS, url: 'https://www.ledger.example/before' })).toMatchObject({
      ...{ status: 409, body: { type: '/problems/url-taken' } },
    })
  })

  it('is refused with every fault named', async () => {
    const answer = await put('faulty', {
      ...FACTS,
      headline: '',
      language: 'fr',
      publishedAt: 'yesterday',
      authors: [{ name: 'A', phone: '1' }],
      image: { url: 'ftp://www.ledger.example/p.jpg' },
      revision: 9,
    })
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/invalid-field' } })
    expect(faults(answer)).toMatchObject({
      headline: expect.any(String),
      language: expect.stringContaining('"en"|"ko"'),
      publishedAt: 'must be a time such as 2026-06-01T09:00:00+09:00',
      'authors.0.phone': 'there is no such field',
      'image.url': 'must be an http(s) URL',
      revision: 'there is no such field',
    })
    const elsewhere = await put('elsewhere', { ...FACTS, url: 'https://evil.example/1' })
    expect(faults(elsewhere)['url']).toContain('https://www.ledger.example')
    expect(await put('faulty', '{')).toMatchObject({ status: 400 })
    expect(await put('faulty', FACTS, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    expect(await put('x'.repeat(201), FACTS)).toMatchObject({ status: 422, body: { field: 'key' } })
    const large = JSON.stringify({ ...FACTS, description: 'x'.repeat(65_536) })
    expect(await put('faulty', large)).toMatchObject({ status: 413 })
    expect(await world.services.articles.byKey(world.site, 'faulty')).toBeNull()
  })

  it('needs a live key of the paper, and comes from no browser', async () => {
    const { id, key: second } = await world.services.sites.addKey(world.site.id)
    await world.services.sites.endKey(world.site.id, id)
    for (const authorization of [
      '',
      'Bearer',
      `Basic ${key}`,
      `Bearer ${key}x`,
      `Bearer ${second}`,
      `Bearer ${id}`,
    ]) {
      const answer = await put('cms/1', FACTS, { authorization })
      expect([authorization, answer.status, answer.body['type']]).toEqual([
        ...[authorization, 401, '/problems/api-key-refused'],
      ])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
    const browser = await put('cms/1', FACTS, { origin: 'https://www.ledger.example' })
    expect(browser).toMatchObject({ status: 403, body: { type: '/problems/foreign-origin' } })
    // Typed by hand, the method is the first thing that goes wrong.
    const posted = await world.app.request('/v1/articles/x', {
      method: 'POST',
      body: JSON.stringify(FACTS),
      headers: { host: new URL(world.publicUrl).host, authorization: `Bearer ${key}` },
    })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'PUT'])
    expect(await posted.json()).toMatchObject({ type: '/problems/method-not-allowed' })
  })

  it('belongs to the site of the key, whatever other sites have', async () => {
    const other = await world.services.sites.create({
      ...{ key: 'other', title: { en: 'Other' }, origins: ['https://www.other.example'] },
    })
    const { key: theirs } = await world.services.sites.addKey(other.id)
    const facts = { ...FACTS, url: 'https://www.other.example/1' }
    const { body } = await put('cms/1', facts, { authorization: `Bearer ${theirs}` })
    expect(await world.services.articles.byKey(other, 'cms/1')).toMatchObject({ id: body['id'] })
    expect(await world.services.articles.byKey(world.site, 'cms/1')).toMatchObject({ siteId: world.site.id })
  })

  it('comes at most three hundred times a minute', async () => {
    world.clock.advance(MINUTE)
    const answers: Answer[] = []
    for (let at = 0; at < 301; at += 1) answers.push(await put('cms/1', '{'))
    expect(answers.slice(0, 300).every(({ status }) => status === 400)).toBe(true)
    expect(answers[300]).toMatchObject({ status: 429, body: { retryAfter: 60 } })
    expect(answers[300]?.headers.get('retry-after')).toBe('60')
    world.clock.advance(MINUTE)
    expect((await put('cms/1', '{')).status).toBe(400)
  })
})

describe('a ping', () => {
  const PAGES = [
    'https://www.ledger.example/fresh',
    'https://evil.example/',
    'https://www.ledger.example/city/1',
  ]
  async function send(body: string, change: Record<string, string> = {}) {
    const id = 'msg_1'
    const timestamp = String(Math.floor(world.clock.now() / 1_000))
    const secret = await world.services.sites.pingKey(world.site.id)
    const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    const signature = `v1,${mac.update(`${id}.${timestamp}.${body}`).digest('base64')}`
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,b2xk ${signature}`,
      'content-type': 'application/json',
      'x-no-origin': '1',
      ...change,
    }
    const response = await world.request('/v1/articles/ping', { method: 'POST', body, headers })
    return { status: response.status, body: await response.json() }
  }
  const ping = (change = {}) => JSON.stringify({ site: 'ledger', urls: PAGES, ...change })

  it('queues the pages of the site, and says what becomes of each', async () => {
    const { status, body } = await send(ping())
    expect([status, body.pages.map(({ state }: { state: string }) => state)]).toEqual([
      ...[202, ['queued', 'off-site', 'pushed']],
    ])
  })

  it('counts only with the site’s signature over exactly this body, made in these minutes', async () => {
    const later = String(Math.floor(world.clock.now() / 1_000) + 301)
    const refused = [
      await send(ping(), { 'webhook-signature': '' }),
      await send(ping(), { 'webhook-signature': 'v1,AAAA' }),
      await send(ping(), { 'webhook-id': 'msg_2' }),
      await send(ping(), { 'webhook-timestamp': later }),
      await send(ping(), { 'webhook-timestamp': 'now' }),
      await send(ping({ site: 'other' })),
      await send(ping({ site: 'nobody' })),
    ]
    expect(refused.map(({ status, body }) => [status, body.type])).toEqual(
      refused.map(() => [401, '/problems/signature-refused']),
    )
    expect((await send(ping({ urls: [] }))).status).toBe(422)
    expect((await send(ping(), { origin: 'https://www.ledger.example' })).status).toBe(403)
  })

  it('may be signed as the documentation shows', async () => {
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/articles.md', 'utf8'))?.[1] ?? ''
    const { signedPing } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    )) as { signedPing(body: string, key: string): Record<string, string> }
    const present = await createWorld({ start: Date.now() })
    const body = ping({ urls: PAGES.slice(0, 1) })
    const headers = signedPing(body, await present.services.sites.pingKey(present.site.id))
    const init = { method: 'POST', body, headers: { ...headers, 'x-no-origin': '1' } }
    expect((await present.request('/v1/articles/ping', init)).status).toBe(202)
    await present.close()
  })
})
