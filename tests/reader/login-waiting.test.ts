import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Profile, Provider } from '../../src/features/accounts/providers/provider.ts'
import { createWorld, type World } from '../support/world.ts'
import { leave, visit } from './login-world.ts'

let world: World
let answer: (profile: Profile) => void
const provider: Provider = {
  name: 'x',
  identityProvider: 'x',
  appId: 'app',
  authorizationUrl: async ({ state }) => new URL(`https://x.com/i/oauth2/authorize?state=${state}`),
  identify: () =>
    new Promise((resolve) => {
      answer = resolve
    }),
}

beforeAll(async () => {
  world = await createWorld({ providers: [provider] })
})
afterAll(() => world.close())

it('while a provider thinks, others write', async () => {
  const visitor = visit(world)
  const url = await leave(visitor, world.article)
  const waiting = visitor.get(`/login/x/callback?state=${url.searchParams.get('state')}&code=code`)
  const reader = await world.reader('Juno')
  const article = { site: world.site, article: world.article }
  const { comment } = await world.services.comments.submit(reader.actor, article, { text: 'Meanwhile' }, null)
  expect(await world.stores.comments.byId(world.site.id, comment.id)).not.toBeNull()
  answer({ subject: '1', name: 'Maya' })
  expect(await (await waiting).text()).toContain('action="/login/name"')
})
