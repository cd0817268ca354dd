import { expect, it } from 'vitest'
import { proxy } from './proxy.ts'

it('a comment whose answer was cut off is sent again with its key, and is there once', async () => {
  expect(await proxy({ rounds: 300 })).toMatchObject({ comments: 300, doubled: 0, missing: 0, ok: true })
}, 120_000)
