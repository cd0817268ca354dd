import { expect, it } from 'vitest'
import { power } from './power.ts'

it('an acknowledged comment outlives a power cut, at whatever sync it comes', async () => {
  expect(await power({ rounds: 24 })).toMatchObject({ acknowledged: 24, lost: 0, corrupt: 0, ok: true })
}, 120_000)
