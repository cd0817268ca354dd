import { expect, it } from 'vitest'
import { migrate } from './migrate.ts'

it('a migration that is killed half-way keeps every row, and goes through the next time', async () => {
  expect(await migrate({ rounds: 4 })).toMatchObject({ faults: [], ok: true })
}, 120_000)
