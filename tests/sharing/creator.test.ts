import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world?.close())

describe('the paper’s account in the fediverse', () => {
  const update = (fediverseCreator: string | null) =>
    world.services.sites.update(world.site.key, { fediverseCreator })
  const page = async () => (await world.request(`/a/${world.article.id}`)).text()

  it('is named on every page once it is set, and not before or after', async () => {
    expect(await page()).not.toContain('fediverse:creator')
    await update('@ledger@social.example')
    expect(await page()).toContain('<meta name="fediverse:creator" content="@ledger@social.example"/>')
    await update(null)
    expect(await page()).not.toContain('fediverse:creator')
  })

  it.each([
    'ledger@social.example',
    '@ledger',
    '@ledger@social',
    '@l@s.example" onload="',
    `@${'l'.repeat(200)}@s.example`,
  ])('is an account: not %s', async (account) => {
    await expect(update(account)).rejects.toMatchObject({ type: 'invalid-field' })
  })
})
