import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LIMITS } from '../../src/http/admission.ts'
import { en } from '../../src/locales/en.ts'
import { ko } from '../../src/locales/ko.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

let world: ServedWorld
let reader: Person
let lag = 0
let asked = 0
let most = 0
let isLooking = false

/** The figures ask for the lag in their turn. */
function look(): void {
  if (isLooking) return
  isLooking = true
  most = Math.max(most, world.app.admission.figures().posts.inFlight)
  isLooking = false
}

beforeAll(async () => {
  world = await serveWorld({
    lagMs: () => {
      asked += 1
      look()
      return lag
    },
  })
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
  expect(refused.headers.get('x-request-id')).toBe(requestId)
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  const after = world.app.admission.figures().posts
  expect([after.slow - before.slow, after.admitted - before.admitted]).toEqual([1, 0])
  lag = 0
  const taken = await post()
  expect([taken.status, taken.headers.get('x-request-id')]).toEqual([
    201,
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ])
})

it('what is let in was asked for its place once, and has one number', async () => {
  asked = 0
  const answer = await fetch(`${world.publicUrl}/v1/articles/${world.article.id}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.publicUrl },
    body: '{}',
  })
  // Once for the place, and once by the look at the figures.
  expect([answer.status, asked]).toEqual([400, 2])
  expect((await answer.json()).requestId).toBe(answer.headers.get('x-request-id'))
})

/** In one packet, so that all of them begin in one turn of the event loop. */
function pipelined(count: number): Promise<string> {
  const { host, hostname, port } = new URL(world.publicUrl)
  const path = `/v1/articles/${world.article.id}/comments`
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\norigin: ${world.publicUrl}\r\ncontent-length: 0\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${`${head}\r\n`.repeat(count - 1)}${head}connection: close\r\n\r\n`),
    )
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.once('end', () => resolve(text)).once('error', reject)
  })
}

it('of what comes at once no more is worked on than there are places for', async () => {
  const { inFlight } = LIMITS.posts
  most = 0
  const statuses = (await pipelined(inFlight * 3)).match(/HTTP\/1\.1 \d+/g) ?? []
  const refused = statuses.filter((status) => status.endsWith('503')).length
  expect(statuses).toHaveLength(inFlight * 3)
  expect(refused).toBeGreaterThan(0)
  expect(most).toBe(inFlight)
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
  const json = { headers: { accept: 'application/json' } }
  const { requestId } = await (await fetch(`${world.publicUrl}/me`, json)).json()
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect((await fetch(`${world.publicUrl}/healthz`)).status).toBe(200)
  lag = 0
})

it('a page’s script hears that its counts have to wait', async () => {
  lag = 60_000
  const answer = await fetch(`${world.publicUrl}/v1/counts?site=ledger&article=${world.article.key}`)
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([503, '*'])
  lag = 0
})
