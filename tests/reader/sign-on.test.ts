import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { createWorld, type World } from '../support/world.ts'
import { chooseName, isSignedIn, linkIn, startPopup, type Visitor, valueIn, visit } from './login-world.ts'
import { type Claims, PAPER, type PaperPage, paperPage, SIGN_ON } from './paper-page.ts'

const OTHER = 'https://www.courier.example'
let world: World
let paper: PaperPage
beforeAll(async () => {
  world = await createWorld({ site: { signOn: { url: SIGN_ON } } })
  paper = await paperPage(world)
})
afterAll(() => world.close())

/** The composer's form: answers where the browser leaves to. */
async function leave(reader: Visitor, fields: Record<string, string> = {}): Promise<URL> {
  const page = await reader.form('/login/paper', { article: world.article.id, lang: 'en', ...fields })
  expect(page.status).toBe(200)
  return new URL(linkIn(await page.text()))
}

const stateOf = (url: URL) => url.searchParams.get('state') ?? ''

/** Up to the page that leads back: its address, empty when the paper's word was not taken. */
async function vouch(state: string, claims: Claims = {}): Promise<string> {
  const page = await paper.post({ token: paper.sign(paper.claims(claims)), state })
  return page.status === 200 ? linkIn(await page.text()) : ''
}

const isBack = (href: string) => href.startsWith('/login/paper/return?')

describe('a member of the paper', () => {
  it('leaves with a state and the address to post to, and comes back with the draft', async () => {
    const maya = visit(world)
    const url = await leave(maya, { text: 'What about the harbour?' })
    expect(`${url.origin}${url.pathname}`).toBe(SIGN_ON)
    expect(url.searchParams.get('callback')).toBe(`${world.publicUrl}/login/paper/callback`)
    const answer = await paper.post({ token: paper.sign(), state: stateOf(url) })
    expect(answer.headers.getSetCookie()).toEqual([])
    const href = linkIn(await answer.text())
    expect(isBack(href)).toBe(true)
    const asked = await (await maya.get(href)).text()
    expect(valueIn(asked, 'name')).toBe('Maya Okafor')
    const arrived = await chooseName(maya, asked, 'Maya O.')
    const back = await (await maya.get(arrived.headers.get('location') ?? '')).text()
    expect(back).toContain('What about the harbour?</textarea>')
    expect(await isSignedIn(maya)).toBe(true)

    const again = visit(world)
    expect((await again.get(await vouch(stateOf(await leave(again))))).status).toBe(303)
    expect(await isSignedIn(again)).toBe(true)
    const [report] = await world.services.accounts.providerReport(world.site.id)
    expect(report).toMatchObject({ provider: 'paper', loginsThisMonth: 2, costUsd: null })
  })

  it('may come by a window that the frame opened', async () => {
    const reader = visit(world)
    const popup = await startPopup(reader, world.article, 'paper')
    const poll = async () =>
      (await reader.json('/login/poll', { attempt: popup.attempt, secret: popup.secret })).json()
    const href = await vouch(stateOf(popup.authorizationUrl), { sub: 'by-window' })
    expect(await poll()).toEqual({ status: 'waiting', failure: null })
    await chooseName(reader, await (await reader.get(href)).text(), 'Ana')
    expect(await poll()).toEqual({ status: 'done', failure: null })
  })

  it('who cancels at the paper is told so, and may start again', async () => {
    const reader = visit(world)
    const url = await leave(reader)
    const query = new URLSearchParams({ error: 'access_denied', state: stateOf(url) })
    expect(await (await reader.get(`/login/paper/callback?${query}`)).text()).toContain('was cancelled')
    expect(await vouch(stateOf(url))).toBe('')
  })

  it('is offered the button under the paper’s name, while there is a page and a key', async () => {
    const [way] = await world.services.accounts.offered(world.site.id)
    expect(way).toMatchObject({ name: 'paper', label: { en: 'The Morning Ledger account', ko: '모닝레저' } })
    const site = await world.services.sites.create({
      key: 'no-key',
      title: { en: 'A', ko: 'A' },
      origins: [OTHER],
      signOn: { url: `${OTHER}/x` },
    })
    expect(await world.services.accounts.offered(site.id)).toEqual([])
    expect((await visit(world).form('/login/paper', { site: 'no-key' })).status).toBe(404)
  })

  it('keeps the name that the paper gives as a suggestion, and nothing else of the token', async () => {
    const reader = visit(world)
    const url = await leave(reader)
    const href = await vouch(stateOf(url), {
      sub: 'rich',
      role: 'admin',
      email: 'a@b.example',
      roles: ['admin'],
    })
    const page = await chooseName(reader, await (await reader.get(href)).text(), 'Rich')
    expect(page.status).toBe(303)
    const account = await world.stores.accounts.byIdentity(world.site.id, {
      provider: 'paper',
      appId: world.site.id,
      subject: 'rich',
    })
    expect(account?.role).toBe('reader')
  })
})

describe('a token that is not as agreed signs nobody in', () => {
  const now = () => Math.floor(world.clock.now() / SECOND)
  const none = (claims: Claims) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${part({ alg: 'none', kid: paper.key.id })}.${part(claims)}.`
  }
  it.each<[string, () => string]>([
    ['no algorithm', () => none(paper.claims())],
    ['another algorithm in the header', () => paper.sign(paper.claims(), { alg: 'RS256' })],
    ['a stronger algorithm', () => paper.sign(paper.claims(), { alg: 'HS512' })],
    ['an unknown key', () => paper.sign(paper.claims(), { kid: '018f0000-0000-7000-8000-000000000000' })],
    ['no key', () => paper.sign(paper.claims(), { kid: undefined })],
    ['a header that asks for more', () => paper.sign(paper.claims(), { crit: ['b64'], b64: false })],
    ['another issuer', () => paper.sign(paper.claims({ iss: 'courier' }))],
    ['another audience', () => paper.sign(paper.claims({ aud: 'https://comments.courier.example' }))],
    ['several audiences', () => paper.sign(paper.claims({ aud: [world.publicUrl, 'b'] }))],
    ['no subject', () => paper.sign(paper.claims({ sub: undefined }))],
    ['an empty subject', () => paper.sign(paper.claims({ sub: '' }))],
    ['a subject of 256 characters', () => paper.sign(paper.claims({ sub: 'a'.repeat(256) }))],
    ['a subject that is a number', () => paper.sign(paper.claims({ sub: 17 }))],
    ['no jti', () => paper.sign(paper.claims({ jti: undefined }))],
    ['a jti of 7 characters', () => paper.sign(paper.claims({ jti: '1234567' }))],
    ['a jti of 101 characters', () => paper.sign(paper.claims({ jti: 'j'.repeat(101) }))],
    ['no beginning', () => paper.sign(paper.claims({ iat: undefined }))],
    ['no end', () => paper.sign(paper.claims({ exp: undefined }))],
    ['an end that is a text', () => paper.sign(paper.claims({ exp: String(now() + 60) }))],
    ['five minutes and a second', () => paper.sign(paper.claims({ exp: now() + 301 }))],
    ['an end before its beginning', () => paper.sign(paper.claims({ exp: now() - 1 }))],
    ['a beginning 61 seconds ahead', () => paper.sign(paper.claims({ iat: now() + 61, exp: now() + 120 }))],
    ['a time before which it is not valid', () => paper.sign(paper.claims({ nbf: now() + 61 }))],
    ['an end 60 seconds ago', () => paper.sign(paper.claims({ iat: now() - 200, exp: now() - 60 }))],
    [
      'a signature of another key',
      () => paper.sign(paper.claims(), {}, { ...paper.key, key: 'a'.repeat(43) }),
    ],
    ['a changed claim', () => paper.sign().replace(/\.[^.]+\./, `.${paper.sign().split('.')[1]}.`)],
    ['a signature spelled in another way', () => `${paper.sign()}=`],
    ['no signature', () => paper.sign().replace(/[^.]+$/, '')],
    ['four parts', () => `${paper.sign()}.x`],
    ['no token at all', () => 'hello'],
  ])('%s', async (_name, token) => {
    const reader = visit(world)
    const state = stateOf(await leave(reader))
    const page = await paper.post({ token: token(), state })
    const html = await page.text()
    expect(isBack(linkIn(html))).toBe(false)
    expect(html).toContain('Login did not work')
    // The attempt is over, whatever comes after.
    expect(await vouch(state)).toBe('')
  })

  it('a minute of difference between the clocks is forgiven', async () => {
    const readers = await Promise.all([1, 2].map(() => leave(visit(world))))
    const [late, early] = readers.map(stateOf)
    expect(isBack(await vouch(late ?? '', { iat: now() - 300, exp: now() - 59 }))).toBe(true)
    expect(isBack(await vouch(early ?? '', { iat: now() + 60, exp: now() + 120 }))).toBe(true)
  })

  it('the operator’s log names the part, and holds no token', async () => {
    const token = paper.sign(paper.claims({ aud: 'https://elsewhere.example' }))
    const heard: unknown[] = []
    world.services.events.on('login.failed', (event) => heard.push(event))
    await paper.post({ token, state: stateOf(await leave(visit(world))) })
    expect(heard).toEqual([
      { provider: 'paper', failure: 'config', note: 'sign-on token: aud', retryAt: null },
    ])
  })
})

describe('attacks on the paper’s way in', () => {
  it('a token works once, also for two at once', async () => {
    const states = await Promise.all([1, 2, 3].map(async () => stateOf(await leave(visit(world)))))
    const token = paper.sign()
    const pages = await Promise.all(states.map((state) => paper.post({ token, state })))
    const links = await Promise.all(pages.map(async (page) => linkIn(await page.text())))
    expect(links.filter(isBack)).toHaveLength(1)
  })

  it('an attempt takes one token, also of two at once', async () => {
    const state = stateOf(await leave(visit(world)))
    const pages = await Promise.all(['one', 'two'].map((sub) => vouch(state, { sub })))
    expect(pages.filter(isBack)).toHaveLength(1)
  })

  it.each([
    ['another site’s page', OTHER],
    ['nobody’s page', 'https://evil.example'],
    ['the paper over plain http', 'http://www.ledger.example'],
    ['a look-alike', 'https://www.ledger.example.evil.example'],
    ['our own page', 'https://comments.ledger.example'],
    ['a page that hides its origin', 'null'],
    ['no browser', null],
  ])('from %s, the paper’s good token is refused and stays good', async (_name, origin) => {
    const reader = visit(world)
    const state = stateOf(await leave(reader))
    const token = paper.sign()
    expect((await paper.post({ token, state }, origin)).status).toBe(403)
    expect(isBack(linkIn(await (await paper.post({ token, state })).text()))).toBe(true)
  })

  it('another site’s page and key open nothing here, though both are good there', async () => {
    const site = await world.services.sites.create({
      key: 'courier',
      title: { en: 'The Courier', ko: '쿠리어' },
      origins: [OTHER],
      signOn: { url: `${OTHER}/login` },
    })
    const other = await paperPage(world, site)
    const state = stateOf(await leave(visit(world)))
    expect((await other.post({ token: other.sign(), state }, OTHER)).status).toBe(403)
    const page = await paper.post({ token: other.sign(other.claims({ iss: 'ledger' })), state })
    expect(await page.text()).toContain('Login did not work')
  })

  it('the exception of the origin guard is this one address', async () => {
    const fields = { token: paper.sign(), state: 'x' }
    const post = async (path: string) => (await world.form(path, fields, undefined, { origin: PAPER })).status
    for (const path of ['/login/paper', '/login/paper/start', '/login/paper/callback/', '/logout'])
      expect(await post(path)).toBe(403)
    expect(await post('/login/x/callback')).toBe(405)
    const put = { method: 'PUT', headers: { origin: PAPER } }
    expect((await world.request('/login/paper/callback', put)).status).toBe(405)
  })

  it('without an attempt, or with one of another provider, nothing begins', async () => {
    expect((await paper.post({ token: paper.sign(), state: 'never-given' })).status).toBe(410)
    const state = stateOf(await leave(visit(world)))
    world.clock.advance(10 * MINUTE)
    expect((await paper.post({ token: paper.sign(), state })).status).toBe(410)
  })

  it('another browser cannot go on with it: not without the cookie, and not without the page’s answer', async () => {
    const maya = visit(world)
    const url = await leave(maya)
    const href = await vouch(stateOf(url), { sub: 'maya' })
    expect((await visit(world).get(href)).status).toBe(410)
    // A member is lured to the paper with a stranger's state: the token comes from the member's browser, and the
    // stranger has the cookie.
    const stranger = visit(world)
    const strangers = await leave(stranger)
    await vouch(stateOf(strangers), { sub: 'a-member' })
    const own = new URLSearchParams({ state: stateOf(strangers) })
    expect((await stranger.get(`/login/paper/return?${own}`)).status).toBe(410)
    const borrowed = new URLSearchParams({
      state: stateOf(strangers),
      proof: new URL(href, world.publicUrl).searchParams.get('proof') ?? '',
    })
    expect((await stranger.get(`/login/paper/return?${borrowed}`)).status).toBe(410)
    expect(await isSignedIn(stranger)).toBe(false)
    expect((await maya.get(href)).status).toBe(200)
  })

  it('the way back works once, and not before the paper has spoken', async () => {
    const reader = visit(world)
    const state = stateOf(await leave(reader))
    const guessed = createHmac('sha256', 'guess').update(state).digest('hex')
    const early = new URLSearchParams({ state, proof: guessed })
    expect((await reader.get(`/login/paper/return?${early}`)).status).toBe(410)
    const href = await vouch(state, { sub: 'once' })
    expect((await reader.get(href)).status).toBe(200)
    expect((await reader.get(href)).status).toBe(410)
  })

  it('a code in the place of a token is no answer of the paper’s', async () => {
    const reader = visit(world)
    const query = new URLSearchParams({ code: 'x', state: stateOf(await leave(reader)) })
    expect(await (await reader.get(`/login/paper/callback?${query}`)).text()).toContain('Login did not work')
  })
})

describe('keys of the sign-on', () => {
  it('two live side by side, a third waits; an ended one vouches for nobody', async () => {
    const { accounts } = world.services
    const second = await accounts.addSignOnKey(world.site.id)
    expect(Buffer.from(second.key, 'base64url')).toHaveLength(32)
    await expect(accounts.addSignOnKey(world.site.id)).rejects.toMatchObject({ type: 'sign-on-keys-full' })
    const post = async (key: typeof second) => {
      const state = stateOf(await leave(visit(world)))
      return isBack(
        linkIn(await (await paper.post({ token: paper.sign(paper.claims(), {}, key), state })).text()),
      )
    }
    expect([await post(second), await post(paper.key)]).toEqual([true, true])
    await accounts.endSignOnKey(world.site.id, second.id)
    expect([await post(second), await post(paper.key)]).toEqual([false, true])
    await expect(accounts.endSignOnKey(world.site.id, second.id)).rejects.toMatchObject({ type: 'not-found' })
  })

  it.each([
    ['on another origin', 'https://evil.example/login'],
    ['in the open', 'http://www.ledger.example/login'],
    ['that is a script', 'javascript:alert(1)'],
  ])('a page %s is refused', async (_name, url) => {
    await expect(world.services.sites.update('ledger', { signOn: { url } })).rejects.toMatchObject({
      type: 'invalid-field',
    })
  })
})
