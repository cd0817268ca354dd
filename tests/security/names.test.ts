import { createHmac, randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { linkIn, type Visitor, valueIn, visit } from '../reader/login-world.ts'
import { type PaperPage, paperPage, SIGN_ON } from '../reader/paper-page.ts'
import { another } from '../support/another.ts'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { claim, finish, keyIn, otp, toSetUp } from '../support/staff.ts'
import { some } from '../support/whole.ts'
import { createWorld, type World } from '../support/world.ts'
import { CORPUS, packed, SHARE, together } from './corpus.ts'
import { createReading, squeezed } from './markup.ts'

/** What the provider says of whoever comes next. */
let profile = { subject: '', name: '' }
const provider: Provider = {
  name: 'x',
  identityProvider: 'x',
  appId: 'app',
  async authorizationUrl({ state }) {
    return new URL(`https://provider.example/authorize?state=${state}`)
  },
  identify: async () => profile,
}

let world: World
let paper: PaperPage
let browser: Browser
let reading: ReturnType<typeof createReading>
beforeAll(async () => {
  ;[world, browser] = await Promise.all([
    createWorld({ providers: [provider], site: { signOn: { url: SIGN_ON } } }),
    takeBrowser(),
  ])
  paper = await paperPage(world)
  reading = createReading((await openPerson(browser)).page)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

/** The answer's page, read later by a real browser's parser. @throws for a fault of the service */
async function pageOf(what: string, answer: Response, texts: readonly string[] = []): Promise<string> {
  const html = await answer.text()
  if (answer.status >= 500) throw new Error(`${what}: ${answer.status}`)
  await reading.add(what, html, texts.map(squeezed))
  return html
}

/** Sets out to the provider, and answers the state that it would bring back. */
async function leave(visitor: Visitor, way: 'x' | 'paper'): Promise<string> {
  const page = await visitor.form(`/login/${way}`, { article: world.article.id })
  return new URL(linkIn(await page.text())).searchParams.get('state') ?? ''
}

/** Back from the provider, as whoever `profile` says. */
async function back(visitor: Visitor): Promise<Response> {
  return visitor.get(`/login/x/callback?state=${await leave(visitor, 'x')}&code=1`)
}

/** A comment under the name that the account has, and the page that shows it. */
async function expectShown(visitor: Visitor, name: string): Promise<void> {
  const path = `/a/${world.article.id}/comments`
  await visitor.form(path, { text: another('By somebody'), key: randomUUID(), review: 'true' })
  for (const shown of [`/a/${world.article.id}`, '/me/account'])
    await pageOf(`${shown} of a name`, await visitor.get(shown), [name])
}

describe('a hostile name', () => {
  it('that a reader chooses is refused, or is that name and no more', async () => {
    let visitor = visit(world)
    let attempt = ''
    let [taken, refused] = [0, 0]
    const texts = some(CORPUS, SHARE, 0)
    for (const [at, text] of texts.entries()) {
      if (attempt === '') {
        visitor = visit(world)
        profile = { subject: `chooser-${at}`, name: '' }
        attempt = valueIn(await (await back(visitor)).text(), 'attempt')
        expect(attempt).not.toBe('')
      }
      const answer = await visitor.form('/login/name', { attempt, name: text, lang: 'en' })
      await pageOf('POST /login/name', answer)
      if (answer.status >= 400) {
        expect(`${text} ${answer.status}`).toBe(`${text} 422`)
        refused += 1
        continue
      }
      taken += 1
      attempt = ''
      await expectShown(visitor, text)
    }
    expect(await reading.faults()).toEqual([])
    expect([taken > 20, refused > 80, taken + refused]).toEqual([true, true, texts.length])
  }, 240_000)

  it.each(['name', 'sub'] as const)(
    'in a paper’s sign-on is suggested as a text, or not at all: %s',
    async (claimed) => {
      let sent = 0
      const all = some(CORPUS, SHARE, 3)
      for (const texts of packed(all, claimed === 'name' ? 390 : 120)) {
        const visitor = visit(world)
        const state = await leave(visitor, 'paper')
        const claims = paper.claims({ sub: randomUUID(), [claimed]: together(texts) })
        const vouched = await paper.post({ token: paper.sign(claims), state })
        const html = await pageOf(`sign-on ${claimed}`, vouched)
        const on = /href="([^"]*\/login\/paper\/return[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
        if (on) {
          const { pathname, search } = new URL(on, world.publicUrl)
          await pageOf(`sign-on ${claimed} returned`, await visitor.get(pathname + search))
        }
        sent += texts.length
      }
      expect(await reading.faults()).toEqual([])
      expect(sent).toBe(all.length)
    },
    240_000,
  )

  it('in a provider’s profile is suggested as a text, or not at all', async () => {
    let [sent, suggested] = [0, 0]
    const texts = some(CORPUS, SHARE, 1)
    for (const name of texts) {
      const visitor = visit(world)
      profile = { subject: `profile-${sent}`, name }
      const answer = await back(visitor)
      expect(answer.status).toBe(200)
      const html = await pageOf('a profile’s name', answer)
      if (valueIn(html, 'name') !== '') suggested += 1
      sent += 1
    }
    expect(await reading.faults()).toEqual([])
    expect([sent, suggested > 30]).toEqual([texts.length, true])
  }, 240_000)

  it('that somebody of the desk chooses is refused, or is that name and no more', async () => {
    const invite = async (subject: string) => {
      const visitor = visit(world)
      await claim(visitor, await world.services.accounts.inviteByOperator(world.site.id, 'admin'))
      profile = { subject, name: '' }
      const { html } = await toSetUp(visitor, subject)
      return { visitor, html }
    }
    let invited = await invite('desk')
    let [taken, refused] = [0, 0]
    const texts = some(CORPUS, SHARE, 2)
    for (const text of texts) {
      const code = otp(keyIn(invited.html), world.clock.now())
      const answer = await finish(invited.visitor, invited.html, code, text)
      await pageOf('POST /console/enrol', answer)
      if (answer.status >= 400) {
        expect(`${text} ${answer.status}`).toBe(`${text} 422`)
        refused += 1
        continue
      }
      taken += 1
      await pageOf('/console/people', await invited.visitor.get('/console/people'), [text])
      invited = await invite(`desk-${taken}`)
    }
    expect(await reading.faults()).toEqual([])
    expect([taken > 20, taken + refused]).toEqual([true, texts.length])
  }, 240_000)

  it('leaves no error in the log', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })
})

describe('a ping', () => {
  it('of hostile addresses queues none of another site’s, and is no fault', async () => {
    const secret = await world.services.sites.pingKey(world.site.id)
    let sent = 0
    for (let at = 0; at < CORPUS.length; at += 25) {
      const urls = CORPUS.slice(at, at + 25).flatMap((text) => [text, `https://www.ledger.example/${text}`])
      const body = JSON.stringify({ site: 'ledger', urls })
      const timestamp = String(Math.floor(world.clock.now() / 1_000))
      const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      const signature = mac.update(`id-${at}.${timestamp}.${body}`).digest('base64')
      const answer = await world.app.request('/v1/articles/ping', {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': `id-${at}`,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      })
      const { pages } = (await answer.json()) as { pages: { url: string; state: string }[] }
      const strays = pages.filter(
        ({ url, state }) => state !== 'off-site' && new URL(url).host !== 'www.ledger.example',
      )
      expect([answer.status, strays]).toEqual([202, []])
      sent += urls.length / 2
    }
    expect(sent).toBe(CORPUS.length)
  })
})
