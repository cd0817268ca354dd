import { expect, it } from 'vitest'
import { fsync } from './fsync.ts'

it('no commit goes without a sync of its own when posts come one at a time', async () => {
  expect(await fsync({ rounds: 20 })).toMatchObject({ acknowledged: 20, unsynced: 0, ok: true })
}, 120_000)
