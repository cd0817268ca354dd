import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findings } from '../support/axe.ts'
import { DESKTOP, launchBrowser, openPerson, PHONE } from '../support/browser.ts'
import { type Demo, startDemo } from '../support/demo.ts'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  ;[browser, demo] = await Promise.all([launchBrowser(), startDemo()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await demo?.stop()
})

describe.each([
  { name: 'phone, dark', view: { ...PHONE, scheme: 'dark' as const } },
  { name: 'desktop, light', view: DESKTOP },
])('on a $name', ({ view }) => {
  it('no page has an accessibility fault that a machine can find', async () => {
    const { page, context } = await openPerson(browser, view)
    const article = demo.articles[0]
    const korean = demo.articles[1]
    const pages = [
      '/',
      '/demo',
      '/policy?lang=ko',
      `/a/${article?.id}`,
      `/a/${korean?.id}`,
      `/frame?site=ledger&article=${korean?.key}`,
      `/login/x/start?article=${article?.id}`,
      '/nothing',
      '/console/enter',
      '/console/login',
      '/login',
      '/privacy?lang=ko',
    ]
    const faults: string[] = []
    for (const path of pages) {
      await page.goto(demo.url + path)
      faults.push(...(await findings(page)).map((fault) => `${path} ${fault}`))
    }
    expect(faults).toEqual([])
    await context.close()
  }, 60_000)

  it('nor have the pages of a reader’s own account', async () => {
    const { page, context } = await openPerson(browser, view)
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
    await context.close()
  }, 60_000)

  it('nor has the notice in the browser of an app', async () => {
    const userAgent = 'Mozilla/5.0 (Linux; Android 14; wv) Chrome/124 Mobile Safari/537.36 KAKAOTALK 10.8'
    const { page, context } = await openPerson(browser, view, { userAgent })
    await page.goto(`${demo.url}/frame?site=ledger&article=${demo.articles[1]?.key}`)
    await page.locator('[data-part=in-app]').waitFor()
    expect(await findings(page)).toEqual([])
    await context.close()
  })

  it('finds a fault that was planted', async () => {
    const { page, context } = await openPerson(browser, view)
    await page.goto(`${demo.url}/policy`)
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = '/nothing.png'
      document.querySelector('main')?.append(image)
    })
    expect((await findings(page)).join()).toContain('image-alt')
    await context.close()
  })
})

it('the console has none either, with a case open', async () => {
  const { page, context } = await openPerson(browser)
  await page.goto(demo.console)
  await page.waitForURL(/console$/)
  const faults = await findings(page)
  const article = `/console/articles/${demo.articles[0]?.id}`
  for (const path of [
    '/console/log',
    '/console/settings',
    '/console/settings?lang=ko',
    '/console/appeals',
    '/console/appeals?show=decided&lang=ko',
    '/console/words?text=spam',
    '/console/policy',
    '/console/policy/publish?lang=ko',
    '/console/articles',
    `${article}?lang=ko`,
  ]) {
    await page.goto(demo.url + path)
    faults.push(...(await findings(page)).map((fault) => `${path} ${fault}`))
  }
  expect(faults).toEqual([])
  await context.close()
}, 60_000)
