import type { Browser, Cookie, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findings } from '../support/axe.ts'
import { DESKTOP, leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from '../support/demo.ts'
import { some } from '../support/whole.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([takeBrowser(), startDemo()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await demo?.stop()
})

/** A published comment under the article. */
async function commentOf(articleId: string | undefined): Promise<string> {
  const answer = await fetch(`${demo.url}/v1/articles/${articleId}/comments`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  return items[0]?.id ?? ''
}

/** Each page in one of the two. */
describe.each([
  { name: 'phone, dark', view: { ...PHONE, scheme: 'dark' as const }, turn: 0 },
  { name: 'desktop, light', view: DESKTOP, turn: 1 },
])('on a $name', ({ view, turn }) => {
  it('no page has an accessibility fault that a machine can find', async () => {
    const { page, leave } = await openPerson(browser, view)
    const article = demo.articles[0]
    const korean = demo.articles[1]
    await page.goto(`${demo.url}/transparency`)
    const halfYear = await page.locator('.rows a').first().getAttribute('href')
    const pages = [
      '/',
      '/demo',
      '/policy?lang=ko',
      '/policy?compare=1',
      `/a/${article?.id}`,
      `/a/${korean?.id}`,
      `/frame?site=ledger&article=${korean?.key}`,
      `/login/x/start?article=${article?.id}`,
      '/nothing',
      '/console/enter',
      '/console/login',
      '/login',
      '/privacy?lang=ko',
      '/transparency?lang=ko',
      halfYear ?? '/transparency/missing',
      `/legal/notice?comment=${await commentOf(article?.id)}&lang=en`,
      `/legal/notice?comment=${await commentOf(korean?.id)}&lang=ko`,
      '/legal/notice?lang=ko',
      '/legal/notice/nothing',
    ]
    const faults: string[] = []
    for (const path of some(pages, 2, turn)) {
      await page.goto(demo.url + path)
      faults.push(...(await findings(page)).map((fault) => `${path} ${fault}`))
    }
    expect(faults).toEqual([])
    await leave()
  })

  it('nor have the pages of a reader’s own account', async () => {
    const { page, leave } = await openPerson(browser, view)
    await page.goto(`${demo.url}/login?lang=en`)
    await page.getByRole('button', { name: /Facebook/ }).click()
    await page.getByRole('button', { name: /Maya Okafor/ }).click()
    const name = page.getByRole('button', { name: 'Use this name' })
    await name
      .or(page.getByRole('link', { name: 'Your account' }))
      .first()
      .waitFor()
    const faults = (await findings(page)).map((fault) => `after the provider: ${fault}`)
    if (await name.isVisible()) await name.click()
    await page.waitForURL(/\/me\?/)
    for (const path of ['/me?lang=ko', '/me/account?lang=en', '/me/account?lang=ko', '/me/erase?lang=ko']) {
      await page.goto(demo.url + path)
      faults.push(...(await findings(page)).map((fault) => `${path} ${fault}`))
    }
    expect(faults).toEqual([])
    await leave()
  })

  it('nor has the notice in the browser of an app', async () => {
    const userAgent = 'Mozilla/5.0 (Linux; Android 14; wv) Chrome/124 Mobile Safari/537.36 KAKAOTALK 10.8'
    const { page, leave } = await openPerson(browser, view, { userAgent })
    await page.goto(`${demo.url}/frame?site=ledger&article=${demo.articles[1]?.key}`)
    await page.locator('[data-part=in-app]').waitFor()
    expect(await findings(page)).toEqual([])
    await leave()
  })

  it('finds a fault that was planted', async () => {
    const { page, leave } = await openPerson(browser, view)
    await page.goto(`${demo.url}/policy`)
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = '/nothing.png'
      document.querySelector('main')?.append(image)
    })
    expect((await findings(page)).join()).toContain('image-alt')
    await leave()
  })
})

/**
 * Each page in one of the languages: what differs between them is words, and English ones are longer. Both must be as
 * wide as they are; the other faults are looked for in one of them.
 */
describe.each([
  { name: 'desktop, light', view: DESKTOP, language: 'ko', turn: 0 },
  { name: 'phone, dark', view: { ...PHONE, scheme: 'dark' as const }, language: 'en', turn: 1 },
])('at the desk, on a $name', ({ view, language, turn }) => {
  it('no page has one either, and none scrolls sideways', async () => {
    const { page, leave } = await openPerson(browser, view)
    await enterDesk(page)
    const faults = (await findings(page)).map((fault) => `the queue with a case open: ${fault}`)
    const pages = await deskPages(page)
    const searched = new Set(some(pages, 2, turn))
    for (const path of pages) {
      const response = await page.goto(`${demo.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
      expect(`${path} ${response?.status()}`).toBe(`${path} 200`)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wider > 0) faults.push(`${path} scrolls sideways by ${wider} px`)
      if (searched.has(path)) faults.push(...(await findings(page)).map((fault) => `${path} ${fault}`))
    }
    expect(faults).toEqual([])
    await leave()
  }, 120_000)

  it('nor have the previews of what is decided on a page of its own', async () => {
    const { page, leave } = await openPerson(browser, view)
    await enterDesk(page)
    await page.goto(demo.url + (await linkTo(page, '/console/writers/')))
    await page.locator('input[name="kind"][value="ban"]').check()
    await page.locator('input[name="clause"]').first().check()
    await page.locator('form.restrict button[type="submit"]').click()
    await page.locator('[name="confirm"]').first().waitFor()
    expect(await findings(page)).toEqual([])
    await leave()
  })
})

/** The address of the first link that begins so, without what follows a `?` or `#`. */
async function linkTo(page: Page, start: string): Promise<string> {
  const href = await page.locator(`a[href^="${start}"]`).first().getAttribute('href')
  return href?.split(/[?#]/)[0] ?? ''
}

/** Every page of the desk that the demo has something to show on. The queue is open. */
async function deskPages(page: Page): Promise<string[]> {
  const items = await page
    .locator('input[form="bulk"]')
    .evaluateAll((boxes) => boxes.slice(0, 3).map((box) => `item=${(box as HTMLInputElement).value}`))
  const [writer, comment] = [
    await linkTo(page, '/console/writers/'),
    await linkTo(page, '/console/comments/'),
  ]
  const [article, shown] = [
    `/console/articles/${demo.articles[0]?.id}`,
    await commentOf(demo.articles[0]?.id),
  ]
  await page.goto(`${demo.url}/console/notices`)
  const notice = await linkTo(page, '/console/notices/0')
  await page.goto(`${demo.url}/console/appeals`)
  const appeal = await linkTo(page, '/console/appeals/0')
  return [
    '/console?filter=reports',
    ...['/console/appeals', appeal, '/console/appeals?show=decided'],
    ...[
      '/console/notices',
      notice,
      '/console/notices?filter=blinded',
      `/console/notices/new?comment=${shown}`,
    ],
    ...['/console/writers', writer, comment, `/console/bulk?${items.join('&')}`],
    ...['/console/articles', article, `${article}/comments`, `${article}/comments?state=pending`],
    ...['/console/words?text=spam', '/console/people', '/console/settings', '/console/settings/site'],
    ...['/console/policy', '/console/policy/edit?part=clause&id=SB-01', '/console/policy/publish'],
    ...['/console/log', '/console/log?action=reject', '/console/log/1', '/console/statistics?days=30'],
    `/console/previews?url=${encodeURIComponent(`${demo.url}/demo`)}`,
  ]
}

/** The demo's link opens the console once; whoever entered first leaves the cookie for the others. */
let deskCookies: Cookie[] | undefined
async function enterDesk(page: Page): Promise<void> {
  if (deskCookies) await page.context().addCookies(deskCookies)
  await page.goto(deskCookies ? `${demo.url}/console` : demo.console)
  await page.waitForURL(/console$/)
  deskCookies ??= await page.context().cookies()
}
