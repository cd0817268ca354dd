import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOUR, SECOND } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
})
afterAll(() => world.close())

const KEY = { 'idempotency-key': 'key-00000001' }
const path = () => `/v1/articles/${world.article.id}/comments`
const freshKey = () => ({ 'idempotency-key': crypto.randomUUID() })

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  return (await response.json()) as {
    type: string
    title: string
    detail: string
    status: number
    requestId: string
    count?: number
    limit?: number
  }
}

describe('submitting by JSON', () => {
  it('answers with the comment in the state that the server gave it', async () => {
    const response = await world.json(path(), { text: '기사 잘 읽었습니다.' }, maya, KEY)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      comment: { state: 'pending', text: '기사 잘 읽었습니다.', authorName: 'Maya Okafor' },
    })
  })

  it('answers a retry with the same comment and makes no second one', async () => {
    const first = (await (
      await world.json(path(), { text: 'Only once' }, maya, { 'idempotency-key': 'retry-key-1' })
    ).json()) as { comment: { id: string } }
    const again = await world.json(path(), { text: 'Only once' }, maya, { 'idempotency-key': 'retry-key-1' })
    expect(again.status).toBe(201)
    expect(await again.json()).toMatchObject({ comment: { id: first.comment.id } })
  })

  it('two answers to the same key at once are one comment', async () => {
    const send = () =>
      world.json(path(), { text: 'At the same time' }, maya, { 'idempotency-key': 'same-time-1' })
    const bodies = await Promise.all(
      (await Promise.all([send(), send(), send()])).map(
        (response) => response.json() as Promise<{ comment: { id: string } }>,
      ),
    )
    expect(new Set(bodies.map(({ comment }) => comment.id)).size).toBe(1)
  })

  it('refuses the same key with another text', async () => {
    await world.json(path(), { text: 'First text' }, maya, { 'idempotency-key': 'reused-key-1' })
    const response = await world.json(path(), { text: 'Second text' }, maya, {
      'idempotency-key': 'reused-key-1',
    })
    expect(response.status).toBe(422)
    expect((await problemOf(response)).type).toBe('/problems/idempotency-key-reused')
  })

  it('counts as a reader counts and says the figures', async () => {
    const fits = await world.json(
      path(),
      { text: '👨‍👩‍👧‍👦'.repeat(140) + '가'.repeat(110) },
      maya,
      freshKey(),
    )
    expect(fits.status).toBe(201)
    const problem = await problemOf(await world.json(path(), { text: '가'.repeat(251) }, maya, freshKey()))
    expect(problem).toMatchObject({ type: '/problems/text-too-long', count: 251, limit: 250 })
  })

  it('a reply stands under its comment; a reply to a hidden comment is refused with the text kept by the reader', async () => {
    const hidden = (await (
      await world.json(path(), { text: 'Waiting for review' }, maya, freshKey())
    ).json()) as { comment: { id: string } }
    const response = await world.json(
      path(),
      { text: 'Reply to it', parent: hidden.comment.id },
      maya,
      freshKey(),
    )
    expect((await problemOf(response)).type).toBe('/problems/parent-unavailable')
  })

  it('keeps to the rate figures of the site', async () => {
    const strict = await createWorld({ site: { rates: { perArticle: 3, perDay: 20, secondsBetween: 60 } } })
    try {
      const reader = await strict.reader()
      const send = (text: string, key: string) =>
        strict.json(`/v1/articles/${strict.article.id}/comments`, { text }, reader, {
          'idempotency-key': key,
        })
      expect((await send('One', 'rate-key-1')).status).toBe(201)
      const tooSoon = await send('Two', 'rate-key-2')
      expect(tooSoon.status).toBe(429)
      expect(tooSoon.headers.get('retry-after')).toBe('60')
      strict.clock.advance(60_000)
      expect((await send('Two', 'rate-key-2')).status).toBe(201)
      strict.clock.advance(60_000)
      expect((await send('Three', 'rate-key-3')).status).toBe(201)
      strict.clock.advance(60_000)
      // No time helps here: none is named, and the sentence asks nobody to wait.
      const full = await send('Four', 'rate-key-4')
      expect(full.headers.get('retry-after')).toBeNull()
      expect(await problemOf(full)).toMatchObject({
        type: '/problems/article-limit',
        status: 429,
        detail: en.problems['article-limit'],
      })
    } finally {
      await strict.close()
    }
  })

  it('says when the next one of a day is free', async () => {
    const strict = await createWorld({ site: { rates: { perArticle: 100, perDay: 2, secondsBetween: 0 } } })
    try {
      const reader = await strict.reader()
      const send = (key: string) =>
        strict.json(`/v1/articles/${strict.article.id}/comments`, { text: `Words of ${key}` }, reader, {
          'idempotency-key': key,
        })
      expect((await send('day-key-1')).status).toBe(201)
      strict.clock.advance(3 * HOUR)
      expect((await send('day-key-2')).status).toBe(201)
      strict.clock.advance(HOUR)
      const refused = await send('day-key-3')
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, `${(20 * HOUR) / SECOND}`])
      expect((await problemOf(refused)).detail).toContain('Try again in 20 h.')
      strict.clock.advance(20 * HOUR)
      expect((await send('day-key-3')).status).toBe(201)
      expect((await send('day-key-4')).headers.get('retry-after')).toBe(`${(3 * HOUR) / SECOND}`)
    } finally {
      await strict.close()
    }
  })

  it('two submissions in one instant cannot slip past the figures together', async () => {
    const strict = await createWorld({ site: { rates: { perArticle: 1, perDay: 20, secondsBetween: 0 } } })
    try {
      const reader = await strict.reader()
      const send = (index: number) =>
        strict.json(`/v1/articles/${strict.article.id}/comments`, { text: `Race ${index}` }, reader, {
          'idempotency-key': `race-key-${index}`,
        })
      const statuses = (await Promise.all([0, 1, 2, 3].map(send))).map(({ status }) => status)
      expect(statuses.filter((status) => status === 201)).toHaveLength(1)
      expect(statuses.filter((status) => status === 429)).toHaveLength(3)
    } finally {
      await strict.close()
    }
  })
})

describe('bad input is refused with a clear problem and never a 5xx', () => {
  const cases: [string, () => Promise<Response>, number, string][] = [
    ['malformed JSON', () => world.json(path(), '{"text":', maya, freshKey()), 400, 'malformed-request'],
    ['a JSON array', () => world.json(path(), [], maya, freshKey()), 422, 'invalid-field'],
    [
      'a deep array',
      () => world.json(path(), '['.repeat(5_000) + ']'.repeat(5_000), maya, freshKey()),
      422,
      'invalid-field',
    ],
    [
      'the wrong content type',
      () => world.json(path(), { text: 'x' }, maya, { ...freshKey(), 'content-type': 'text/plain' }),
      415,
      'unsupported-media-type',
    ],
    [
      'an unknown field',
      () => world.json(path(), { text: 'x', state: 'published' }, maya, freshKey()),
      400,
      'unknown-field',
    ],
    [
      '__proto__',
      () => world.json(path(), '{"text":"x","__proto__":{"state":"published"}}', maya, freshKey()),
      400,
      'unknown-field',
    ],
    [
      'a body over 16 KiB',
      () => world.json(path(), { text: 'x'.repeat(17_000) }, maya, freshKey()),
      413,
      'too-large',
    ],
    [
      'a lone surrogate',
      () => world.json(path(), '{"text":"a\\ud800b"}', maya, freshKey()),
      422,
      'text-malformed',
    ],
    [
      'stacked combining marks',
      () => world.json(path(), { text: `a${'\u0301'.repeat(2_000)}` }, maya, freshKey()),
      422,
      'text-too-complex',
    ],
    [
      'an unclosed bidi override',
      () => world.json(path(), { text: 'abc \u202Edef' }, maya, freshKey()),
      422,
      'text-bidi',
    ],
    [
      'white space alone',
      () => world.json(path(), { text: ' \n\u200B ' }, maya, freshKey()),
      422,
      'text-empty',
    ],
    ['no idempotency key', () => world.json(path(), { text: 'x' }, maya), 400, 'idempotency-key-missing'],
    [
      'a key with control characters',
      () => world.json(path(), { text: 'x' }, maya, { 'idempotency-key': 'a b' }),
      400,
      'idempotency-key-missing',
    ],
    [
      'nobody signed in',
      () => world.json(path(), { text: 'x' }, undefined, freshKey()),
      401,
      'sign-in-required',
    ],
    [
      'an unknown article',
      () =>
        world.json(
          '/v1/articles/018f0000-0000-7000-8000-000000000000/comments',
          { text: 'x' },
          maya,
          freshKey(),
        ),
      404,
      'not-found',
    ],
    [
      'an article id that is none',
      () => world.json('/v1/articles/..%2f..%2fetc/comments', { text: 'x' }, maya, freshKey()),
      404,
      'not-found',
    ],
    [
      'a foreign origin',
      () => world.json(path(), { text: 'x' }, maya, { ...freshKey(), origin: 'https://www.ledger.example' }),
      403,
      'foreign-origin',
    ],
    [
      'a foreign host',
      () => world.json(path(), { text: 'x' }, maya, { ...freshKey(), host: 'evil.example' }),
      421,
      'wrong-host',
    ],
    [
      'bytes that are not UTF-8',
      () =>
        world.request(path(), {
          method: 'POST',
          as: maya,
          body: new Uint8Array([0x7b, 0xff, 0x7d]),
          headers: { 'content-type': 'application/json', ...freshKey() },
        }),
      400,
      'malformed-request',
    ],
  ]
  for (const [name, send, status, type] of cases) {
    it(name, async () => {
      const response = await send()
      expect(response.status).toBe(status)
      const problem = await problemOf(response)
      expect(problem.type).toBe(`/problems/${type}`)
      expect(problem.title.length).toBeGreaterThan(10)
      expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/)
    })
  }

  it('a closed discussion', async () => {
    const closed = await world.putArticle()
    await world.services.articles.setDiscussion(world.site.id, closed.id, 'closed')
    const response = await world.json(
      `/v1/articles/${closed.id}/comments`,
      { text: 'Too late' },
      maya,
      freshKey(),
    )
    expect(response.status).toBe(409)
    expect((await problemOf(response)).type).toBe('/problems/discussion-closed')
  })

  it('says the sentence in the asked language', async () => {
    const response = await world.json(`${path()}?lang=ko`, { text: '' }, maya, freshKey())
    expect((await problemOf(response)).title).toMatch(/[가-힣]/)
  })
})

describe('reading by JSON', () => {
  it('pages newest first by cursor, each comment once', async () => {
    const busy = await createWorld({ site: { mode: 'flagged-only' } })
    try {
      const reader = await busy.reader()
      for (let index = 0; index < 45; index += 1) {
        busy.clock.advance(1_000)
        await busy.services.comments.submit(reader.actor, busy, { text: `Comment number ${index}` }, null)
      }
      const seen: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const response = await busy.request(
          `/v1/articles/${busy.article.id}/comments${next ? `?cursor=${next}` : ''}`,
        )
        const page = (await response.json()) as { items: { text: string }[]; next: string | null }
        expect(page.items.length).toBeLessThanOrEqual(20)
        seen.push(...page.items.map(({ text }) => text))
        next = page.next
      }
      expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => `Comment number ${44 - index}`))
    } finally {
      await busy.close()
    }
  })

  it('never shows a comment that is not published', async () => {
    const reader = await world.reader('Quiet Writer')
    await world.json(path(), { text: 'Nobody may read this yet' }, reader, freshKey())
    const body = await (await world.request(path())).text()
    expect(body).not.toContain('Nobody may read this yet')
  })

  it('a forged cursor is a clear refusal', async () => {
    const response = await world.request(`${path()}?cursor=../../x`)
    expect(response.status).toBe(422)
    expect((await problemOf(response)).type).toBe('/problems/invalid-field')
  })

  it('counts answer for known articles only', async () => {
    const response = await world.request(`/v1/counts?article=${world.article.id}&article=nonsense`)
    expect(await response.json()).toEqual({ counts: { [world.article.id]: 0 } })
  })
})
