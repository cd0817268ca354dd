import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESKTOP, leaveBrowser, openPerson, type Person, PHONE, takeBrowser } from '../support/browser.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'

let browser: Browser
let paper: Neighbour
let service: Neighbour
beforeAll(async () => {
  ;[browser, paper, service] = await Promise.all([
    takeBrowser(),
    startNeighbour(),
    startNeighbour('localhost'),
  ])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await Promise.all([paper?.close(), service?.close()])
})

const KEEPS = { 'cross-origin-opener-policy': 'same-origin', 'origin-agent-cluster': '?1' }

/** What a page finds of whoever was there before, and how it is shown. */
const found = () => ({
  stored: [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.length],
  told: [window.name, 'told' in window, navigator.onLine, Notification.permission],
  shown: [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('print').matches],
})

/** Leaves something everywhere, also when it is left. */
const keep = (): void => {
  const put = () => {
    localStorage.setItem('draft', 'mine')
    sessionStorage.setItem('secret', 'mine')
  }
  put()
  window.name = 'mine'
  addEventListener('pagehide', put)
}

async function stay({ page, context, alarms }: Person, address: string): Promise<void> {
  await context.addInitScript(() => Object.assign(window, { told: true }))
  await page.addInitScript(() => Object.assign(window, { told: true }))
  await page.route('**/*', (route) => route.continue())
  await context.addCookies([{ name: 'mine', value: '1', url: address }])
  await context.grantPermissions(['notifications'])
  await page.goto(address)
  await page.goto(`${address}?again`)
  expect(await page.evaluate(() => 'told' in window)).toBe(true)
  for (const frame of page.frames()) await frame.evaluate(keep)
  await (await context.newPage()).goto(address)
  await page.evaluate(() => console.error('mine'))
  await expect.poll(() => alarms).toEqual(['console: mine'])
  await page.setViewportSize({ width: 500, height: 500 })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await context.setOffline(true)
}

it.each([
  ['a page', KEEPS, (): string => ''],
  ['a page with a frame', {}, (): string => `<iframe src="${service.page('<p>Frame', KEEPS)}"></iframe>`],
] as const)(
  'a person finds nothing of another who had the same browser: %s',
  async (_name, headers, more) => {
    const address = paper.page(`<p>Hello</p>${more()}`, headers)
    const first = await openPerson(browser)
    await first.page.goto(address)
    const before = await first.page.evaluate(found)
    await first.leave()

    const second = await openPerson(browser)
    expect(second.context).toBe(first.context)
    await stay(second, address)
    await second.leave()

    const third = await openPerson(browser, DESKTOP)
    expect(third.context).toBe(first.context)
    await third.page.goto(address)
    expect(await third.page.evaluate(found)).toEqual({ ...before, stored: [{}, {}, '', expect.any(Number)] })
    for (const frame of third.page.frames())
      expect(await frame.evaluate(() => ({ ...localStorage }))).toEqual({})
    expect(third.context.pages()).toEqual([third.page])
    expect([third.alarms, await third.context.cookies()]).toEqual([[], []])
    expect(second.alarms).toEqual(['console: mine'])
    await third.leave()
  },
)

it('whose time has been told keeps it among those who want theirs told', async () => {
  const address = paper.page('<p>Hello</p>')
  const year = (person: Person) => person.page.evaluate(() => new Date().getFullYear())
  const [told, plain] = [await openPerson(browser, PHONE, { clock: true }), await openPerson(browser, PHONE)]
  await told.page.goto(address)
  await plain.page.goto(address)
  const now = await year(plain)
  await told.context.clock.fastForward(3 * 365 * 24 * 60 * 60_000)
  expect(await year(told)).toBe(now + 3)
  await told.leave()
  await plain.context.clock.install()
  await plain.leave()

  const [next, other] = [await openPerson(browser, PHONE, { clock: true }), await openPerson(browser, PHONE)]
  expect(next.context).toBe(told.context)
  expect(other.context).not.toBe(plain.context)
  await next.page.goto(address)
  expect(await year(next)).toBe(now)
  await next.leave()
  await other.leave()
})
