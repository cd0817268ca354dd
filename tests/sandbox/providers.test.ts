import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { GRAPH_VERSION } from '../../src/features/accounts/providers/facebook.ts'
import type { SandboxSettings } from '../../src/sandbox/context.ts'
import { SANDBOX_SENTINEL } from '../../src/sandbox/endpoints.ts'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { createSandboxProviders } from '../../src/sandbox/providers.ts'

const CALLBACK = 'http://comments.localhost:4000/login/x/callback'

function settings(change: Partial<SandboxSettings> = {}): SandboxSettings {
  const client = { id: 'sandbox-id', secret: 'sandbox-secret', redirectUris: [CALLBACK] }
  return {
    publicUrl: 'http://127.0.0.1:4010',
    clients: { x: client, facebook: client },
    clock: { now: () => 1_800_000_000_000 },
    ...change,
  }
}

const xQuery = {
  response_type: 'code',
  client_id: 'sandbox-id',
  redirect_uri: CALLBACK,
  scope: 'users.read tweet.read',
  state: 's'.repeat(43),
  code_challenge: 'c'.repeat(43),
  code_challenge_method: 'S256',
}

const xUrl = (change: Record<string, string> = {}) =>
  `/i/oauth2/authorize?${new URLSearchParams({ ...xQuery, ...change })}`
const facebookUrl = (change: Record<string, string> = {}) =>
  `/${GRAPH_VERSION}/dialog/oauth?${new URLSearchParams({ ...xQuery, scope: 'public_profile', ...change })}`

const press = (url: string, form: Record<string, string>): [string, RequestInit] => [
  url,
  { method: 'POST', body: new URLSearchParams(form) },
]

test('every page says that it is a sandbox, and carries neither script nor inline style', async () => {
  const app = createSandboxProviders(settings())
  for (const path of [
    '/',
    xUrl(),
    facebookUrl(),
    xUrl({ state: '' }),
    facebookUrl({ client_id: 'x' }),
    '/no',
  ]) {
    const response = await app.request(path)
    const page = await response.text()
    expect(page).toContain(SANDBOX_SENTINEL)
    expect(page).not.toMatch(/<script|<style|style=|\son\w+=/i)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|script-src/)
  }
})

test('the form may end at the registered callbacks and nowhere else', async () => {
  const app = createSandboxProviders(settings({ returnOrigins: ['http://news.localhost:4000'] }))
  const formAction = async (path: string) =>
    /form-action ([^;]*)/.exec((await app.request(path)).headers.get('content-security-policy') ?? '')?.[1]
  expect(await formAction(xUrl())).toBe("'self' http://comments.localhost:4000 http://news.localhost:4000")
  expect(await formAction('/')).toBe("'self'")
})

test('each person is one button, named by the display name alone', async () => {
  const page = await (await createSandboxProviders(settings()).request(xUrl())).text()
  for (const { key, name } of PERSONAS) {
    const button = new RegExp(`<button[^>]*value="${key}"[^>]*>(.*?)</button>`, 's').exec(page)?.[1] ?? ''
    expect(button.replace(/<[^>]*>/g, '')).toBe(name)
    expect(button).toContain('alt=""')
  }
})

test('the people cover what breaks names: scripts, emoji, length, namesakes, a changed handle', () => {
  const names = PERSONAS.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['Maya Okafor', '김하늘', '박서준']))
  expect(names.some((name) => /\p{Extended_Pictographic}/u.test(name))).toBe(true)
  expect(names.some((name) => name.length === 50)).toBe(true)
  expect(names.some((name) => /[\u0590-\u06ff]/.test(name))).toBe(true)
  expect(PERSONAS.some(({ hasAvatar }) => !hasAvatar)).toBe(true)
  expect(PERSONAS.some(({ isProtected }) => isProtected)).toBe(true)
  const sharesWith = (same: (a: (typeof PERSONAS)[number], b: (typeof PERSONAS)[number]) => boolean) =>
    PERSONAS.some((a) => PERSONAS.some((b) => a !== b && same(a, b)))
  expect(sharesWith((a, b) => a.name === b.name && a.xId !== b.xId && a.facebookId !== b.facebookId)).toBe(
    true,
  )
  expect(sharesWith((a, b) => a.xId === b.xId && a.xHandle !== b.xHandle)).toBe(true)
})

test.each<[string, Record<string, string>]>([
  ['another client', { client_id: 'sandbox-other' }],
  ['a trailing slash in the redirect URI', { redirect_uri: `${CALLBACK}/` }],
  ['no state', { state: '' }],
  ['a state of 501 characters', { state: 's'.repeat(501) }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
  ['no PKCE', { code_challenge: '' }],
  ['an unknown scope', { scope: 'users.read everything' }],
  ['no scope', { scope: '' }],
  ['the implicit flow', { response_type: 'token' }],
])('X refuses %s without sending anybody back, by link and by button', async (_what, change) => {
  const app = createSandboxProviders(settings())
  for (const response of [
    await app.request(xUrl(change)),
    await app.request(...press(xUrl(change), { persona: 'maya' })),
  ]) {
    expect(response.status).toBe(400)
    expect(response.headers.has('location')).toBe(false)
  }
})

test('X takes a state of 500 characters', async () => {
  expect((await createSandboxProviders(settings()).request(xUrl({ state: 's'.repeat(500) }))).status).toBe(
    200,
  )
})

test.each<[string, Record<string, string>]>([
  ['another app', { client_id: 'sandbox-other' }],
  ['an unregistered redirect URI', { redirect_uri: `${CALLBACK}?next=1` }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
  ['an unknown permission', { scope: 'user_friends' }],
])('Facebook refuses %s without sending anybody back', async (_what, change) => {
  const response = await createSandboxProviders(settings()).request(
    ...press(facebookUrl(change), { persona: 'maya' }),
  )
  expect(response.status).toBe(400)
  expect(response.headers.has('location')).toBe(false)
})

test('a doubled parameter is refused', async () => {
  const response = await createSandboxProviders(settings()).request(`${xUrl()}&state=second`)
  expect(response.status).toBe(400)
})

test('Facebook denies with all four of its parameters', async () => {
  const response = await createSandboxProviders(settings()).request(...press(facebookUrl(), { deny: '1' }))
  const location = new URL(response.headers.get('location') ?? '')
  expect(Object.fromEntries(location.searchParams)).toEqual({
    error: 'access_denied',
    error_code: '200',
    error_description: 'Permissions error',
    error_reason: 'user_denied',
    state: xQuery.state,
  })
})

test('someone who is not on the list signs in as nobody', async () => {
  const response = await createSandboxProviders(settings()).request(...press(xUrl(), { persona: 'mallory' }))
  expect(response.status).toBe(200)
  expect(response.headers.has('location')).toBe(false)
})

test.each([
  [undefined, 'API calls from the server require an appsecret_proof argument'],
  ['0'.repeat(64), 'Invalid appsecret_proof provided in the API argument'],
])('a Facebook token alone, with proof %s, reads nothing', async (proof, message) => {
  const app = createSandboxProviders(settings())
  const url = facebookUrl({ code_challenge: '', code_challenge_method: '' })
  const location = (await app.request(...press(url, { persona: 'maya' }))).headers.get('location') ?? ''
  const code = new URL(location).searchParams.get('code') ?? ''
  const form = { client_id: 'sandbox-id', client_secret: 'sandbox-secret', redirect_uri: CALLBACK, code }
  const answer = await app.request(...press(`/${GRAPH_VERSION}/oauth/access_token`, form))
  const { access_token: token } = await answer.json()
  const query = proof ? `?appsecret_proof=${proof}` : ''
  const profile = await app.request(`/${GRAPH_VERSION}/me${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(profile.status).toBe(400)
  expect((await profile.json()).error).toMatchObject({ message, code: 100, type: 'GraphMethodException' })
})

test.each([
  ['', ['id', 'name', 'picture', 'email']],
  ['no-email', ['id', 'name', 'picture']],
  ['no-picture', ['id', 'name']],
])('Facebook with fault “%s” answers %j to whoever asks for everything', async (fault, names) => {
  const app = createSandboxProviders(settings())
  const url = facebookUrl({ code_challenge: '', code_challenge_method: '', scope: 'public_profile,email' })
  const location =
    (await app.request(...press(url, { persona: 'maya', fault }))).headers.get('location') ?? ''
  const code = new URL(location).searchParams.get('code') ?? ''
  const form = { client_id: 'sandbox-id', client_secret: 'sandbox-secret', redirect_uri: CALLBACK, code }
  const answer = await (await app.request(...press(`/${GRAPH_VERSION}/oauth/access_token`, form))).json()
  expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
  const proof = createHmac('sha256', 'sandbox-secret').update(answer.access_token).digest('hex')
  const query = new URLSearchParams({ fields: 'id,name,picture{url},email', appsecret_proof: proof })
  const headers = { authorization: `Bearer ${answer.access_token}` }
  const profile = await app.request(`/${GRAPH_VERSION}/me?${query}`, { headers })
  expect(Object.keys(await profile.json())).toEqual(names)
})

test.each([
  ['rate-limited', 429, '0'],
  ['rate-limited-older', 429, '0'],
  ['usage-capped', 429, '74'],
])('X’s profile with fault “%s” carries the rate headers', async (fault, status, remaining) => {
  const app = createSandboxProviders(settings())
  const verifier = 'v'.repeat(43)
  const url = xUrl({ code_challenge: createHash('sha256').update(verifier).digest('base64url') })
  const location =
    (await app.request(...press(url, { persona: 'maya', fault }))).headers.get('location') ?? ''
  const code = new URL(location).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: CALLBACK }
  const [path, init] = press('/2/oauth2/token', form)
  const basic = `Basic ${Buffer.from('sandbox-id:sandbox-secret').toString('base64')}`
  const token = await (await app.request(path, { ...init, headers: { authorization: basic } })).json()
  const profile = await app.request('/2/users/me', {
    headers: { authorization: `Bearer ${token.access_token}` },
  })
  expect(profile.status).toBe(status)
  expect(profile.headers.get('x-rate-limit-limit')).toBe('75')
  expect(profile.headers.get('x-rate-limit-remaining')).toBe(remaining)
  expect(profile.headers.get('x-rate-limit-reset')).toBe('1800000900')
})

test('an X profile needs both scopes, and tells how many reads are left', async () => {
  const app = createSandboxProviders(settings())
  const verifier = 'v'.repeat(43)
  const challenge = Buffer.from(
    await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
  ).toString('base64url')
  const read = async (scope: string) => {
    const url = xUrl({ scope, code_challenge: challenge })
    const location =
      (await app.request(...press(url, { persona: 'protected' }))).headers.get('location') ?? ''
    const [path, init] = press('/2/oauth2/token', {
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: CALLBACK,
    })
    const authorization = `Basic ${Buffer.from('sandbox-id:sandbox-secret').toString('base64')}`
    const token = await (await app.request(path, { ...init, headers: { authorization } })).json()
    expect(token).toMatchObject({ token_type: 'bearer', expires_in: 7200, scope })
    const headers = { authorization: `Bearer ${token.access_token}` }
    return app.request('/2/users/me?user.fields=protected', { headers })
  }
  expect((await read('users.read')).status).toBe(403)
  const profile = await read('users.read tweet.read')
  expect(profile.headers.get('x-rate-limit-limit')).toBe('75')
  expect(profile.headers.get('x-rate-limit-reset')).toBe('1800000900')
  expect(await profile.json()).toEqual({
    data: { id: '1500000000000000008', name: 'Tomás Vidal', username: 'tomas_locked', protected: true },
  })
})

test('the opener policy of the pages can be switched, and starts with the harder case', async () => {
  const app = createSandboxProviders(settings())
  const coop = async () => (await app.request(xUrl())).headers.get('cross-origin-opener-policy')
  expect(await coop()).toBe('same-origin')
  await app.request(...press('/settings', { coop: 'unsafe-none' }))
  expect(await coop()).toBe('unsafe-none')
  await app.request(...press('/settings', { coop: 'anything\r\nx: y' }))
  expect(await coop()).toBe('unsafe-none')
})

test.each(['id', 'secret'] as const)(
  'a client %s without the prefix could be a real one and is refused',
  (field) => {
    const { x, facebook } = settings().clients
    expect(() =>
      createSandboxProviders(settings({ clients: { x: { ...x, [field]: 'real' }, facebook } })),
    ).toThrow(RangeError)
    expect(() =>
      createSandboxProviders(settings({ clients: { x, facebook: { ...facebook, [field]: 'real' } } })),
    ).toThrow(RangeError)
  },
)

test('each person’s picture is an image of its own', async () => {
  const app = createSandboxProviders(settings())
  for (const { key } of PERSONAS) {
    const picture = await app.request(`/avatars/${key}.svg`)
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(await picture.text()).toMatch(/^<svg xmlns/)
  }
  expect((await app.request('/avatars/mallory.svg')).status).toBe(404)
})
