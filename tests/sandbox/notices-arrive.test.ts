import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { createFacebookProvider } from '../../src/features/accounts/providers/facebook.ts'
import { createNotices, type Notices } from '../../src/sandbox/notices.ts'
import { personaByKey } from '../../src/sandbox/personas.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'

const SECRET = 'sandbox-facebook-secret'
let world: ServedWorld
let notices: Notices

beforeAll(async () => {
  const facebook = createFacebookProvider({
    appId: 'sandbox-facebook',
    appSecret: { reveal: () => SECRET },
    outbound: { request: () => Promise.reject(new Error('nothing is asked')) },
    identityProvider: 'sandbox:facebook',
  })
  world = await serveWorld({ kind: 'sandbox', providers: [facebook] })
  const client = (name: string) => ({ id: `sandbox-${name}`, secret: SECRET, redirectUris: [] })
  notices = createNotices(
    {
      publicUrl: 'http://127.0.0.1:1',
      clients: { x: client('x'), facebook: client('facebook') },
      clock: world.clock,
    },
    { serviceUrl: world.publicUrl, outbound: createOutbound({ allow: [`localhost:${world.port}`] }) },
  )
})
afterAll(() => world.close())

it('the stand-in’s notices reach the service over a socket, and only the good ones count', async () => {
  const maya = personaByKey('maya')
  if (!maya) throw new Error('no such persona')
  const identity = { provider: 'sandbox:facebook', appId: 'sandbox-facebook', subject: maya.facebookId }
  const account = await world.services.accounts.register(world.site.id, identity, 'Maya', 'en')
  for (const fault of ['bad-signature', 'other-algorithm', 'stale'] as const)
    expect((await notices.send('deletion', maya, fault))?.status).toBe(403)
  expect((await notices.send('deauthorize', maya, null))?.status).toBe(200)
  expect((await world.stores.accounts.byId(world.site.id, account.id))?.erasedAt).toBeNull()
  const good = await notices.send('deletion', maya, null)
  expect(good?.status).toBe(200)
  expect((await world.stores.accounts.byId(world.site.id, account.id))?.erasedAt).not.toBeNull()
  expect((await notices.send('deletion', maya, 'replay'))?.confirmation).toEqual(good?.confirmation)
  const page = await world.request(new URL(good?.confirmation?.url ?? '').pathname)
  expect(await page.text()).toContain('Your deletion request')
})
