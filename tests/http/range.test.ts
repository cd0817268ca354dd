import { describe, expect, it } from 'vitest'
import { partOf } from '../../src/http/range.ts'

const whole = () =>
  new Response('0123456789', {
    headers: { etag: '"e"', 'content-length': '10', 'cache-control': 'public, max-age=300' },
  })

async function ask(range: string, ifRange?: string, kept = 'public, max-age=300') {
  const answer = await partOf(whole(), range, ifRange)
  expect(answer.headers.get('cache-control')).toBe(kept)
  expect(answer.headers.get('etag')).toBe('"e"')
  const text = await answer.text()
  expect(answer.headers.get('content-length')).toBe(String(text.length))
  return [answer.status, text, answer.headers.get('content-range')]
}

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-4', '4', 'bytes 4-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=0-32767', '0123456789', 'bytes 0-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('%s is sent as a part', async (range, text, place) => {
    expect(await ask(range)).toEqual([206, text, place])
  })

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s lies outside', async (range) => {
    expect(await ask(range, undefined, 'no-store')).toEqual([416, '', 'bytes */10'])
  })

  it.each([
    'bytes=0-1,3-4',
    'bytes=5-2',
    'bytes=-',
    'bytes=a-b',
    'lines=0-1',
    '',
    'bytes=0-9999999999999999999',
  ])('%j is answered whole', async (range) => expect(await ask(range)).toEqual([200, '0123456789', null]))

  it('is sent only of the version that If-Range names', async () => {
    expect(await ask('bytes=0-1', '"e"')).toEqual([206, '01', 'bytes 0-1/10'])
    for (const other of ['"other"', 'W/"e"', 'Sun, 06 Nov 1994 08:49:37 GMT'])
      expect(await ask('bytes=0-1', other)).toEqual([200, '0123456789', null])
  })

  it('is not taken of what is no complete answer', async () => {
    const unchanged = new Response(null, { status: 304, headers: { etag: '"e"' } })
    expect((await partOf(unchanged, 'bytes=0-1', undefined)).status).toBe(304)
  })
})
