import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import { ATTEMPT_MS } from '../../src/features/accounts/rules.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { FACEBOOK_FAULTS } from '../../src/sandbox/facebook-faults.ts'
import { personaByKey } from '../../src/sandbox/personas.ts'
import { X_FAULTS } from '../../src/sandbox/x-faults.ts'
import type { World } from '../support/world.ts'
import {
  ATTEMPT_COOKIE,
  approve,
  createLoginWorld,
  isSignedIn,
  leave,
  linkIn,
  SESSION,
  signInByPage,
  startPopup,
  unescapeHtml,
  type Visitor,
  valueIn,
  visit,
} from './login-world.ts'

let world: World
let article: Article
beforeAll(async () => {
  world = await createLoginWorld()
  article = world.article
  await signInByPage(visit(world), article)
})
afterAll(() => world.close())

const DRAFT = 'A draft that took ten minutes.'

/** A refusal as a person gets it: a page with a sentence, no session. */
async function expectRefused(visitor: Visitor, path: string, status: number): Promise<void> {
  const answer = await visitor.get(path, { accept: 'text/html' })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(await answer.text()).toContain('<h1>')
  expect(visitor.cookies.has(SESSION)).toBe(false)
}

describe('a callback', () => {
  it('with a forged state, or of another browser, is refused; the attempt of the right one goes on', async () => {
    const reader = visit(world)
    const callback = await approve(await leave(reader, article))
    const forged = new URL(callback, world.publicUrl)
    forged.searchParams.set('state', randomToken())
    await expectRefused(reader, forged.pathname + forged.search, 410)
    await expectRefused(visit(world), callback, 410)
    const other = visit(world)
    await leave(other, article)
    await expectRefused(other, callback, 410)
    expect((await reader.get(callback)).status).toBe(303)
  })

  it.each(LANGUAGES)('too late or in another browser leads back to where it began (%s)', async (lang) => {
    const { login } = catalogue(lang).reader
    const back = `/a/${article.id}?lang=${lang}&draft=`
    async function expectLed(answer: Response): Promise<void> {
      const html = await answer.text()
      expect([answer.status, linkIn(html).slice(0, back.length)]).toEqual([410, back])
      expect(html).toContain(`<html lang="${lang}"`)
      expect(html).toContain(login.failures.expired('X'))
      expect(html).not.toContain(DRAFT)
    }
    const [reader, newcomer] = [visit(world), visit(world)]
    const callback = await approve(await leave(reader, article, { text: DRAFT, lang }))
    await expectLed(await visit(world).get(callback))
    const asked = await newcomer.get(
      await approve(await leave(newcomer, article, { text: DRAFT, lang }), 'seojun'),
    )
    const attempt = valueIn(await asked.text(), 'attempt')
    world.clock.advance(ATTEMPT_MS)
    await expectLed(await reader.get(callback))
    await expectLed(await newcomer.form('/login/name', { attempt, name: '박서준', lang }))
    // What is forgotten by now leads to a login all the same.
    await world.services.accounts.purgeExpired()
    const forgotten = await reader.get(`${callback}&lang=${lang}`)
    expect(linkIn(await forgotten.text())).toBe(`/login?lang=${lang}`)
  })

  it.each(['code', 'state', 'error'])('with %s twice is malformed', async (name) => {
    const reader = visit(world)
    const callback = await approve(await leave(reader, article))
    const value = new URL(callback, world.publicUrl).searchParams.get(name) ?? 'access_denied'
    const twice =
      name === 'error' ? `${callback}&error=${value}&error=${value}` : `${callback}&${name}=${value}`
    await expectRefused(reader, twice, 400)
  })

  it('works once', async () => {
    const reader = visit(world)
    const callback = await approve(await leave(reader, article))
    expect((await reader.get(callback)).status).toBe(303)
    reader.cookies.delete(SESSION)
    await expectRefused(reader, callback, 410)
  })

  it('at the other provider’s address spends the attempt', async () => {
    const reader = visit(world)
    const callback = await approve(await leave(reader, article))
    await expectRefused(reader, callback.replace('/login/x/', '/login/facebook/'), 200)
    await expectRefused(reader, callback, 410)
  })

  it('after ten minutes is too late', async () => {
    const reader = visit(world)
    const url = await leave(reader, article)
    world.clock.advance(10 * MINUTE - SECOND)
    const inTime = await approve(url)
    world.clock.advance(SECOND)
    await expectRefused(reader, inTime, 410)
  })

  it.each(['x', 'facebook'] as const)(
    'of somebody who cancelled at %s leads back to the draft',
    async (provider) => {
      const reader = visit(world)
      const url = await leave(reader, article, { text: DRAFT, lang: 'en' }, provider)
      const page = await reader.get(await approve(url, '', { deny: '1' }))
      expect(page.status).toBe(200)
      const html = await page.text()
      expect(html).toContain('was cancelled')
      const back = await (await reader.get(linkIn(html))).text()
      expect(back).toContain(`${DRAFT}</textarea>`)
      expect(await (await visit(world).get(linkIn(html))).text()).not.toContain(DRAFT)
    },
  )

  it.each([
    '',
    '?state=',
    `?state=${'s'.repeat(501)}`,
    '?code=1',
    '?error=access_denied',
    '?state=%00%ff',
    '?%',
  ])('that nobody asked for (%s) is a page', async (query) => {
    const answer = await visit(world).get(`/login/x/callback${query}`)
    expect([400, 410]).toContain(answer.status)
    expect(await answer.text()).toContain('<h1>')
  })
})

const OTHERS = new Set(['hang', 'profile-hang', 'no-picture', 'no-email'])
const faults = (
  [
    ['x', X_FAULTS],
    ['facebook', FACEBOOK_FAULTS],
  ] as const
).flatMap(([provider, list]) =>
  // A silent provider is cut after five real seconds: the outbound client's own test.
  list.filter(({ key }) => !OTHERS.has(key)).map(({ key }) => [provider, key] as const),
)

describe('a provider’s bad day', () => {
  // A provider without credit takes no logins for a while.
  afterEach(() => world.clock.advance(HOUR))

  it.each(faults)('%s, %s: a sentence, the draft kept, no session', async (provider, fault) => {
    const logged = world.log.length
    const reader = visit(world)
    const url = await leave(reader, article, { text: DRAFT, lang: 'en' }, provider)
    const answer = await reader.get(await approve(url, 'maya', { fault }))
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(unescapeHtml(html)).toMatch(/role="alert">[^<]*(text is kept|text is kept\.)/)
    expect(html).not.toMatch(/OAuthException|invalid_request|Error validating/)
    expect(reader.cookies.has(SESSION)).toBe(false)
    expect(await (await reader.get(linkIn(html))).text()).toContain(`${DRAFT}</textarea>`)
    expect(world.log.slice(logged).filter((line) => line.startsWith('error'))).toEqual([])
  })
})

describe('starting', () => {
  it('a GET takes no challenge: the link of a stranger starts nothing', async () => {
    const reader = visit(world)
    const hash = await sha256Hex(randomToken())
    for (const path of [
      `/login/x?article=${article.id}&redeem=${hash}`,
      `/login/x/start?article=${article.id}&redeem=${hash}&redeemHash=${hash}`,
      `/login/redeem?attempt=${article.id}&secret=${randomToken()}`,
    ]) {
      const answer = await reader.get(path)
      expect([200, 404, 405]).toContain(answer.status)
      expect(await answer.text()).not.toContain(hash)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it('no parameter says where to return to', async () => {
    const reader = visit(world)
    const form = await reader.form('/login/x', { article: article.id, returnTo: 'https://evil.example/' })
    expect(form.status).toBe(400)
    const url = await leave(reader, article)
    const answer = await reader.get(`${await approve(url)}&returnTo=//evil.example&next=https://evil.example`)
    expect(answer.headers.get('location')).toMatch(new RegExp(`^/a/${article.id}\\?`))
  })

  it('a browser keeps five attempts, the newest; the oldest cannot be finished any more', async () => {
    const reader = visit(world)
    const urls: URL[] = []
    for (let count = 0; count < 7; count += 1) {
      urls.push(await leave(reader, article))
      world.clock.advance(SECOND)
      const kept = Array.from(reader.cookies.keys()).filter((name) => name.startsWith(ATTEMPT_COOKIE))
      expect(kept.length).toBe(Math.min(5, count + 1))
    }
    const [oldest, , third] = urls
    if (!oldest || !third) throw new Error('no attempts')
    await expectRefused(reader, await approve(oldest), 410)
    expect((await reader.get(await approve(third))).status).toBe(303)
  })

  it('an unknown provider or article is not found', async () => {
    const reader = visit(world)
    expect((await reader.form('/login/x', { article: world.site.id })).status).toBe(404)
    for (const name of ['google', 'X', '__proto__', 'constructor']) {
      const answer = await reader.form(`/login/${name}`, { article: article.id })
      expect([400, 404, 422]).toContain(answer.status)
    }
  })
})

const WAY = ['callback', 'name', 'redeem', 'page-token'] as const
const STEPS = [...WAY, 'poll', 'wait'] as const
type Step = (typeof STEPS)[number]
type Who = 'reader' | 'attacker'
const who = fc.constantFrom<Who>('reader', 'attacker')
const anyStep = fc.record({ step: fc.constantFrom<Step>(...STEPS), by: who, on: who })
/** Both go their own way in turns of any order, and after each turn anything may happen. */
const turns = fc
  .array(fc.tuple(who, fc.array(anyStep, { maxLength: 2 })), { minLength: 4, maxLength: 9 })
  .map((taken) => {
    const at: Record<Who, number> = { reader: 0, attacker: 0 }
    return taken.flatMap(([turn, between]) => {
      const step = WAY[at[turn]++ % WAY.length] ?? 'callback'
      return [{ step, by: turn, on: turn }, ...between]
    })
  })

describe('in any order', () => {
  it('a session goes only to the browser and the secret that began the sign-in, and once', async () => {
    let runs = 0
    let given = 0
    const flow = fc.constantFrom('page', 'popup', 'redirect')
    const property = fc.asyncProperty(
      flow,
      flow,
      fc.boolean(),
      turns,
      async (reader, attacker, known, taken) => {
        runs += 1
        const parties = await begin(`orders-${runs}`, { reader, attacker }, known)
        const sessions: Record<Who, number> = { reader: 0, attacker: 0 }
        // Each may know the other's attempt, state and code; cookies and secrets stay with their owners.
        for (const { step, by, on } of taken) {
          const { visitor, secret, name } = parties[by]
          const before = visitor.cookies.get(SESSION)
          const token = await take(step, visitor, parties[on], secret)
          const after = token ?? visitor.cookies.get(SESSION)
          if (after === undefined || after === before) continue
          expect(by).toBe(on)
          const viewer = await world.services.accounts.viewer(after, 'reader')
          expect(viewer?.account.displayName).toBe(name)
          if (token === null) sessions[by] += 1
          given += 1
        }
        expect(Math.max(sessions.reader, sessions.attacker)).toBeLessThanOrEqual(1)
      },
    )
    await fc.assert(property, { numRuns: 40 })
    expect(given).toBeGreaterThan(5)
  })

  interface Party {
    visitor: Visitor
    secret: string
    name: string
    attempt: string
    callback: string
  }

  /** Two people on a paper of their own, each with a sign-in begun and approved at the provider. */
  async function begin(key: string, flows: Record<Who, string>, known: boolean): Promise<Record<Who, Party>> {
    const site = await world.services.sites.create({
      key,
      title: { en: key, ko: key },
      origins: ['https://www.ledger.example'],
    })
    const place = await world.services.articles.put(site, {
      key,
      url: `https://www.ledger.example/${key}`,
      headline: key,
      publishedAt: world.clock.now(),
      language: 'en',
    })
    const party = async (of: Who, persona: string): Promise<Party> => {
      const visitor = visit(world)
      const base = { visitor, name: `${of} ${key}` }
      // Somebody known is asked for no name: the callback alone ends the sign-in.
      const identity = {
        provider: 'sandbox:x',
        appId: 'sandbox-x',
        subject: personaByKey(persona)?.xId ?? '',
      }
      if (known) await world.services.accounts.register(site.id, identity, base.name, 'en')
      if (flows[of] === 'popup') {
        const { attempt, secret, authorizationUrl } = await startPopup(visitor, place)
        return { ...base, attempt, secret, callback: await approve(authorizationUrl, persona) }
      }
      const secret = randomToken()
      const redeem: Record<string, string> =
        flows[of] === 'redirect' ? { redeem: await sha256Hex(secret) } : {}
      const callback = await approve(await leave(visitor, place, redeem), persona)
      const [cookie = ''] = visitor.cookies.keys()
      return { ...base, secret, callback, attempt: cookie.slice(ATTEMPT_COOKIE.length) }
    }
    return { reader: await party('reader', 'maya'), attacker: await party('attacker', 'haneul') }
  }

  /** Does the step; answers a page token where one was given. No step may be an error of ours. */
  async function take(step: Step, visitor: Visitor, target: Party, secret: string): Promise<string | null> {
    if (step === 'wait') {
      world.clock.advance(20 * SECOND)
      return null
    }
    const { attempt, callback, name } = target
    const answer =
      step === 'callback'
        ? await visitor.get(callback)
        : step === 'name'
          ? await visitor.form('/login/name', { attempt, name, lang: 'en' })
          : await visitor.json(`/login/${step}`, { attempt, secret })
    expect(answer.status).toBeLessThan(500)
    if (step !== 'page-token' || answer.status !== 200) return null
    return ((await answer.json()) as { token: string }).token
  }
})

it('the name page of one browser is not another’s', async () => {
  const reader = visit(world)
  const page = await (await reader.get(await approve(await leave(reader, article), 'no-avatar'))).text()
  const attempt = valueIn(page, 'attempt')
  const thief = visit(world)
  expect((await thief.form('/login/name', { attempt, name: 'Thief' })).status).toBe(410)
  thief.cookies.set(`${ATTEMPT_COOKIE}${attempt}`, randomToken())
  expect((await thief.form('/login/name', { attempt, name: 'Thief' })).status).toBe(410)
  expect(await isSignedIn(thief)).toBe(false)
})
