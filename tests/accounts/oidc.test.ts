import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomToken } from '../../src/features/accounts/crypto.ts'
import { HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { claimsOf, type Json, OIDC_SUBJECT, type OidcServer, startOidc } from './oidc-server.ts'
import { loginError } from './sandbox-login.ts'

const REDIRECT = 'http://127.0.0.1:4000/login/oidc/callback'
let server: OidcServer
beforeAll(async () => {
  server = await startOidc(REDIRECT)
})
afterEach(() => server.heal())
afterAll(() => server.close())

type Client = ReturnType<OidcServer['client']>

/** A person agrees at the provider; answers what the callback brings to the exchange. */
async function agree(client: Client) {
  const attempt = { state: randomToken(), verifier: randomToken(), redirectUri: REDIRECT }
  const back = await server.browse(await client.authorizationUrl(attempt), 'agree')
  const { searchParams } = back ?? new URL('about:blank')
  return {
    code: searchParams.get('code') ?? '',
    issuer: searchParams.get('iss'),
    verifier: attempt.verifier,
    redirectUri: REDIRECT,
  }
}

/** The ID token is replaced on its way by one that the provider might have signed. */
function spoilToken(change: (claims: Json) => Json, by?: 'own' | 'foreign', header?: Json): void {
  server.spoil('token', async (body) => ({
    ...body,
    id_token: await server.sign(change(claimsOf(body['id_token'])), by, header),
  }))
}

async function refusal(client = server.client()) {
  const { failure, note } = await loginError(client.identify(await agree(client)))
  return `${failure}: ${note}`
}

describe('a provider that follows OpenID Connect', () => {
  it('signs a person in by the ID token alone, with no more than openid and profile', async () => {
    const client = server.client()
    const url = await client.authorizationUrl({ state: 's', verifier: randomToken(), redirectUri: REDIRECT })
    expect(url.searchParams.get('scope')).toBe('openid profile')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(await client.identify(await agree(client))).toEqual({ subject: OIDC_SUBJECT, name: '김하늘' })
    expect(server.asked('me')).toBe(0)
  })

  it('is asked for its pages once an hour, however many sign in', async () => {
    let now = Date.now()
    const client = server.client({ clock: { now: () => now } })
    const before = server.asked('openid-configuration')
    const request = { state: 's', verifier: 'v', redirectUri: REDIRECT }
    await Promise.all([client.authorizationUrl(request), client.authorizationUrl(request)])
    await client.authorizationUrl(request)
    expect(server.asked('openid-configuration')).toBe(before + 1)
    now += HOUR
    await client.authorizationUrl(request)
    expect(server.asked('openid-configuration')).toBe(before + 2)
  })

  it('takes the secret in the body where that is all it lists', async () => {
    const other = await startOidc(REDIRECT, 'client_secret_post')
    const client = other.client()
    const attempt = { state: 's', verifier: randomToken(), redirectUri: REDIRECT }
    const back = await other.browse(await client.authorizationUrl(attempt), 'agree')
    const code = back?.searchParams.get('code') ?? ''
    const issuer = back?.searchParams.get('iss') ?? null
    // It stops at the token: the keys are asked for after that.
    other.spoil('token', () => null)
    await loginError(client.identify({ ...attempt, code, issuer }))
    expect(other.last()?.headers).not.toHaveProperty('authorization')
    expect(new URLSearchParams(other.last()?.body).get('client_secret')).toContain('a-secret_of/32+')
    await other.close()
  })

  it('a wrong secret is the operator’s business, a used code the reader’s', async () => {
    const wrong = server.client({ clientSecret: { reveal: () => 'another' } })
    expect(await refusal(wrong)).toMatch(/^config: token/)
    const client = server.client()
    const request = await agree(client)
    await client.identify(request)
    expect((await loginError(client.identify(request))).failure).toBe('expired')
  })
})

describe('an ID token', () => {
  const later = (claims: Json, seconds: number) => Number(claims['iat']) + seconds
  it.each<[string, (claims: Json) => Json]>([
    ['of another login (nonce)', (claims) => ({ ...claims, nonce: 'another' })],
    ['without a nonce', ({ nonce: _nonce, ...claims }) => claims],
    ['for another client (aud)', (claims) => ({ ...claims, aud: 'another' })],
    ['for several, issued to another (azp)', (claims) => ({ ...claims, aud: ['paper', 'b'], azp: 'b' })],
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['whose time is over', (claims) => ({ ...claims, exp: later(claims, -61) })],
    ['without an end', ({ exp: _exp, ...claims }) => claims],
    ['without a beginning', ({ iat: _iat, ...claims }) => claims],
    ['from the future', (claims) => ({ ...claims, iat: later(claims, 120) })],
    ['without a subject', ({ sub: _sub, ...claims }) => claims],
    ['with a subject of 256 characters', (claims) => ({ ...claims, sub: 'a'.repeat(256) })],
    ['with a subject that is not ASCII', (claims) => ({ ...claims, sub: '하늘' })],
  ])('%s is refused', async (_name, change) => {
    spoilToken(change)
    expect(await refusal()).toMatch(/^malformed: token/)
  })

  it('with a subject of 255 characters is taken', async () => {
    const sub = `auth0|${'~'.repeat(249)}`
    spoilToken((claims) => ({ ...claims, sub }))
    const client = server.client()
    expect((await client.identify(await agree(client))).subject).toBe(sub)
  })

  it.each<[string, () => void]>([
    ['signed by somebody else', () => spoilToken((claims) => claims, 'foreign')],
    [
      'signed by a key that is not published',
      () => spoilToken((claims) => claims, 'foreign', { kid: 'two' }),
    ],
    ['that calls itself unsigned', () => spoilToken((claims) => claims, 'own', { alg: 'none' })],
    ['that calls our secret its key', () => spoilToken((claims) => claims, 'own', { alg: 'HS256' })],
  ])('%s is refused', async (_name, spoil) => {
    spoil()
    expect(await refusal()).toMatch(/^malformed: (token|keys)/)
  })

  it('an unknown key makes us look again at most once a minute', async () => {
    const client = server.client()
    await client.identify(await agree(client))
    const before = server.asked('jwks')
    spoilToken((claims) => claims, 'foreign', { kid: 'two' })
    await refusal(client)
    await refusal(client)
    expect(server.asked('jwks')).toBe(before)
  })
})

describe('the callback', () => {
  it.each([
    ['without the issuer, where the provider says it sends one', null],
    ['with another issuer', 'https://evil.example'],
  ])('%s is refused, and no secret is sent', async (_name, issuer) => {
    const client = server.client()
    const request = await agree(client)
    const before = server.asked('token')
    expect((await loginError(client.identify({ ...request, issuer }))).failure).toBe('malformed')
    expect(server.asked('token')).toBe(before)
  })
})

describe('discovery', () => {
  const start = (client: Client) =>
    client.authorizationUrl({ state: 's', verifier: 'v', redirectUri: REDIRECT })

  it.each<[string, (body: Json) => unknown]>([
    ['of a foreign issuer', (body) => ({ ...body, issuer: 'https://evil.example' })],
    ['of nearly the issuer', (body) => ({ ...body, issuer: `${body['issuer']}/` })],
    ['that is a list', () => []],
    ['without a page to go to', ({ authorization_endpoint: _gone, ...body }) => body],
    ['whose page is a script', (body) => ({ ...body, authorization_endpoint: 'javascript:alert(1)' })],
    [
      'whose tokens go elsewhere in the open',
      (body) => ({ ...body, token_endpoint: 'http://evil.example/' }),
    ],
  ])('%s is the operator’s business', async (_name, change) => {
    server.spoil('openid-configuration', change)
    expect((await loginError(start(server.client()))).failure).toBe('config')
  })

  it('that redirects is not followed, one without an end is not read to it', async () => {
    const before = server.asked('openid-configuration')
    const failures = await Promise.all(
      ['moved', 'giant'].map(async (path) => {
        const client = server.client({ issuer: `${server.issuer}/${path}` })
        const { failure, note } = await loginError(start(client))
        return `${failure} ${note}`
      }),
    )
    expect(failures).toEqual(['config discovery RESPONSE_IS_NOT_CONFORM 302', 'config discovery too-large'])
    expect(server.asked('openid-configuration')).toBe(before + 2)
  })

  it('that fails once does not stand in the way of the next login', async () => {
    const client = server.client()
    server.spoil('openid-configuration', () => null)
    await loginError(start(client))
    server.heal()
    expect((await start(client)).origin).toBe(server.issuer)
  })

  it('of a machine inside is never asked', async () => {
    const client = server.client({ issuer: 'http://127.0.0.1:9', scopes: ['openid'] })
    expect((await loginError(start(client))).failure).toBe('config')
  })
})

it('a provider’s clock may differ from ours by a minute', async () => {
  const ahead = server.client({ clock: { now: () => Date.now() - MINUTE + 5_000 } })
  expect((await ahead.identify(await agree(ahead))).subject).toBe(OIDC_SUBJECT)
})
