import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { type Demo, startDemo } from '../support/demo.ts'
import { some } from '../support/whole.ts'

let browser: Browser
let demo: Demo
/** The desk's cookies: the one-time link can be used once, so every journey's moderator comes with these. */
let desk: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  ;[browser, demo] = await Promise.all([takeBrowser(), startDemo()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await demo?.stop()
})

describe('the console link', () => {
  it('opens the console once, without JavaScript too', async () => {
    const { page, context, leave } = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    const [address, token] = demo.console.split('#')
    await page.goto(address ?? '')
    await page.getByLabel('Code from the link').fill(token ?? '')
    await page.getByRole('button', { name: 'Enter' }).click()
    await page.waitForURL(/\/console$/)
    desk = await context.storageState()
    await leave()

    const second = await openPerson(browser)
    await second.page.goto(demo.console)
    await expect.poll(() => second.page.getByText('This link was used or has expired').count()).toBe(1)
    await second.leave()
  })
})

const ways = [
  { provider: 'X', persona: '김하늘', path: '/demo', post: 'Post' },
  { provider: 'Facebook', persona: 'Maya Okafor', path: '/demo', post: 'Post' },
] as const

describe.each(some(ways, 2))('with $provider, in the article', ({ provider, persona, path }) => {
  it('a draft survives signing in, is reviewed, published and shared; a refused one says why', async () => {
    const reader = await openPerson(browser)
    const moderator = await openPerson(browser, undefined, { storageState: desk })
    const { page } = reader
    await page.goto(demo.url + path)
    await page.locator('brevier-comments').scrollIntoViewIfNeeded()
    const frame = page.frameLocator('brevier-comments iframe')
    const first = `The drone defence budget was cut in the spring. Worth a follow-up (${provider}).`

    await frame.getByLabel('Your comment').pressSequentially(first)
    await signInByPopup(page, frame, provider, persona)
    await expectValue(frame, first)
    await postWhenAllowed(frame)
    await page.reload()
    await page.locator('brevier-comments').scrollIntoViewIfNeeded()
    await frame.getByText('Waiting for review').first().waitFor()

    await decide(moderator.page, first, 'a', 'key')
    await page.reload()
    await page.locator('brevier-comments').scrollIntoViewIfNeeded()
    const published = frame.locator('ol.thread > li', { hasText: first })
    await published.first().waitFor()
    expect(await published.getByText('Waiting for review').count()).toBe(0)

    await published.getByRole('link', { name: 'Share' }).first().click()
    await expectShared(await frame.getByLabel('Address').inputValue(), first)
    await page.keyboard.press('Escape')

    const second = `Only an idiot would believe the spokesman again (${provider}).`
    await frame.getByLabel('Your comment').pressSequentially(second)
    await postWhenAllowed(frame)
    await frame.locator('#mine').getByText('Waiting for review').waitFor()
    await decide(moderator.page, second, '1', 'key')
    await page.reload()
    await page.locator('brevier-comments').scrollIntoViewIfNeeded()
    const refused = frame.locator('#mine > li', { hasText: second })
    await refused.locator('.chip', { hasText: 'Not published' }).waitFor()
    expect(await refused.textContent()).toMatch(/SB-01/)
    expect(await refused.textContent()).toMatch(/A moderator decided this|a moderator decided/)

    expect(reader.alarms).toEqual([])
    expect(moderator.alarms).toEqual([])
    await reader.leave()
    await moderator.leave()
  }, 90_000)
})

const plainWays = [
  { provider: 'X', persona: '박서준' },
  { provider: 'Facebook', persona: 'Ines Duarte' },
] as const

describe.each(some(plainWays, 2, 1))('with $provider, without JavaScript', ({ provider, persona }) => {
  it('the same way by plain pages and forms', async () => {
    const reader = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    const moderator = await openPerson(browser, undefined, { javaScriptEnabled: false, storageState: desk })
    const { page } = reader
    await page.goto(`${demo.url}/demo/ko`)
    await page.getByRole('link', { name: '이 기사의 댓글 읽기' }).click()
    const first = `대피소 점검 결과도 기사로 다뤄 주세요. (${provider})`
    await page.locator('textarea[name=text]').fill(first)
    await page.locator(`button[data-provider=${provider.toLowerCase()}]`).click()
    await page.getByRole('button', { name: persona }).click()
    await page.locator('input[name=name]').waitFor()
    await page.locator('form.stack button[type=submit]').click()
    await page.waitForURL(/\/a\//)
    expect(await page.locator('textarea[name=text]').inputValue()).toBe(first)
    await page.getByRole('button', { name: '등록' }).click()
    const mine = page.locator('#mine > li', { hasText: first })
    await mine.waitFor()
    expect(await mine.locator('.chip').textContent()).toBe('검토 중')

    await decide(moderator.page, first, 'a', 'button')
    await page.reload()
    const published = page.locator('ol.thread > li', { hasText: first }).first()
    await published.waitFor()
    expect(await published.locator('.chip').count()).toBe(0)

    const second = `또 저 대변인이네. 진짜 바보 아니면 저런 말 못 하지. (${provider})`
    await page.locator('textarea[name=text]').fill(second)
    await postWhenAllowed(page)
    await page.locator('#mine > li', { hasText: second }).waitFor()
    await decide(moderator.page, second, '1', 'button')
    await page.reload()
    const refused = page.locator('#mine > li', { hasText: second })
    expect(await refused.textContent()).toMatch(/SB-01/)
    expect(reader.alarms).toEqual([])
    await reader.leave()
    await moderator.leave()
  }, 90_000)
})

async function signInByPopup(
  page: Page,
  frame: FrameLocator,
  provider: string,
  persona: string,
): Promise<void> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('button', { name: `Continue with ${provider}` }).click(),
  ])
  await popup.getByRole('button', { name: persona }).click()
  await popup.getByRole('button', { name: 'Use this name' }).click()
  await frame.getByText('Posting as').waitFor()
}

async function expectValue(frame: FrameLocator, text: string): Promise<void> {
  await expect.poll(() => frame.getByLabel('Your comment').inputValue()).toBe(text)
}

/** The demo lets one person write every five seconds; until then the text stays and the reader is told. */
async function postWhenAllowed(place: FrameLocator | Page): Promise<void> {
  const [button, review] = [place.locator('[data-part=post]'), place.locator('[data-part=review]')]
  await expect
    .poll(
      async () => {
        // Wording that a rule holds is asked about first.
        if (await review.isVisible()) await review.click()
        else if (await button.isVisible()) await button.click()
        return place
          .locator('#mine')
          .getByText(/Waiting for review|검토 중/)
          .count()
      },
      { interval: 700 },
    )
    .toBeGreaterThan(0)
}

/** Finds the comment in the queue and presses the key, or its button where there is no JavaScript. */
async function decide(page: Page, text: string, key: 'a' | '1', by: 'key' | 'button'): Promise<void> {
  await page.goto(`${demo.url}/console?order=oldest`)
  const link = page.locator('#queue a', { hasText: text.slice(0, 30) }).last()
  await page.goto(new URL((await link.getAttribute('href')) ?? '', demo.url).href)
  await page.locator('main.case', { hasText: text.slice(0, 30) }).waitFor()
  if (by === 'key') {
    await page.locator('html[data-keys=ready]').waitFor()
    await page.keyboard.press(key)
    // The server has recorded it when it says for how long it can be taken back.
    await page.locator('[data-slot=said] [data-undo]').waitFor()
  } else {
    await page
      .locator(key === 'a' ? 'button[value=approve]' : 'button[value="reject:SB-01"]')
      .first()
      .click()
    await page.waitForURL(/done=/)
  }
}

/** What a chat app or a crawler sees at the comment's address. */
async function expectShared(url: string, text: string): Promise<void> {
  const html = await (await fetch(url)).text()
  const card = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(html.slice(0, 8_192)).toContain('twitter:card')
  expect(html).toContain(text.replaceAll('&', '&amp;'))
  const image = await fetch(card)
  expect(image.headers.get('content-type')).toBe('image/png')
  const bytes = Buffer.from(await image.arrayBuffer())
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
  expect(bytes.length).toBeLessThan(250_000)
}
