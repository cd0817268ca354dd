import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { checkText, countGraphemes } from '../../src/kernel/text.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

let browser: Browser
let world: ServedWorld
/** Registered: may frame the discussion, and no more than that. */
let paper: Neighbour
let stranger: Neighbour
/** A sign-in gets no further than its first page until this is settled. */
let started = Promise.resolve()

beforeAll(async () => {
  ;[paper, stranger, browser] = await Promise.all([startNeighbour(), startNeighbour(), takeBrowser()])
  // Where the popup goes does not matter here: it never comes back.
  const provider: Provider = {
    name: 'x',
    identityProvider: 'x',
    appId: 'app',
    async authorizationUrl() {
      await started
      return new URL(stranger.page('<title>provider</title>'))
    },
    identify: () => Promise.reject(new Error('nobody signs in here')),
  }
  world = await serveWorld({ site: { origins: [paper.origin] }, providers: [provider] })
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
  await Promise.all([paper?.close(), stranger?.close()])
})

const framePath = () => `/frame?site=${world.site.key}&article=${world.article.key}`
const framing = (path: string) => `<iframe src="${world.publicUrl}${path}" width="400" height="600"></iframe>`

/** The only frame in the page, when everything has loaded. */
async function framed(visitor: Visitor, url: string): Promise<Frame> {
  await visitor.page.goto(url)
  const [frame] = visitor.page.mainFrame().childFrames()
  if (!frame) throw new Error('no frame')
  // What is refused has its address a moment after the page that holds it has loaded.
  await expect.poll(() => frame.url()).not.toBe('')
  return frame
}

/** The loosest cookie that we ever set: it goes along with requests of other sites. */
async function looseSession(visitor: Visitor, { cookie }: Person): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  const attributes = { domain: 'localhost', path: '/', secure: true, httpOnly: true }
  await visitor.context.addCookies([{ name, value, ...attributes, sameSite: 'None' }])
}

describe('framing', () => {
  it('the discussion shows on the paper’s pages and on nobody else’s', async () => {
    const visitor = await openPerson(browser)
    const own = await framed(visitor, paper.page(framing(framePath())))
    expect(await own.locator('#discussion').count()).toBe(1)
    expect(visitor.alarms).toEqual([])
    const other = await framed(visitor, stranger.page(framing(framePath())))
    await expect.poll(() => other.url()).toMatch(/^chrome-error:/)
    await expect.poll(() => visitor.alarms.join()).toContain('frame-ancestors')
    await visitor.leave()
  })

  it('a stranger who frames the paper’s page does not get the discussion in it', async () => {
    const visitor = await openPerson(browser)
    const inner = paper.page(framing(framePath()))
    const middle = await framed(visitor, stranger.page(`<iframe src="${inner}"></iframe>`))
    expect(middle.url()).toBe(inner)
    const inside = () => middle.childFrames().map((frame) => frame.url().split('/')[0])
    await expect.poll(inside).toEqual(['chrome-error:'])
    await visitor.leave()
  })

  it('no other page of ours can be framed, not even by the paper', async () => {
    const visitor = await openPerson(browser)
    const { id } = world.article
    for (const path of [
      `/a/${id}`,
      '/console',
      '/console/enter',
      '/console/log',
      '/me',
      '/policy',
      '/',
      `/login/x/start?article=${id}`,
      '/login/x/callback?state=1&code=1',
      '/nothing-here',
    ]) {
      const frame = await framed(visitor, paper.page(framing(path)))
      await expect.poll(() => `${path} ${frame.url().split('/')[0]}`).toBe(`${path} chrome-error:`)
    }
    await visitor.leave()
  })
})

describe('a form of the paper, with the reader’s cookie', () => {
  const forms: [string, () => string, Record<string, string>][] = [
    ['a comment', () => `/a/${world.article.id}/comments`, { text: 'Forged', key: 'forged-key-1' }],
    ['a login', () => '/login/x', { text: 'Forged' }],
    ['a logout', () => '/logout', {}],
  ]
  const targets = forms.flatMap(([what, path, fields]) =>
    ['_self', 'discussion'].map((target) => ({ what, path, fields, target })),
  )
  it.each(targets)(
    '$what is refused and writes nothing, target $target',
    async ({ path, fields, target }) => {
      const reader = await world.reader()
      const visitor = await openPerson(browser)
      const { page, context, leave } = visitor
      await looseSession(visitor, reader)
      const inputs = Object.entries({ ...fields, article: world.article.id }).map(
        ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
      )
      await page.goto(
        paper.page(
          `<form method="post" target="${target}" action="${world.publicUrl}${path()}">${inputs.join('')}</form>
         <iframe name="discussion" src="${world.publicUrl}${framePath()}"></iframe>`,
        ),
      )
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.evaluate(() => document.forms[0]?.submit())
      const response = await answered
      expect(response.status()).toBe(403)
      const { cookie = '', origin } = await response.request().allHeaders()
      expect(cookie).toContain(reader.cookie)
      expect(origin).toBe(paper.origin)
      expect((await context.cookies()).map(({ name }) => name)).toEqual(['__Host-brevier_reader'])
      expect((await world.services.comments.ownComments(reader.actor, null)).comments).toEqual([])
      expect(await world.services.accounts.viewer(reader.token, 'reader')).not.toBeNull()
      await leave()
    },
  )

  it('a script of the paper can neither read nor write with it', async () => {
    const reader = await world.reader()
    const visitor = await openPerson(browser)
    await looseSession(visitor, reader)
    await visitor.page.goto(paper.page('<title>paper</title>'))
    const { publicUrl, article } = world
    const outcomes = await visitor.page.evaluate(
      async ([service, id]) => {
        const tried = [
          fetch(`${service}/me`, { credentials: 'include' }),
          fetch(`${service}/login/session`, { credentials: 'include' }),
          fetch(`${service}/v1/articles/${id}/comments`, {
            method: 'POST',
            credentials: 'include',
            headers: { 'content-type': 'application/json', 'idempotency-key': 'forged-key-2' },
            body: '{"text":"Forged"}',
          }),
          // A type that needs no preflight reaches us, and is refused there.
          fetch(`${service}/v1/articles/${id}/comments`, {
            method: 'POST',
            credentials: 'include',
            mode: 'no-cors',
            headers: { 'content-type': 'text/plain' },
            body: '{"text":"Forged"}',
          }).then(() => Promise.reject(new Error('opaque'))),
        ]
        return (await Promise.allSettled(tried)).map(({ status }) => status)
      },
      [publicUrl, article.id],
    )
    expect(outcomes).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
    expect((await world.services.comments.ownComments(reader.actor, null)).comments).toEqual([])
    await visitor.leave()
  })
})

describe('another paper’s discussion', () => {
  it('is not there for a paper that asks for it in its own name, and shows in no frame of its pages', async () => {
    const gazette = await world.services.sites.create({
      key: 'gazette',
      title: { en: 'The Gazette', ko: '가제트' },
      origins: [stranger.origin],
    })
    const theirs = await world.services.articles.put(gazette, {
      key: 'theirs-alone',
      url: `${stranger.origin}/news/1`,
      headline: 'Only in the Gazette',
      publishedAt: world.clock.now(),
      language: 'en',
    })
    const address = encodeURIComponent(theirs.url)
    const visitor = await openPerson(browser)
    await looseSession(visitor, await world.reader())
    // Sees that the discussion is there at all.
    const there = await framed(visitor, stranger.page(framing('/frame?site=gazette&article=theirs-alone')))
    expect(await there.locator('#discussion').count()).toBe(1)
    const own = [
      '/frame?site=ledger&article=theirs-alone',
      `/frame?site=ledger&article=${theirs.id}`,
      `/frame?site=ledger&url=${address}`,
      '/frame?site=ledger&site=gazette&article=theirs-alone',
    ]
    for (const path of [...own, '/frame?site=gazette&article=theirs-alone', `/a/${theirs.id}`]) {
      const frame = await framed(visitor, paper.page(framing(path)))
      await expect.poll(() => `${path} ${frame.url()}`).toBe(`${path} chrome-error://chromewebdata/`)
    }
    for (const path of own) {
      const answer = await visitor.page.goto(world.publicUrl + path)
      const isThere = (await visitor.page.content()).includes('Only in the Gazette')
      expect([path, answer?.status(), isThere]).toEqual([path, 404, false])
    }
    await visitor.leave()
  })

  it('takes nothing from a reader of this one', async () => {
    const reader = await world.reader()
    const gazette = await world.services.sites.byKey('gazette')
    const theirs = gazette && (await world.services.articles.byKey(gazette, 'theirs-alone'))
    const visitor = await openPerson(browser)
    await looseSession(visitor, reader)
    await visitor.page.goto(`${world.publicUrl}/a/${theirs?.id}`)
    expect(await visitor.page.locator('form[data-locked]').count()).toBe(1)
    const statuses = await visitor.page.evaluate(async (id) => {
      const json = { 'content-type': 'application/json', 'idempotency-key': 'across-papers' }
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const answers = [
        await fetch(`/v1/articles/${id}/comments`, {
          method: 'POST',
          headers: json,
          body: '{"text":"Across"}',
        }),
        await fetch(`/a/${id}/comments`, {
          method: 'POST',
          headers: form,
          body: 'text=Across&key=across-papers',
        }),
      ]
      return answers.map(({ status }) => status)
    }, theirs?.id)
    expect(statuses).toEqual([401, 401])
    expect((await world.services.comments.ownComments(reader.actor, null)).comments).toEqual([])
    await visitor.leave()
  })
})

describe('messages of other windows', () => {
  const embed = () =>
    `<title>article</title><script type="module" src="${world.publicUrl}/embed.js"></script>
     <brevier-comments site="${world.site.key}" article="${world.article.key}"><a href="#">Comments</a></brevier-comments>
     <iframe name="advert" src="${stranger.page('<title>advert</title>')}"></iframe>`

  /** Sends, and answers when it must have arrived: messages of one window to another keep their order. */
  function shout(from: Frame | Page, to: 'page' | 'frame', data: unknown): Promise<void> {
    return from.evaluate(
      ([whom, message]) => {
        const tag = document.querySelector('brevier-comments')
        const frame = tag?.shadowRoot?.querySelector('iframe')?.contentWindow
        const target = whom === 'page' ? window.top : frame
        target?.postMessage(message, '*')
      },
      [to, data] as const,
    )
  }

  it('do not change the height of the frame', async () => {
    const visitor = await openPerson(browser)
    const { page } = visitor
    await page.goto(paper.page(embed()))
    await page.locator('brevier-comments iframe').waitFor({ state: 'visible' })
    const advert = page.frame({ name: 'advert' })
    if (!advert) throw new Error('no advert')
    await page.evaluate(() => {
      addEventListener('message', ({ data }) => {
        if (data === 'end') document.title = `${document.title}.`
      })
    })
    const height = () => page.locator('brevier-comments iframe').evaluate((node) => node.style.height)
    const before = await height()
    for (const from of [page, advert]) {
      for (const value of [99_999, -1, '9; position:fixed; inset:0', null])
        await shout(from, 'page', { type: 'brevier:height', height: value, top: 5 })
      await shout(from, 'page', 'end')
    }
    await expect.poll(() => page.title()).toBe('article..')
    expect(await height()).toBe(before)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await visitor.leave()
  })

  it('do not sign the reader in as somebody else, even while a sign-in waits for its window', async () => {
    const visitor = await openPerson(browser)
    const { page, context, leave } = visitor
    const asked: string[] = []
    context.on('request', (request) => {
      if (/\/login\/(poll|redeem|page-token)$/.test(request.url())) asked.push(request.postData() ?? '')
    })
    let release: () => void = () => {}
    started = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.goto(paper.page(embed()))
    await page.locator('brevier-comments iframe').waitFor({ state: 'visible' })
    const frame = page.frameLocator('brevier-comments iframe')
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      // Not a click: Chromium drops those to a foreign frame that has just moved.
      frame.getByRole('button', { name: 'Continue with X' }).press('Enter'),
    ])
    const forged = { type: 'brevier:login', attempt: world.article.id, secret: 'f'.repeat(43) }
    // Frames of strangers do not even see it.
    expect(await page.frame({ name: 'advert' })?.evaluate(() => window.top?.length)).toBe(1)
    await shout(page, 'frame', forged)
    release()
    // The true message comes last; what the frame asks for afterwards shows which one it believed.
    await popup.waitForURL(`${stranger.origin}/**`)
    await page.waitForRequest('**/login/poll')
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((body) => body.includes(forged.attempt) || body.includes(forged.secret))).toEqual([])
    expect(await frame.locator('form[data-locked]').count()).toBe(1)
    expect(visitor.alarms).toEqual([])
    await leave()
  })
})

describe('the rules of a comment’s text', () => {
  it('count and refuse in the browser what they do on the server', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/kernel/text.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'text',
    })
    const file = readFileSync(new URL('../kernel/text-vectors.json', import.meta.url), 'utf8')
    const vectors: { parts: [string, number][] }[] = JSON.parse(file)
    const texts = vectors.map(({ parts }) => parts.map(([part, times]) => part.repeat(times)).join(''))
    const visitor = await openPerson(browser)
    await visitor.page.goto(paper.page(`<script>${outputFiles[0]?.text}</script><script>${RUNNER}</script>`))
    const answers = await visitor.page.evaluate(
      // Between browser and test a text with lone surrogates would change: both ends build it from the parts.
      (all) => (window as unknown as { answer(list: unknown): unknown }).answer(all),
      vectors.map(({ parts }) => JSON.stringify(parts)),
    )
    const expected = texts.map((text) => JSON.stringify([checkText(text), String(countGraphemes(text))]))
    expect(expected.length).toBeGreaterThan(20)
    expect(answers).toEqual(expected)
    await visitor.leave()
  })
})

const RUNNER = `window.answer = (all) => all.map((json) => {
  const whole = JSON.parse(json).map(([part, times]) => part.repeat(times)).join('')
  return JSON.stringify([text.checkText(whole), String(text.countGraphemes(whole))])
})`
