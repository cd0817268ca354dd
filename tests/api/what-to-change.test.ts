import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

let world: World
let key: string
beforeAll(async () => {
  world = await createWorld()
  key = (await world.services.sites.addKey(world.site.id)).key
})
afterAll(() => world.close())

const FACTS = {
  url: 'https://www.ledger.example/city/1',
  headline: 'Two shelters on the border road',
  language: 'en',
  publishedAt: '2026-06-01T09:00:00+09:00',
}

/** As a paper's own server asks: no `Origin`, no `Sec-Fetch-Site`. */
async function told(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const init: RequestInit = {
    method,
    ...(body === undefined ? {} : { body }),
    headers: {
      ...{ host: new URL(world.publicUrl).host, authorization: `Bearer ${key}` },
      ...{ 'content-type': 'application/json', ...headers },
    },
  }
  const answer = await world.app.request(path, init)
  return `${answer.status} ${(await answer.json()).detail}`
}
const put = (facts: unknown, headers?: Record<string, string>, name = 'cms-1') =>
  told('PUT', `/v1/articles/${name}`, typeof facts === 'string' ? facts : JSON.stringify(facts), headers)

describe('whoever writes the paper’s program is told what to change', () => {
  it('in an article that was pushed', async () => {
    expect(await put('{"url":')).toMatch(/^400 the body: is no JSON: /)
    expect(await put([FACTS])).toBe('422 the body: Invalid input: expected object, received array')
    expect(await put({ ...FACTS, title: 'x' })).toBe('400 title: there is no such field')
    expect(await put({ ...FACTS, headline: undefined, section: 'National' })).toBe(
      '422 headline: is missing; section: Invalid input: expected array, received string',
    )
    expect(await put({ ...FACTS, url: 'https://evil.example/' })).toContain(
      "422 url: must be on one of the site's origins: https://www.ledger.example",
    )
    expect(await put(FACTS, { 'content-type': 'text/json' })).toBe(
      '415 content-type: must be application/json',
    )
    expect(await put(FACTS, {}, 'x'.repeat(201))).toBe(
      '422 key: must have 1 to 200 characters, in the address',
    )
  })

  it('in bytes that are no text, such as a compressed body', async () => {
    const headers = { host: new URL(world.publicUrl).host, authorization: `Bearer ${key}` }
    const init = { method: 'PUT', body: new Uint8Array([31, 139, 8, 255]), headers }
    const answer = await world.app.request('/v1/articles/cms-1', {
      ...init,
      headers: { ...headers, 'content-type': 'application/json' },
    })
    expect((await answer.json()).detail).toBe('the body: must be whole, in UTF-8, and not compressed')
  })

  it('in what is sent from a browser, by another method, or to an address that takes nothing', async () => {
    expect(await put(FACTS, { origin: 'https://www.ledger.example' })).toMatch(
      /^403 origin: must not be there: /,
    )
    expect(await told('POST', '/v1/articles/cms-1', '{}')).toBe('405 method: must be PUT')
    for (const path of ['/v1/articles/', '/v1/articles/2026/1', '/v1/articles/cms-1/'])
      expect(await told('PUT', path, '{}')).toMatch(/^403 address: .*percent-encoded/)
  })

  it('in a ping', async () => {
    const now = String(Math.floor(world.clock.now() / 1_000))
    const ping = (body: string, timestamp: string) =>
      told('POST', '/v1/articles/ping', body, { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp })
    expect(await ping('{', now)).toMatch(/^400 the body: is no JSON: /)
    expect(await ping('{"site":"ledger","urls":[]}', '1')).toMatch(/^401 webhook-timestamp: /)
    const wrong = await ping('{"site":"ledger","urls":["https://www.ledger.example/"]}', now)
    expect(wrong).toMatch(/^401 webhook-signature: /)
    // Whether there is such a paper is not said.
    expect(await ping('{"site":"nobody","urls":["https://www.ledger.example/"]}', now)).toBe(wrong)
  })

  it('in a question', async () => {
    const { id } = world.article
    expect(await told('GET', '/v1/counts?site=ledger')).toBe(
      '422 article: name 1 to 100 articles, each by article or url',
    )
    expect(await told('GET', '/v1/counts?site=nobody&article=1')).toBe('404 site: there is no such site')
    expect(await told('GET', `/v1/articles/${id}/comments.html?limit=99`)).toBe(
      '422 limit: Too big: expected number to be <=50',
    )
    expect(await told('GET', `/v1/articles/${id}/comments?sort=best`)).toMatch(/^422 sort: .*newest/)
    expect(await told('GET', '/oembed')).toBe('422 url: is missing')
    for (const path of ['comments.html', 'head.html', 'head.json', 'head', 'comments', 'pulse'])
      expect(await told('GET', `/v1/articles/4711/${path}`)).toMatch(/^404 id: must be the id that/)
  })
})
