import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PATHS } from '../../src/config/paths.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { openUpkeep } from '../../src/storage/upkeep.ts'
import { type Filled, fillWorld } from './filled.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

it('a copy that is made after an erasure holds no byte of what the person wrote, not even where nothing lies any more', async () => {
  const name = 'Quillon Farthingale'
  const text = 'A sentence that nobody else would write: zanzibar marmalade.'
  const person = await world.person(name)
  const { account } = person
  const { id } = await world.published()
  const sent = await world.json(`/v1/articles/${world.article.id}/comments`, { text }, person, {
    'idempotency-key': 'to-be-gone',
  })
  expect(sent.status).toBe(201)
  const report = { clause: 'SB-01', note: `${text} Noted.` }
  const reported = await world.json(`/v1/comments/${id}/reports`, report, person, {
    'idempotency-key': 'noted-there',
  })
  expect(reported.status).toBe(201)
  await world.stores.accounts.requestErasure(account.siteId, account.id, {
    erasureAt: world.clock.now() + DAY,
    keepSessionId: '',
  })
  expect(await copied()).toContain(name)
  world.clock.advance(DAY)
  expect(await world.services.accounts.eraseDue()).toBe(1)
  const copy = await copied()
  expect(['Quillon', 'Farthingale', 'zanzibar', 'marmalade'].filter((word) => copy.includes(word))).toEqual(
    [],
  )
})

it('whoever asked to be erased while the clock was ahead is, a day after it is right', async () => {
  const person = await world.person('Asked Too Early')
  const { account } = person
  const late = world.clock.now() + 400 * DAY
  const wish = { erasureAt: late + DAY, keepSessionId: '' }
  await world.stores.accounts.requestErasure(account.siteId, account.id, wish)
  expect(await world.services.accounts.eraseDue()).toBe(0)
  world.clock.advance(DAY - 1)
  expect(await world.services.accounts.eraseDue()).toBe(0)
  world.clock.advance(1)
  expect(await world.services.accounts.eraseDue()).toBe(1)
})

/** The bytes of a backup that is made now. */
async function copied(): Promise<string> {
  const upkeep = await openUpkeep({
    url: `sqlite:${join(world.dir, 'brevier.sqlite')}`,
    kind: 'production',
    migrationsDir: PATHS.migrations,
  })
  const { path } = await upkeep.backUp({
    dir: join(world.dir, 'copies'),
    now: world.clock.now(),
    leaveBytes: 0,
  })
  return readFileSync(path, 'latin1')
}
