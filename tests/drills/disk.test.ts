import { expect, it } from 'vitest'
import { disk } from './disk.ts'

it('a disk that is full, read-only or broken costs no comment, and reading and moderation go on', async () => {
  expect(await disk()).toMatchObject({ lost: 0, integrity: 'ok', ok: true })
}, 120_000)
