import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomToken } from '../../src/features/accounts/crypto.ts'
import { callbackFailure } from '../../src/features/accounts/providers/callback.ts'
import { createFacebookProvider, FACEBOOK_ENDPOINTS } from '../../src/features/accounts/providers/facebook.ts'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { createXProvider, X_ENDPOINTS } from '../../src/features/accounts/providers/x.ts'
import { type Outbound, OutboundError } from '../../src/features/ports.ts'
import { FACEBOOK_FAULTS } from '../../src/sandbox/facebook-faults.ts'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { X_FAULTS } from '../../src/sandbox/x-faults.ts'
import { loginError, type Name, press, type Sandbox, SECRETS, signIn, startSandbox } from './sandbox-login.ts'
import { goodToken, json, request, scripted } from './scripted.ts'

const NAMES: readonly Name[] = ['x', 'facebook']
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

test.each(NAMES)('every persona signs in with %s under their own id and name', async (name) => {
  for (const persona of PERSONAS) {
    const { provider, request } = await signIn(sandbox, name, persona.key)
    expect(provider.identityProvider).toBe(`sandbox:${name}`)
    expect(await provider.identify(request)).toEqual({
      subject: name === 'x' ? persona.xId : persona.facebookId,
      name: persona.name,
    })
  }
})

test.each(NAMES)('%s gives the state back unchanged', async (name) => {
  const state = `${randomToken()}&=+ #`
  const url = await sandbox
    .provider(name)
    .authorizationUrl({ state, verifier: randomToken(), redirectUri: sandbox.redirectUri(name) })
  const callback = await press(url, { persona: 'maya' })
  expect(callback.searchParams.get('state')).toBe(state)
  expect(callback.hash).toBe(name === 'facebook' ? '#_=_' : '')
})

test.each(NAMES)('a person who cancels at %s is a denial, not a fault', async (name) => {
  const url = await sandbox
    .provider(name)
    .authorizationUrl({ state: 'state', verifier: randomToken(), redirectUri: sandbox.redirectUri(name) })
  const { searchParams } = await press(url, { deny: '1' })
  expect(searchParams.get('state')).toBe('state')
  expect(searchParams.has('code')).toBe(false)
  expect(callbackFailure(searchParams.get('error') ?? '')).toBe('denied')
})

test.each([
  ['access_denied', 'denied'],
  ['server_error', 'outage'],
  ['temporarily_unavailable', 'outage'],
  ['invalid_scope', 'config'],
  ['<script>', 'config'],
])('a callback with error=%s is %s', (error, failure) => {
  expect(callbackFailure(error)).toBe(failure)
})

test.each(NAMES)('a code of %s works once', async (name) => {
  const { provider, request } = await signIn(sandbox, name, 'maya')
  await provider.identify(request)
  expect((await loginError(provider.identify(request))).failure).toBe('expired')
})

test.each(NAMES)('a code of %s is worth nothing without the verifier of its own attempt', async (name) => {
  const { provider, request } = await signIn(sandbox, name, 'maya')
  const stolen = provider.identify({ ...request, verifier: randomToken() })
  expect((await loginError(stolen)).failure).toBe('expired')
})

test('an X code is too old after 30 seconds', async () => {
  const inTime = await signIn(sandbox, 'x', 'maya')
  const tooLate = await signIn(sandbox, 'x', 'maya')
  sandbox.now += 29_999
  await inTime.provider.identify(inTime.request)
  sandbox.now += 1
  expect((await loginError(tooLate.provider.identify(tooLate.request))).failure).toBe('expired')
})

test.each(NAMES)('a wrong secret or redirect URI at %s is the operator’s business', async (name) => {
  const { provider, request } = await signIn(sandbox, name, 'maya')
  const wrong = sandbox.provider(name, 'sandbox-another-secret')
  expect((await loginError(wrong.identify(request))).failure).toBe('config')
  const other = await signIn(sandbox, name, 'maya')
  const elsewhere = provider.identify({ ...other.request, redirectUri: `${request.redirectUri}/` })
  expect((await loginError(elsewhere)).failure).toBe('config')
})

/** Every fault of the stand-ins that ends a login, and what our client calls it. */
const FAULTS: readonly [Name, string, string][] = [
  ['x', 'code-expired', 'expired'],
  ['x', 'client-refused', 'config'],
  ['x', 'client-unknown', 'config'],
  ['x', 'outage', 'outage'],
  ['x', 'html', 'malformed'],
  ['x', 'redirect', 'malformed'],
  ['x', 'null', 'malformed'],
  ['x', 'no-token', 'malformed'],
  ['x', 'unauthorized', 'outage'],
  ['x', 'credits', 'out-of-credit'],
  ['x', 'client-forbidden', 'config'],
  ['x', 'scope-missing', 'config'],
  ['x', 'profile-outage', 'outage'],
  ['x', 'rate-limited-older', 'throttled'],
  ['x', 'rate-limited', 'throttled'],
  ['x', 'usage-capped', 'capped'],
  ['x', 'errors-only', 'outage'],
  ['facebook', 'code-expired', 'expired'],
  ['facebook', 'code-used', 'expired'],
  ['facebook', 'bad-secret', 'config'],
  ['facebook', 'token-refused', 'outage'],
  ['facebook', 'token-throttled', 'throttled'],
  ['facebook', 'profile-outage', 'outage'],
  ['facebook', 'person-throttled', 'throttled'],
  ['facebook', 'outage', 'outage'],
  ['facebook', 'html', 'malformed'],
  ['facebook', 'redirect', 'malformed'],
  ['facebook', 'null', 'malformed'],
  ['facebook', 'no-token', 'malformed'],
  ['facebook', 'bad-token', 'outage'],
  ['facebook', 'throttled', 'throttled'],
]

test('no fault of the stand-ins is left out here', () => {
  const others = ['hang', 'profile-hang', 'no-picture', 'no-email']
  const named = [
    ...X_FAULTS.map(({ key }) => `x ${key}`),
    ...FACEBOOK_FAULTS.map(({ key }) => `facebook ${key}`),
  ].filter((name) => !others.includes(name.split(' ')[1] ?? ''))
  expect(FAULTS.map(([name, fault]) => `${name} ${fault}`).sort()).toEqual(named.sort())
})

test.each(FAULTS)('%s with fault "%s" fails as %s', async (name, fault, failure) => {
  const { provider, request } = await signIn(sandbox, name, 'haneul', fault)
  expect((await loginError(provider.identify(request))).failure).toBe(failure)
})

test('a Facebook profile without a picture is enough', async () => {
  const { provider, request } = await signIn(sandbox, 'facebook', 'seojun', 'no-picture')
  expect((await provider.identify(request)).name).toBe('박서준')
})

test.each([
  ['x', 'hang'],
  ['x', 'profile-hang'],
  ['facebook', 'hang'],
  ['facebook', 'profile-hang'],
] as const)('%s that never answers (%s) is given up, and the sandbox lets go', async (name, fault) => {
  const { request } = await signIn(sandbox, name, 'maya', fault)
  const impatient: Outbound = {
    request: (asked) => sandbox.outbound.request({ ...asked, timeoutMs: 50 }),
  }
  const provider = sandbox.provider(name, SECRETS[name], impatient)
  const { failure, note } = await loginError(provider.identify(request))
  expect([failure, note]).toEqual(['outage', `${fault === 'hang' ? 'token' : 'profile'} timeout`])
})

test.each(NAMES)('%s is asked for the code exactly once, whatever comes of it', async (name) => {
  for (const fault of ['outage', 'redirect', 'null']) {
    const { provider, request } = await signIn(sandbox, name, 'maya', fault)
    sandbox.actions.length = 0
    await loginError(provider.identify(request))
    expect(sandbox.actions.map(({ step }) => step)).toEqual(['token'])
  }
})

test('without settings, only the hosts of X and Facebook are ever addressed', async () => {
  const hosts: string[] = []
  const outbound: Outbound = {
    async request({ url }) {
      hosts.push(url.host)
      return json(
        hosts.length % 2 === 1 ? { access_token: 'token', token_type: 'bearer' } : { data: {}, id: '1' },
      )
    },
  }
  const secret = { reveal: () => 'secret' }
  const providers: Provider[] = [
    createXProvider({ clientId: 'id', clientSecret: secret, outbound }),
    createFacebookProvider({ appId: 'id', appSecret: secret, outbound }),
  ]
  for (const provider of providers) {
    const request = { verifier: randomToken(), redirectUri: 'https://paper.example/callback' }
    hosts.push((await provider.authorizationUrl({ ...request, state: 'state' })).host)
    hosts.pop()
    await provider.identify({ ...request, code: 'code' }).catch(() => null)
  }
  expect(hosts).toEqual(['api.x.com', 'api.x.com', 'graph.facebook.com', 'graph.facebook.com'])
  const all = [...Object.values(X_ENDPOINTS), ...Object.values(FACEBOOK_ENDPOINTS)].map(
    (text) => new URL(text),
  )
  expect(all.every(({ protocol }) => protocol === 'https:')).toBe(true)
  expect(all.map(({ host }) => host)).toEqual([
    'x.com',
    'api.x.com',
    'api.x.com',
    'www.facebook.com',
    'graph.facebook.com',
    'graph.facebook.com',
  ])
})

test('secrets go where each provider wants them and never into a URL', async () => {
  const { sent, x } = scripted(goodToken)
  await x.identify(request)
  const basic = `Basic ${Buffer.from('id:the-secret').toString('base64')}`
  expect(sent[0]?.headers).toMatchObject({ authorization: basic })
  expect(sent[0]?.body).not.toContain('the-secret')
  expect(sent[1]?.headers).toMatchObject({ authorization: 'Bearer the-token' })

  const second = scripted(goodToken, () => json({ id: '1', name: 'A' }))
  await second.facebook.identify(request)
  expect(second.sent[0]?.headers).not.toHaveProperty('authorization')
  expect(new URLSearchParams(second.sent[0]?.body).get('client_secret')).toBe('the-secret')
  for (const { url } of [...sent, ...second.sent]) {
    expect(url.href).not.toMatch(/the-(secret|code|verifier|token)/)
  }
})

test('what Facebook quotes in an error does not reach the log', async () => {
  const { facebook } = scripted(goodToken, () =>
    json({ error: { message: 'Malformed access token the-token', code: 190, fbtrace_id: 'Abc_1' } }, 400),
  )
  const error = await loginError(facebook.identify(request))
  expect(error.failure).toBe('outage')
  expect(error.note).toBe('profile 400 190/- Abc_1')
  expect(`${error.stack} ${JSON.stringify(error, Object.getOwnPropertyNames(error))}`).not.toMatch(/the-/)
})

test.each<[string, () => ReturnType<typeof json>, string]>([
  ['an unknown token type', () => json({ access_token: 'token', token_type: 'mac' }), 'malformed'],
  ['no token type', () => json({ access_token: 'token' }), 'malformed'],
  ['a token that is a number', () => json({ access_token: 7, token_type: 'bearer' }), 'malformed'],
  ['a token that breaks a header', () => json({ access_token: 'a\r\nb', token_type: 'bearer' }), 'malformed'],
  ['an array', () => json([]), 'malformed'],
  [
    'JSON that says it is text',
    () => json({ access_token: 'a', token_type: 'bearer' }, 200, 'text/plain'),
    'malformed',
  ],
  ['201', () => json({ access_token: 'token', token_type: 'bearer' }, 201), 'malformed'],
  [
    'a field named like a method',
    () => json({ type: 'https://x/constructor', title: 'toString' }, 400),
    'malformed',
  ],
  ['invalid_client', () => json({ error: 'invalid_client' }, 401), 'config'],
  ['invalid_grant', () => json({ error: 'invalid_grant' }, 400), 'expired'],
  ['server_error', () => json({ error: 'server_error' }, 500), 'outage'],
  ['a bare 402', () => json('pay', 402, 'text/plain'), 'out-of-credit'],
  [
    'the older rate error',
    () => json({ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 429),
    'throttled',
  ],
  ['the older access error', () => json({ errors: [{ code: 453, message: 'No access' }] }, 403), 'config'],
  ['a cap reported as 403', () => json({ type: 'https://api.x.com/2/problems/usage-capped' }, 403), 'capped'],
])('X answering the exchange with %s', async (_what, answer, failure) => {
  const { x, sent } = scripted(answer)
  expect((await loginError(x.identify(request))).failure).toBe(failure)
  expect(sent).toHaveLength(1)
})

test.each<[OutboundError['reason'], string]>([
  ['timeout', 'outage'],
  ['network', 'outage'],
  ['address', 'outage'],
  ['too-large', 'malformed'],
])('a %s on the way is %s', async (reason, failure) => {
  const { x } = scripted(() => {
    throw new OutboundError(reason)
  })
  expect((await loginError(x.identify(request))).failure).toBe(failure)
})

test('a mistake of our own is not dressed up as the provider’s', async () => {
  const { x } = scripted(() => {
    throw new TypeError('ours')
  })
  await expect(x.identify(request)).rejects.toThrow(TypeError)
})

test.each([undefined, null, 7, '', 'a'.repeat(65), '../1', '1 2', '１'])(
  'a profile id of %j is refused by both providers',
  async (id) => {
    const { x } = scripted(goodToken, () => json({ data: { id, name: 'A' } }))
    const { facebook } = scripted(goodToken, () => json({ id, name: 'A' }))
    expect((await loginError(x.identify(request))).failure).toBe('malformed')
    expect((await loginError(facebook.identify(request))).failure).toBe('malformed')
  },
)

test.each(['\ud800', 'a\udc00b'])('a name with half a character (%j) is no suggestion', async (name) => {
  const { x } = scripted(goodToken, () => json({ data: { id: '1', name } }))
  expect(await x.identify(request)).toEqual({ subject: '1', name: '' })
})

test('any name becomes one well-formed line of at most 100 characters', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.string({ unit: 'binary', maxLength: 300 }), async (odd, text) => {
      for (const name of [JSON.stringify(odd), text, odd]) {
        const body = JSON.stringify({ data: { id: '1', name } }, (_key, value) =>
          typeof value === 'bigint' ? String(value) : value,
        )
        const { x } = scripted(goodToken, () => json(JSON.parse(body)))
        const profile = await x.identify(request)
        expect(Array.from(profile.name).length).toBeLessThanOrEqual(100)
        expect(profile.name).not.toMatch(/\p{Cc}/u)
        expect(profile.name).toBe(profile.name.trim())
        expect(encodeURIComponent(profile.name)).toBeTypeOf('string')
      }
    }),
  )
})
