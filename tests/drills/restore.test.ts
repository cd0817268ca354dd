import { expect, it } from 'vitest'
import { restore } from './restore.ts'

it('a backup made under posting gives back every row although the killed service left its log beside', async () => {
  expect(await restore({ rounds: 1 })).toMatchObject({
    lost: 0,
    unequal: 0,
    refused: 20,
    older: true,
    ok: true,
  })
})
