import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let listener: Listener
let port: number
let maya: Person
let min: Person
let article: Article
let other: Article
/** Requests that the app was asked: all others were answered before it. */
let asked: string[] = []

beforeAll(async () => {
  port = await freePort()
  world = await createWorld({ publicUrl: `http://127.0.0.1:${port}` })
  const { app } = world
  const fetch: typeof app.fetch = (sent, ...more) => {
    asked.push(sent.url)
    return app.fetch(sent, ...more)
  }
  listener = await listen({ ...app, fetch }, { host: '127.0.0.1', port })
  maya = await world.reader()
  min = await world.staff('Min', 'senior')
})
beforeEach(async () => {
  ;[article, other] = [await world.putArticle(), await world.putArticle()]
  asked = []
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

const byId = (...list: readonly { id: string }[]) =>
  `/v1/counts?${list.map(({ id }) => `article=${id}`).join('&')}`
const byKey = (...list: readonly { key: string }[]) =>
  `/v1/counts?site=ledger&${list.map(({ key }) => `article=${encodeURIComponent(key)}`).join('&')}`
const byUrl = (...urls: readonly string[]) =>
  `/v1/counts?site=ledger&${new URLSearchParams(urls.map((url) => ['url', url]))}`
const counts = async (path: string) => (await (await world.request(path)).json()).counts

/** Over a socket, with nothing added. */
function get(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        answer.on('end', () => {
          const { date: _date, ...rest } = answer.headers
          resolve({ status: answer.statusCode ?? 0, headers: rest, body })
        })
      })
      sent.on('error', reject).end()
    },
  )
}

/** How often the database is asked for figures while `work` runs. */
async function reads(work: () => Promise<unknown>): Promise<number> {
  const { articles } = world.services
  const spies = [vi.spyOn(articles, 'figuresByIds'), vi.spyOn(articles, 'figuresOf')]
  try {
    await work()
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** What the list of both articles says after each act, asked in every way; each has been asked for before. */
async function said(count: number | undefined): Promise<void> {
  const one = (name: string) => (count === undefined ? {} : { [name]: count })
  const { id, key, url } = article
  expect(await counts(byId(article, other))).toEqual({ ...one(id), [other.id]: 0 })
  expect(await counts(byKey(article, other))).toEqual({ ...one(key), [other.key]: 0 })
  expect(await counts(byUrl(`${url}?utm_source=x`, other.url))).toEqual({
    ...one(`${url}?utm_source=x`),
    [other.url]: 0,
  })
}

async function publish(): Promise<string> {
  const comment = await submit(world, maya, another('Counts'), article)
  await decide(world, min, comment, 'approve')
  return comment.id
}

describe('a list that was asked for before', () => {
  it('is answered from memory, whatever its order and whatever is asked for twice', async () => {
    const first = await counts(byKey(article, other))
    expect(
      await reads(async () => {
        expect(await counts(byKey(other, article, other))).toEqual(first)
        expect(await counts(`${byKey(article, other)}&article=${'x'.repeat(201)}&utm=1`)).toEqual(first)
      }),
    ).toBe(0)
    // Another list, though it has the same names.
    expect(await reads(() => counts(byUrl(article.key, other.key)))).toBe(1)
    expect(await counts(byUrl(article.key, other.key))).toEqual({})
  })

  it('is answered before the app, with every header of the first answer, with a session too', async () => {
    const path = byKey(article, other)
    const first = await get(path)
    expect(first.status).toBe(200)
    expect(first.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=30, s-maxage=10, stale-while-revalidate=60',
      'cross-origin-resource-policy': 'cross-origin',
      'content-length': `${first.body.length}`,
      vary: 'Accept-Encoding',
    })
    asked = []
    expect(await get(path)).toEqual(first)
    expect(await get(path, { cookie: maya.cookie })).toEqual(first)
    const held = await get(path, { 'if-none-match': `W/${first.headers['etag']}` })
    const { 'content-length': _length, ...shared } = first.headers
    expect(held).toEqual({ status: 304, headers: shared, body: '' })
    expect(asked).toEqual([])
    await publish()
    const after = await get(path, { 'if-none-match': `${first.headers['etag']}` })
    expect([after.status, JSON.parse(after.body).counts[article.key]]).toEqual([200, 1])
  })

  it('is answered before the app though fifty addresses are in it', async () => {
    const urls = Array.from({ length: 50 }, (_, at) => `${article.url}/${'long'.repeat(20)}/${at}`)
    for (const _ of [1, 2]) expect((await get(byUrl(...urls))).status).toBe(200)
    expect(asked).toHaveLength(1)
  })

  it('is right at once after whatever changes one of its articles', async () => {
    await said(0)
    const first = await publish()
    await said(1)
    const second = await publish()
    await said(2)
    await world.services.moderation.withdraw(maya.actor, first)
    await said(1)
    const version = (await world.stores.comments.byId(world.site.id, second))?.version ?? 0
    await world.services.moderation.blind(min.actor, {
      ...{ commentId: second, version, days: 7, clauses: [] },
      ...{ lawReference: 'KR Network Act 44-2', explanation: 'It may injure a right.' },
    })
    await said(0)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    await said(undefined)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'open')
    await said(0)
  })

  it('has no more of its site where that is another', async () => {
    await counts(byUrl(article.url))
    await world.services.sites.update('ledger', { origins: ['https://elsewhere.example'] })
    expect(await counts(byUrl(article.url))).toEqual({})
    await world.services.sites.update('ledger', { origins: [...world.site.origins] })
    expect(await counts(byUrl(article.url))).toEqual({ [article.url]: 0 })
  })
})

describe('names that no article has', () => {
  it('have their figure as soon as there is one', async () => {
    const key = another('news').replaceAll(' ', '-')
    const url = `https://www.ledger.example/${key}`
    const moved = `${url}/moved`
    const lists = [byKey(article, { key }), byUrl(article.url, url, moved)]
    for (const list of lists) await counts(list)
    expect(await reads(() => Promise.all(lists.map(counts)))).toBe(0)
    await world.putArticle({ key, url })
    expect(await counts(byKey(article, { key }))).toEqual({ [article.key]: 0, [key]: 0 })
    expect(await counts(byUrl(article.url, url, moved))).toEqual({ [article.url]: 0, [url]: 0 })
    await world.services.articles.move(world.site, url, moved)
    expect(Object.keys(await counts(byUrl(article.url, url, moved)))).toEqual(
      [article.url, url, moved].sort(),
    )
  })

  it('cost nothing while comments come in elsewhere', async () => {
    const list = byKey(other, { key: 'nobody' })
    await counts(list)
    await submit(world, maya, another('Elsewhere'), article)
    expect(await reads(() => counts(list))).toBe(0)
  })
})

describe('lists that strangers make up', () => {
  it('push out lists alone, oldest first, and no page', async () => {
    const path = byKey(article)
    await counts(path)
    await world.request(`/a/${article.id}`)
    for (let at = 0; at < 2_500; at += 1) await world.request(byKey({ key: `made-up-${at}` }))
    const pages = vi.spyOn(world.services.comments, 'page')
    await world.request(`/a/${article.id}`)
    expect(pages).not.toHaveBeenCalled()
    pages.mockRestore()
    expect(await reads(() => counts(byKey({ key: 'made-up-2499' })))).toBe(0)
    expect(await reads(() => counts(path))).toBe(1)
    expect(await counts(path)).toEqual({ [article.key]: 0 })
  })

  it.each(['article=%00', 'article=%ed%a0%80', 'article=__proto__', 'url=%5B%22a%22%5D', 'article=%22%5D'])(
    '%s is a name like any other',
    async (name) => {
      expect(await counts(`${byKey(article)}&${name}`)).toEqual({ [article.key]: 0 })
    },
  )
})
