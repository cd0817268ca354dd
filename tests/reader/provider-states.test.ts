import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/features/accounts/crypto.ts'
import { operatorLine } from '../../src/features/accounts/providers/operator.ts'
import { HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import type { World } from '../support/world.ts'
import {
  approve,
  createLoginWorld,
  leave,
  signInByPage,
  startPopup,
  unescapeHtml,
  visit,
} from './login-world.ts'

let world: World
beforeEach(async () => {
  world = await createLoginWorld()
})
afterEach(() => world.close())

/** One login that ends in this fault of the stand-in. */
async function failOnce(fault: 'credits' | 'usage-capped'): Promise<void> {
  const reader = visit(world)
  await reader.get(await approve(await leave(reader, world.article), 'maya', { fault }))
}

async function button(path: string, name = 'x'): Promise<string> {
  const html = await (await world.request(path)).text()
  return new RegExp(`<button[^>]*class="way ${name}"[^>]*>`).exec(html)?.[0] ?? ''
}

const article = () => `/a/${world.article.id}?lang=en`

describe('a provider that wants money', () => {
  it('is off at once on every page that offers it, also on kept ones, and says what to do instead', async () => {
    const pages = [article(), `/frame?site=ledger&article=${world.article.key}`, '/login']
    for (const page of pages) expect(await button(page)).not.toContain('disabled')
    await failOnce('credits')
    for (const page of pages) {
      expect(await button(page)).toContain('disabled')
      expect(await button(page, 'facebook')).not.toContain('disabled')
      const html = unescapeHtml(await (await world.request(page)).text())
      expect(html).toContain('X takes no logins at the moment; use Facebook.')
    }
    const korean = await (await world.request(`/a/${world.article.id}?lang=ko`)).text()
    expect(korean).toContain('지금은 X 로그인을 이용할 수 없습니다. 페이스북 계정으로 로그인해 주세요.')
    // Enter in the box must not press a button that is off.
    expect(korean).toContain('action="/login/facebook"')
  })

  it('begins no login, by page or by window; what was typed comes back', async () => {
    await failOnce('credits')
    const reader = visit(world)
    const answer = await reader.form('/login/x', {
      article: world.article.id,
      text: 'Kept, I hope',
      lang: 'en',
    })
    expect(answer.status).toBe(503)
    const html = await answer.text()
    expect(html).toContain('Kept, I hope</textarea>')
    expect(html).toContain('This way to log in is switched off for now')
    expect(answer.headers.getSetCookie()).toEqual([])
    await expect(startPopup(reader, world.article)).rejects.toThrow()
    const window = await (await reader.get(`/login/x/start?article=${world.article.id}&lang=en`)).text()
    expect(unescapeHtml(window)).toContain('This paper’s login with X is switched off for now')
    expect((await reader.form('/login/x', { site: 'ledger' })).status).toBe(503)
    expect((await leave(reader, world.article, {}, 'facebook')).pathname).toContain('/dialog/oauth')
  })

  it('is offered again after a quarter of an hour, when a job says so to kept pages', async () => {
    await failOnce('credits')
    world.clock.advance(15 * MINUTE - SECOND)
    await world.services.accounts.announceReturned()
    expect(await button(article())).toContain('disabled')
    world.clock.advance(SECOND)
    await world.services.accounts.announceReturned()
    expect(await button(article())).not.toContain('disabled')

    await failOnce('credits')
    expect(await button(article())).toContain('disabled')
    world.clock.advance(15 * MINUTE)
    await signInByPage(visit(world), world.article)
    expect(await world.stores.accounts.providerStates()).toEqual([])
  })

  it('is offered again when the clock was set back by more than it was to last', async () => {
    await failOnce('credits')
    world.clock.advance(-HOUR)
    await world.services.accounts.announceReturned()
    expect(await button(article())).not.toContain('disabled')
  })

  it('is offered again as soon as a login that was under way works', async () => {
    const early = visit(world)
    const url = await leave(early, world.article)
    await failOnce('credits')
    expect(await button(article())).toContain('disabled')
    await early.get(await approve(url))
    expect(await button(article())).not.toContain('disabled')
  })

  it('whose cap is reached is off for an hour, but never past midnight of UTC', async () => {
    const until = async () => (await world.stores.accounts.providerStates())[0]?.until
    await failOnce('usage-capped')
    expect(await until()).toBe(world.clock.now() + HOUR)
    world.clock.advance(14 * HOUR + 30 * MINUTE)
    await failOnce('usage-capped')
    expect(await until()).toBe(Date.UTC(2026, 5, 2))
  })

  it('has a line for the operator that says what to do and what happens', () => {
    const { level, message } = operatorLine('x', 'out-of-credit')
    expect(level).toBe('error')
    expect(message).toMatch(/buy credits.*15 minutes/)
  })

  it('and is the only one: readers are told that it is not their doing', async () => {
    await failOnce('credits')
    const marked = { provider: 'facebook', appId: 'sandbox-facebook', failure: 'capped' } as const
    const started = await leave(visit(world), world.article, {}, 'facebook')
    const attempt = await world.stores.accounts.startedAttempt(
      await sha256Hex(started.searchParams.get('state') ?? ''),
      world.clock.now(),
    )
    const state = { ...marked, since: world.clock.now(), until: world.clock.now() + HOUR }
    await world.stores.accounts.failAttempt(attempt?.id ?? '', 'capped', null, { state })
    const html = await (await world.request(`${article()}&sort=oldest`)).text()
    expect(html).toContain('X takes no logins at the moment. It is not your fault')
    expect(html).not.toContain('Log in with')
  })
})

describe('what logins cost', () => {
  it('is counted by month, for every profile that was read, also where nobody came in', async () => {
    const { accounts } = world.services
    const report = async () => (await accounts.providerReport(world.site.id))[0]
    await signInByPage(visit(world), world.article)
    const cancelled = visit(world)
    await cancelled.get(await approve(await leave(cancelled, world.article), '', { deny: '1' }))
    await failOnce('usage-capped')
    expect(await report()).toMatchObject({ provider: 'x', loginsThisMonth: 1, costUsd: 0.01 })
    expect(await report()).toMatchObject({ unavailable: 'capped', since: world.clock.now() })

    // One profile more, though the identity is taken.
    world.clock.advance(HOUR)
    const owner = await world.reader()
    const viewer = await accounts.viewer(owner.token, 'reader')
    if (!viewer) throw new Error('no viewer')
    viewer.session.createdAt = world.clock.now()
    const started = await accounts.startLink(viewer, 'x', 'en')
    const back = new URL(await approve(started.authorizationUrl), world.publicUrl).searchParams
    const taken = await accounts.finishLogin({
      provider: 'x',
      browserTokens: [started.browserToken],
      state: back.get('state') ?? '',
      code: back.get('code'),
      error: null,
      issuer: null,
    })
    expect(taken.failure).toBe('taken')
    expect(await report()).toMatchObject({ loginsThisMonth: 2, costUsd: 0.02 })

    world.clock.advance(30 * 24 * HOUR)
    await signInByPage(visit(world), world.article)
    expect(await report()).toMatchObject({ loginsThisMonth: 1, loginsLastMonth: 2, costUsd: 0.01 })
    expect((await accounts.providerReport(world.site.id))[1]).toMatchObject({
      provider: 'facebook',
      loginsThisMonth: 0,
      costUsd: null,
    })
  })
})
