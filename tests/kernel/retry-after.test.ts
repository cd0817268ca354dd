import { expect, it } from 'vitest'
import { retryAfterMs } from '../../src/kernel/retry-after.ts'

const NOW = Date.UTC(2026, 5, 1)

it.each([
  ['120', 120_000],
  [' 5 ', 5_000],
  ['Mon, 01 Jun 2026 00:10:00 GMT', 600_000],
  ['Sun, 31 May 2026 00:00:00 GMT', 0],
  ['99999999999999999999', 3_600_000],
  ['Mon, 01 Jun 2099 00:00:00 GMT', 3_600_000],
  ['-5', 0],
  ['soon', 0],
  ['', 0],
])('%j asks for %d ms', (said, expected) => {
  expect(retryAfterMs(new Headers({ 'retry-after': said }), NOW)).toBe(expected)
})

it('asks for nothing where it is missing', () => {
  expect(retryAfterMs(new Headers(), NOW)).toBe(0)
})
