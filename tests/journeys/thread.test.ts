import type { Browser, Frame, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { en } from '../../src/locales/en.ts'
import { ko } from '../../src/locales/ko.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import {
  announced,
  bodies,
  focused,
  openReader,
  PLACES,
  places,
  type Reader,
  type ReadingWorld,
  serveReading,
} from '../support/reading.ts'
import { post } from '../support/reading-time.ts'

const { thread, reading } = en.reader
const words = (from: number, to: number) =>
  Array.from({ length: Math.abs(from - to) + 1 }, (_, at) => `Word ${from + (from > to ? -at : at)}`)

let browser: Browser
let world: ReadingWorld
let long: Article
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveReading()])
  long = await world.articleWith(45)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const more = (view: Frame) => view.getByRole('link', { name: thread.more })
const again = (view: Frame) => view.getByRole('link', { name: en.reader.composer.tryAgain })
/** Neither a click nor a key: Chromium loses those to a foreign frame that has just moved, or is about to. */
const press = (link: Locator) => link.dispatchEvent('click')
/** Alarms but for the connection that the test itself cut. */
const alarms = ({ alarms: all }: Reader) => all.filter((alarm) => !/net::ERR_|status of 5\d\d/.test(alarm))

describe.each(PLACES)('in the %s', (place) => {
  it('an order is chosen by a link that says which one holds, and keeps language and place', async () => {
    const article = await world.articleWith(3)
    const { items } = await world.services.comments.page(article, { sort: 'oldest', after: null })
    const second = items[1]?.comment
    if (second) await world.say(article, 'An answer', { parent: second })
    const reader = await openReader(world, browser, article, place, { language: 'ko' })
    const { view } = reader
    const sort = view.getByRole('navigation', { name: ko.reader.thread.sort })
    const orders = [
      [ko.reader.thread.oldest, ['Word 1', 'Word 2', 'An answer', 'Word 3']],
      [ko.reader.reading.replied, ['Word 2', 'An answer', 'Word 3', 'Word 1']],
      [ko.reader.thread.newest, ['Word 3', 'Word 2', 'An answer', 'Word 1']],
    ] as const
    for (const [label, expected] of orders) {
      await press(sort.getByRole('link', { name: label }))
      await expect.poll(() => bodies(view)).toEqual(expected)
      expect(await sort.locator('[aria-current=true]').allTextContents()).toEqual([label])
      expect(await view.locator('html').getAttribute('lang')).toBe('ko')
      expect(new URL(view.url()).pathname).toBe(place === 'page' ? `/a/${article.id}` : '/frame')
    }
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })

  it('more comments come below, are counted aloud, and nothing moves', async () => {
    const reader = await openReader(world, browser, long, place, { above: 300 })
    const { page, view } = reader
    for (const [shown, added] of [
      [20, 20],
      [40, 5],
    ] as const) {
      await more(view).evaluate((link) => link.scrollIntoView({ block: 'center', behavior: 'instant' }))
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
      const before = await places(reader)
      await press(more(view))
      await expect.poll(() => announced(view)).toContain(reading.shown(added))
      expect(await bodies(view)).toEqual(words(45, 46 - shown - added))
      expect(await focused(view)).toBe(`Word ${45 - shown}`)
      expect(Object.keys(before.tops).length).toBeGreaterThan(2)
      expect(await places(reader)).toMatchObject(before)
    }
    expect(await more(view).isVisible()).toBe(false)
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })

  it.each([
    ['the service is down', reading.failed, { status: 503, body: 'Service unavailable' }],
    ['a hotel’s login page answers', reading.failed, { status: 200, body: '<form>Room number?</form>' }],
    ['there is no connection', reading.offline, null],
  ])('when %s it is said beside the button, which tries again', async (_why, sentence, answer) => {
    const reader = await openReader(world, browser, long, place)
    const { view, context } = reader
    const isPage = (url: URL) => url.searchParams.has('cursor')
    if (answer) await context.route(isPage, (route) => route.fulfill({ contentType: 'text/html', ...answer }))
    else await context.setOffline(true)
    await press(more(view))
    const note = view.getByRole('alert').filter({ hasText: sentence })
    await note.waitFor()
    expect(await bodies(view)).toEqual(words(45, 26))
    // In one look: the page may still be gliding.
    const apart = await again(view).evaluate((button) => {
      const [own, beside] = [button, button.nextElementSibling].map((one) => one?.getBoundingClientRect().top)
      return Math.abs((own ?? 0) - (beside ?? 999))
    })
    expect(apart).toBeLessThan(60)
    // A second failure is said as well.
    await press(again(view))
    await note.waitFor()
    await context.unroute(isPage)
    await context.setOffline(false)
    await press(again(view))
    await expect.poll(() => bodies(view)).toEqual(words(45, 6))
    expect([await note.count(), await more(view).isVisible()]).toEqual([0, true])
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })

  it('who has just written sees that comment once, also when its page is added below', async () => {
    const article = await world.articleWith(21)
    const maya = await world.reader()
    const reader = await openReader(world, browser, article, place, {
      as: maya,
      clock: true,
      ...(place === 'page' ? { query: { sort: 'oldest' } } : {}),
    })
    const { view } = reader
    if (place === 'article') {
      await press(view.getByRole('link', { name: thread.oldest }))
      await view.waitForURL(/sort=oldest/)
    }
    await post(reader, 'My own word')
    const own = view.locator('.comment', { hasText: 'My own word' })
    await press(more(view))
    await expect.poll(() => bodies(view)).toContain('Word 21')
    expect(await own.count()).toBe(1)
    expect(await more(view).isVisible()).toBe(false)
    await view.evaluate(() => location.reload())
    await expect.poll(() => own.count()).toBe(0)
    await press(more(view))
    await expect.poll(() => own.count()).toBe(1)
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })
})
