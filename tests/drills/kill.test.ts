import { expect, it } from 'vitest'
import { kill } from './kill.ts'

it('an acknowledged comment outlives kill -9, and a retry with the same key makes no second one', async () => {
  expect(await kill({ rounds: 4 })).toMatchObject({ lost: 0, doubled: 0, ok: true })
}, 120_000)
