import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { ko } from '../../src/locales/ko.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

let world: ServedWorld
let reader: Person
let lag = 0

beforeAll(async () => {
  world = await serveWorld({ lagMs: () => lag })
  reader = await world.reader()
})
afterAll(() => world.close())

function post(lang = 'en'): Promise<Response> {
  return fetch(`${world.publicUrl}/v1/articles/${world.article.id}/comments?lang=${lang}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: reader.cookie,
      origin: world.publicUrl,
      'idempotency-key': 'one-and-the-same',
    },
    body: JSON.stringify({ text: 'Written while too many came.' }),
  })
}

it('a comment that there is no place for is refused on its socket as the app would, and taken later by the same key', async () => {
  lag = 60_000
  const before = world.app.admission.figures().posts
  const refused = await post()
  expect(refused.status).toBe(503)
  const { title, detail, type, status, retryAfter, requestId } = await refused.json()
  expect([title, type, status]).toEqual([en.problems.overloaded, '/problems/overloaded', 503])
  expect(detail).toContain(en.problems.overloaded)
  expect(refused.headers.get('retry-after')).toBe(`${retryAfter}`)
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  const after = world.app.admission.figures().posts
  expect([after.slow - before.slow, after.admitted - before.admitted]).toEqual([1, 0])
  lag = 0
  expect((await post()).status).toBe(201)
})

it('in the language of the page it was written on', async () => {
  lag = 60_000
  expect((await (await post('ko')).json()).title).toBe(ko.problems.overloaded)
  expect((await (await post('%00')).json()).title).toBe(en.problems.overloaded)
  lag = 0
})

it('people are refused by a page, and what is watched never', async () => {
  lag = 60_000
  const page = await fetch(`${world.publicUrl}/a/${world.article.id}?sort=oldest`)
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
  expect((await fetch(`${world.publicUrl}/healthz`)).status).toBe(200)
  lag = 0
})
