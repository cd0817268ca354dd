import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '../../src/features/accounts/rules.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import type { World } from '../support/world.ts'
import {
  approve,
  chooseName,
  cookieHeader,
  createLoginWorld,
  isSignedIn,
  leave,
  linkIn,
  SESSION,
  signInByPage,
  startPopup,
  valueIn,
  visit,
} from './login-world.ts'

let world: World
let article: Article
beforeAll(async () => {
  world = await createLoginWorld()
  article = world.article
})
afterAll(() => world.close())

const DRAFT = 'Were the shelters <checked> in "spring"?'

/** The last word counts: whatever else of this name is in the browser is deleted first. */
function sessionCookie(response: Response): string | undefined {
  return response.headers
    .getSetCookie()
    .filter((line) => line.startsWith(`${SESSION}=`))
    .at(-1)
}

describe('by plain pages', () => {
  it.each(['x', 'facebook'] as const)(
    '%s: the draft comes back, and the name is asked for once',
    async (provider) => {
      const maya = visit(world)
      const url = await leave(maya, article, { text: DRAFT, lang: 'en' }, provider)
      const asked = await maya.get(await approve(url))
      const page = await asked.text()
      expect(asked.status).toBe(200)
      expect(sessionCookie(asked)).toBeUndefined()
      expect(valueIn(page, 'name')).toBe('Maya Okafor')

      const arrived = await chooseName(maya, page, 'Maya O.')
      expect(arrived.status).toBe(303)
      const [value = '', ...attributes] = (sessionCookie(arrived) ?? '').split('; ')
      expect(value).toMatch(/^__Host-brevier_reader=[\w-]{43}$/)
      expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=7776000', 'Path=/', 'SameSite=Lax', 'Secure'])
      const discussion = await (await maya.get(arrived.headers.get('location') ?? '')).text()
      expect(discussion).toContain('Were the shelters &lt;checked&gt; in &quot;spring&quot;?</textarea>')
      expect(discussion).toContain('Maya O.')
      expect(discussion).toContain('action="/logout"')

      const again = visit(world)
      const second = await again.get(await approve(await leave(again, article, {}, provider)))
      expect(second.status).toBe(303)
      expect(await isSignedIn(again)).toBe(true)
    },
  )

  it('signing out ends the session at the server, not only the cookie', async () => {
    const maya = visit(world)
    await signInByPage(maya, article)
    const stolen = visit(world)
    stolen.cookies.set(SESSION, maya.cookies.get(SESSION) ?? '')
    expect(await isSignedIn(stolen)).toBe(true)
    const out = await maya.form('/logout', { article: article.id })
    expect(out.status).toBe(303)
    expect(maya.cookies.has(SESSION)).toBe(false)
    expect(await isSignedIn(stolen)).toBe(false)
  })

  it('signing out inside the frame stays in it, with its language and theme', async () => {
    const maya = visit(world)
    await signInByPage(maya, article)
    const out = await maya.form('/logout', { article: article.id, lang: 'ko', frame: 'dark' })
    const to = new URL(out.headers.get('location') ?? '', world.publicUrl)
    expect(to.pathname).toBe('/frame')
    expect(Object.fromEntries(to.searchParams)).toEqual({
      site: world.site.key,
      article: article.key,
      lang: 'ko',
      theme: 'dark',
    })
    expect((await maya.form('/logout', { article: article.id, frame: '//evil.example' })).status).toBe(422)
  })

  it('a session ends after thirty days without a visit, and after ninety in any case', async () => {
    const [idle, busy] = [visit(world), visit(world)]
    await signInByPage(idle, article)
    await signInByPage(busy, article)
    for (let day = 29; day < 90; day += 29) {
      world.clock.advance(29 * DAY)
      expect(await isSignedIn(busy)).toBe(true)
    }
    expect(await isSignedIn(idle)).toBe(false)
    world.clock.advance(3 * DAY)
    expect(await isSignedIn(busy)).toBe(false)
  })

  it('two session cookies sign nobody in: one of them may be a sibling domain’s', async () => {
    const maya = visit(world)
    await signInByPage(maya, article)
    const own = maya.cookies.get(SESSION) ?? ''
    const twice = cookieHeader([
      [SESSION, own],
      [SESSION, own],
    ])
    expect(await (await maya.get('/login/session', { cookie: twice })).json()).toEqual({ signedIn: false })
    expect((await maya.get('/me', { cookie: twice })).status).toBe(303)
    expect((await maya.get('/me')).status).toBe(200)
  })

  it('a cookie from before is never upgraded, and an older session of this browser ends', async () => {
    const planted = visit(world)
    const chosen = 'attackerschosenvalueattackerschosenvalue123'
    planted.cookies.set(SESSION, chosen)
    await signInByPage(planted, article)
    expect(planted.cookies.get(SESSION)).not.toBe(chosen)
    expect(await isSignedIn(planted)).toBe(true)
    const attacker = visit(world)
    attacker.cookies.set(SESSION, chosen)
    expect(await isSignedIn(attacker)).toBe(false)

    attacker.cookies.set(SESSION, planted.cookies.get(SESSION) ?? '')
    await signInByPage(planted, article)
    expect(await isSignedIn(planted)).toBe(true)
    expect(await isSignedIn(attacker)).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['no letter', '!!! ???'],
    ['31 characters', '가'.repeat(31)],
    ['an override', 'Maya\u202eOkafor\u202c'],
    ['an isolate', 'Maya\u2066x\u2069'],
    ['an invisible space', 'Ma\u200bya'],
    ['invisible characters alone', '\u200d\u2060'],
    ['a private character', 'Maya\ue000'],
    ['stacked marks', `Maya${'\u0301'.repeat(20)}`],
  ])('a name of %s is refused, and asked for again with its text', async (_what, name) => {
    const reader = visit(world)
    // Another account at each try would be a name already chosen: refused names never make one.
    const page = await (await reader.get(await approve(await leave(reader, article), 'seojun'))).text()
    const refused = await chooseName(reader, page, name)
    expect(refused.status).toBe(422)
    expect(await refused.clone().text()).toContain('id="name-problem"')
    expect(valueIn(await refused.text(), 'attempt')).toBe(valueIn(page, 'attempt'))
    expect(reader.cookies.has(SESSION)).toBe(false)
  })

  it('control characters and new lines do not reach a name', async () => {
    const reader = visit(world)
    const page = await (await reader.get(await approve(await leave(reader, article), 'protected'))).text()
    await chooseName(reader, page, ' Tom\u0007ás\r\n  Vidal\u0000 ')
    const me = await (await reader.get('/me')).text()
    expect(me).toContain('Tomás Vidal')
  })
})

describe('by a window of its own', () => {
  async function finished(persona = 'haneul') {
    const [window, frame] = [visit(world), visit(world)]
    const popup = await startPopup(window, article)
    const poll = () => frame.json('/login/poll', popupBody(popup))
    const callback = await approve(popup.authorizationUrl, persona)
    const page = await window.get(callback)
    const html = await page.text()
    const asked = valueIn(html, 'attempt') !== ''
    const end = asked ? await chooseName(window, html, '김하늘') : page
    return { popup, window, frame, poll, end }
  }
  const popupBody = ({ attempt, secret }: { attempt: string; secret: string }) => ({ attempt, secret })
  const status = async (answer: Promise<Response>) =>
    ((await (await answer).json()) as { status: string }).status

  it('only the frame with the secret gets the session, once, and the window gets none', async () => {
    const window = visit(world)
    const popup = await startPopup(window, article)
    const frame = visit(world)
    const poll = () => frame.json('/login/poll', popupBody(popup))
    expect(await status(poll())).toBe('waiting')
    expect((await frame.json('/login/redeem', popupBody(popup))).status).toBe(410)
    const asked = await (await window.get(await approve(popup.authorizationUrl, 'haneul'))).text()
    expect(await status(poll())).toBe('name-needed')
    expect((await frame.json('/login/redeem', popupBody(popup))).status).toBe(410)
    const done = await chooseName(window, asked, '김하늘')
    expect(done.status).toBe(200)
    expect(sessionCookie(done)).toBeUndefined()
    expect(await status(poll())).toBe('done')

    const stranger = await startPopup(visit(world), article)
    const wrong = { attempt: popup.attempt, secret: stranger.secret }
    for (const path of ['/login/poll', '/login/redeem', '/login/page-token'])
      expect((await frame.json(path, wrong)).status).toBe(410)

    const redeemed = await frame.json('/login/redeem', popupBody(popup))
    expect(redeemed.status).toBe(204)
    expect(sessionCookie(redeemed)).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await isSignedIn(frame)).toBe(true)
    const second = visit(world)
    expect((await second.json('/login/redeem', popupBody(popup))).status).toBe(410)
    expect(await isSignedIn(window)).toBe(false)
  })

  it('on a paper of another site the cookie is partitioned', async () => {
    const site = await world.services.sites.create({
      key: 'elsewhere',
      title: { en: 'Elsewhere', ko: '다른 곳' },
      origins: ['https://www.elsewhere.example'],
    })
    const other = await world.services.articles.put(site, {
      key: 'one',
      url: 'https://www.elsewhere.example/one',
      headline: 'One',
      publishedAt: world.clock.now(),
      language: 'en',
    })
    const window = visit(world)
    const popup = await startPopup(window, other)
    const asked = await (await window.get(await approve(popup.authorizationUrl, 'maya'))).text()
    await chooseName(window, asked, 'Maya')
    const redeemed = await visit(world).json('/login/redeem', popupBody(popup))
    expect(sessionCookie(redeemed)).toMatch(/HttpOnly; Secure; SameSite=None; Partitioned$/)
  })

  it('a minute after the end there is nothing left to redeem', async () => {
    const late = await finished()
    world.clock.advance(MINUTE + 1)
    expect((await late.frame.json('/login/redeem', popupBody(late.popup))).status).toBe(410)
    const inTime = await finished()
    world.clock.advance(MINUTE - SECOND)
    expect((await inTime.frame.json('/login/redeem', popupBody(inTime.popup))).status).toBe(204)
  })

  it('a refused cookie is exchanged once for a token of this article alone', async () => {
    const { popup, frame } = await finished()
    const redeemed = await frame.json('/login/redeem', popupBody(popup))
    expect([redeemed.status, await redeemed.text()]).toEqual([204, ''])
    expect(await isSignedIn(frame)).toBe(true)
    const exchanged = await frame.json('/login/page-token', popupBody(popup))
    expect(exchanged.headers.getSetCookie()).toEqual([])
    const { token, displayName } = (await exchanged.json()) as { token: string; displayName: string }
    expect(displayName).toBe('김하늘')
    expect(await isSignedIn(frame)).toBe(false)
    expect((await frame.json('/login/page-token', popupBody(popup))).status).toBe(410)

    const nobody = visit(world)
    const comment = (id: string, key: string, headers: Record<string, string>) =>
      nobody.json(
        `/v1/articles/${id}/comments`,
        { text: `A word about ${key}` },
        { 'idempotency-key': key, ...headers },
      )
    const bearer = { authorization: `Bearer ${token}` }
    expect((await comment(article.id, 'right-article', bearer)).status).toBe(201)
    const other = await world.putArticle()
    expect((await comment(other.id, 'other-article', bearer)).status).toBe(401)
    // The door lets nobody in there, and the verb would not either.
    expect(await (await nobody.get(`/a/${article.id}`, bearer)).text()).toContain('김하늘')
    expect(await (await nobody.get(`/a/${other.id}`, bearer)).text()).not.toContain('김하늘')
    const viewer = await world.services.accounts.viewer(token, 'reader')
    if (!viewer) throw new Error('the token is nobody’s')
    const place = { site: world.site, article: other }
    const said = { text: 'A word without the door', review: true }
    await expect(world.services.comments.submit(actorOf(viewer), place, said, null)).rejects.toMatchObject({
      type: 'sign-in-required',
    })
    expect((await nobody.get('/me', bearer)).status).toBe(303)
    const asCookie = { cookie: `${SESSION}=${token}` }
    expect((await comment(article.id, 'as-a-cookie', asCookie)).status).toBe(401)
    expect((await nobody.get('/me', asCookie)).status).toBe(303)
    expect((await nobody.get('/console', { cookie: `__Host-brevier_staff=${token}` })).status).toBe(303)
    world.clock.advance(HOUR)
    expect((await comment(article.id, 'an-hour-later', bearer)).status).toBe(401)
  })

  it('a token of one article shows nothing of its reader elsewhere', async () => {
    const { popup, frame } = await finished()
    await frame.json('/login/redeem', popupBody(popup))
    const other = await world.putArticle()
    const text = 'Waiting under another article'
    await frame.json(`/v1/articles/${other.id}/comments`, { text }, { 'idempotency-key': 'other-waiting' })
    expect(await (await frame.get(`/a/${other.id}`)).text()).toContain(text)
    const exchanged = await frame.json('/login/page-token', popupBody(popup))
    const { token } = (await exchanged.json()) as { token: string }
    const page = await visit(world).get(`/a/${other.id}`, { authorization: `Bearer ${token}` })
    expect(await page.text()).not.toContain(text)
  })
})

describe('by leaving the article', () => {
  it('leads back to the stored address, with nothing that is worth stealing', async () => {
    const reader = visit(world)
    const { secret } = await startPopup(visit(world), article)
    const redeem = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)),
    ).toString('hex')
    const url = await leave(reader, article, { redeem, text: 'x' })
    const back = await reader.get(`${await approve(url, 'haneul')}&returnTo=https://evil.example/`)
    const html = await back.text()
    const attempt = /#brevier=([\w-]+)$/.exec(linkIn(html))?.[1] ?? ''
    expect(linkIn(html)).toBe(`${article.url}#brevier=${attempt}`)
    expect(html).not.toContain('evil.example')
    expect(sessionCookie(back)).toBeUndefined()
    expect(await isSignedIn(reader)).toBe(false)

    const frame = visit(world)
    expect((await frame.json('/login/redeem', { attempt, secret })).status).toBe(204)
    expect(await isSignedIn(frame)).toBe(true)
  })
})
