import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Box } from '../../src/browser/discussion/box.ts'
import { problemText, sendComment } from '../../src/browser/discussion/send.ts'
import { browserWords } from '../../src/locales/browser-words.ts'
import { catalogue } from '../../src/locales/index.ts'
import { STATES_BY_NAME } from '../../src/ui/composer-states.ts'

const words = browserWords(catalogue('en'))
const draft = { text: 'Hello', parent: '', parentName: '', key: 'key-number-1', typed: true }
const comment = {
  id: 'c1',
  state: 'pending',
  text: 'Hello',
  authorName: 'Ada',
  createdAt: '2026-01-05T09:00:00.000Z',
  parent: null,
}
// Sending reads these fields alone; the elements belong to the page.
const box = (change: Partial<Box> = {}) =>
  ({ articleId: 'a1', language: 'ko', token: null, words, states: STATES_BY_NAME, ...change }) as Box

function answers(make: () => Response | Promise<Response>) {
  const sent = vi.fn(async (_path: string, _init: RequestInit) => make())
  vi.stubGlobal('fetch', sent)
  return sent
}

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status })

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('sending', () => {
  it('asks for sentences in the page language and carries the key', async () => {
    const sent = answers(json(201, { comment }))
    await sendComment(box(), draft)
    const [path, init] = sent.mock.calls[0] ?? []
    expect(path).toBe('/v1/articles/a1/comments?lang=ko')
    expect(init?.headers).toMatchObject({ 'idempotency-key': 'key-number-1' })
    expect(init?.headers).not.toHaveProperty('authorization')
    expect(JSON.parse(String(init?.body))).toEqual({ text: 'Hello' })
  })

  it('sends parent and page token where there are some', async () => {
    const sent = answers(json(201, { comment }))
    await sendComment(box({ token: 'tok' }), { ...draft, parent: 'p1' })
    const init = sent.mock.calls[0]?.[1]
    expect(init?.headers).toMatchObject({ authorization: 'Bearer tok' })
    expect(JSON.parse(String(init?.body))).toEqual({ text: 'Hello', parent: 'p1' })
  })

  it('takes the state that the server gave', async () => {
    answers(json(201, { comment: { ...comment, state: 'published' } }))
    expect(await sendComment(box(), draft)).toMatchObject({
      outcome: 'sent',
      comment: { state: 'published', createdAt: '2026-01-05T09:00:00.000Z' },
    })
  })

  it('does not claim anything when no answer came', async () => {
    answers(() => Promise.reject(new TypeError('network')))
    expect(await sendComment(box(), draft)).toEqual({ outcome: 'unknown' })
  })

  it('asks for a review where the reader does', async () => {
    const sent = answers(json(201, { comment }))
    await sendComment(box(), draft, true)
    expect(JSON.parse(String(sent.mock.calls[0]?.[1].body))).toEqual({ text: 'Hello', review: true })
  })

  it.each([
    [401, 'sign-in-required', 'session-expired', true],
    [401, '', 'session-expired', true],
    [403, 'banned', 'banned', true],
    [409, 'discussion-closed', 'closed-while-typing', true],
    [409, 'duplicate-comment', 'duplicate', true],
    [422, 'text-empty', 'idle', false],
    [422, 'wording-held', 'nudge', false],
    [422, 'idempotency-key-reused', 'failed-kept', false],
    [429, 'rate-limited', 'rate-limited', true],
    [503, 'overloaded', 'rate-limited', true],
    [503, 'storage-unavailable', 'rate-limited', true],
    [507, 'storage-full', 'rate-limited', true],
    [500, 'constructor', 'failed-kept', true],
  ])('shows the sentence of a refusal and knows its state: %i %s', async (status, type, state, canRetry) => {
    answers(json(status, { type: `https://c.example/problems/${type}`, detail: 'Sentence.', status }))
    const result = await sendComment(box(), draft)
    expect(result).toMatchObject({ outcome: 'refused', sentence: 'Sentence.', state, canRetry })
  })

  it('knows how long to wait', async () => {
    answers(
      json(429, { type: '/problems/rate-limited', title: 'Slow.', detail: 'Slow. Later.', retryAfter: 180 }),
    )
    expect(await sendComment(box(), draft)).toMatchObject({ plain: 'Slow.', retryAfter: 180 })
  })

  it('takes a page of a proxy for a failure, not for a comment', async () => {
    answers(() => new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(await sendComment(box(), draft)).toMatchObject({ outcome: 'refused', sentence: words.unknown })
    answers(json(200, {}))
    expect(await sendComment(box(), draft)).toMatchObject({ outcome: 'refused' })
  })
})

describe('the sentence of a problem', () => {
  it.each([
    [422, { detail: 'Too long. 291 of 250 characters.' }, 'Too long. 291 of 250 characters.'],
    [500, { detail: 'Broken.', requestId: 'r-1' }, 'Broken. Request r-1'],
    [404, { detail: 'Gone.', requestId: 'r-1' }, 'Gone.'],
    [503, { requestId: 'r-1' }, `${words.unknown} Request r-1`],
  ])('%i %o', (status, body, sentence) => {
    expect(problemText({ status, body }, words)).toBe(sentence)
  })
})
