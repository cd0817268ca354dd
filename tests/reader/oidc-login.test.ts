import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type OidcServer, startOidc } from '../accounts/oidc-server.ts'
import { createWorld, type World } from '../support/world.ts'
import { chooseName, isSignedIn, linkIn, unescapeHtml, type Visitor, valueIn, visit } from './login-world.ts'

const PUBLIC_URL = 'https://comments.ledger.example'
let server: OidcServer
let world: World
beforeAll(async () => {
  server = await startOidc(`${PUBLIC_URL}/login/oidc/callback`)
  const clock = { now: () => world.clock.now() }
  const label = { en: 'Harbour ID', ko: '하버 아이디' }
  world = await createWorld({ providers: [server.client({ label, clock })], start: Date.now() })
})
afterEach(() => server.heal())
afterAll(async () => {
  await world.close()
  await server.close()
})

async function leave(reader: Visitor): Promise<URL> {
  const page = await reader.form('/login/oidc', { article: world.article.id, text: 'A draft', lang: 'en' })
  return new URL(linkIn(await page.text()))
}

async function callback(url: URL, choice: 'agree' | 'cancel' = 'agree'): Promise<string> {
  const back = await server.browse(url, choice)
  return `${back?.pathname}${back?.search}`
}

it('a reader signs in under the operator’s name for the provider', async () => {
  const reader = visit(world)
  const page = await (await reader.get(`/a/${world.article.id}?lang=ko`)).text()
  expect(page).toContain('하버 아이디 계정으로 로그인')
  const path = await callback(await leave(reader))
  expect(path).toMatch(/^\/login\/oidc\/callback\?/)
  const asked = await (await reader.get(path)).text()
  expect(valueIn(asked, 'name')).toBe('김하늘')
  expect((await chooseName(reader, asked, '김하늘')).status).toBe(303)
  expect(await isSignedIn(reader)).toBe(true)
  expect((await reader.get(path)).status).toBe(410)
})

it('cancelling is no fault of anybody’s', async () => {
  const reader = visit(world)
  const html = await (await reader.get(await callback(await leave(reader), 'cancel'))).text()
  expect(unescapeHtml(html)).toContain('The login at Harbour ID was cancelled')
})

it('the answer of another issuer, or of none, signs nobody in', async () => {
  for (const issuer of ['https://evil.example', null]) {
    const reader = visit(world)
    const answer = new URL(await callback(await leave(reader)), PUBLIC_URL)
    if (issuer === null) answer.searchParams.delete('iss')
    else answer.searchParams.set('iss', issuer)
    expect(await (await reader.get(answer.pathname + answer.search)).text()).toContain('Login did not work')
    expect(await isSignedIn(reader)).toBe(false)
  }
})

it('a provider that cannot be found out about costs nobody their text, and no page its speed', async () => {
  const lost = server.client({ issuer: `${server.issuer}/moved` })
  const before = server.asked('openid-configuration')
  const other = await createWorld({ providers: [lost] })
  const reader = visit(other)
  expect((await reader.get(`/a/${other.article.id}`)).status).toBe(200)
  expect(server.asked('openid-configuration')).toBe(before)
  const answer = await reader.form('/login/oidc', { article: other.article.id, text: 'A draft', lang: 'en' })
  expect(answer.status).toBe(502)
  expect(await answer.text()).toContain('A draft</textarea>')
  expect(answer.headers.getSetCookie()).toEqual([])
  await other.close()
})
