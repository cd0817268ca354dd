import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import {
  announced,
  bodies,
  openReader,
  PLACES,
  type Reader,
  type ReadingWorld,
  serveReading,
} from '../support/reading.ts'
import { pass, watchPulse } from '../support/reading-time.ts'

const { reading } = en.reader
/** Longer than the longest pause between two questions. */
const ONE_PAUSE = 45_000

let browser: Browser
let world: ReadingWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveReading()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const pill = (view: Frame) => view.getByRole('link', { name: /new comments?$/ })
/** Alarms but for what the test itself made fail. */
const alarms = ({ alarms: all }: Reader) => all.filter((alarm) => !/net::ERR_|status of [45]\d\d/.test(alarm))

describe.each(PLACES)('in the %s', (place) => {
  it('nobody is asked while the tab is hidden', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, place, { clock: true })
    const pulse = await watchPulse(reader)
    const hide = (isHidden: boolean) =>
      reader.view.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
        Object.defineProperty(document, 'visibilityState', {
          configurable: true,
          get: () => (hidden ? 'hidden' : 'visible'),
        })
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      }, isHidden)
    await hide(true)
    await pass(reader, 3 * MINUTE)
    expect(pulse.asked()).toBe(0)
    await hide(false)
    await pass(reader, ONE_PAUSE)
    expect(pulse.asked()).toBeGreaterThan(0)
    await reader.leave()
  })
})

it('in the article nobody is asked unless the discussion is near', async () => {
  const article = await world.articleWith(2)
  const reader = await openReader(world, browser, article, 'article', { clock: true, above: 1_500 })
  const pulse = await watchPulse(reader)
  const asksIn = async (ms: number) => {
    const before = pulse.asked()
    await pass(reader, ms)
    return pulse.asked() - before
  }
  expect(await asksIn(3 * MINUTE)).toBe(0)
  // A frame hears late of being in sight and out of it.
  await reader.page.evaluate(() => scrollTo(0, 1_500))
  await expect.poll(() => asksIn(ONE_PAUSE)).toBeGreaterThan(0)
  await reader.page.evaluate(() => scrollTo(0, 0))
  await expect.poll(() => asksIn(3 * MINUTE)).toBe(0)
  await reader.leave()
})

describe('what is asked', () => {
  it('stops for good when comments are switched off', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, 'page', { clock: true })
    const pulse = await watchPulse(reader)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'off')
    await pass(reader, ONE_PAUSE)
    expect(pulse.asked()).toBe(1)
    await world.services.articles.setDiscussion(world.site.id, article.id, 'open')
    await pass(reader, 5 * MINUTE)
    expect([pulse.asked(), await bodies(reader.view)]).toEqual([1, ['Word 2', 'Word 1']])
    await reader.leave()
  })

  it('grows rare while the service is down, in silence, and comes back to its pace', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, 'page', { clock: true })
    const { view } = reader
    const pulse = await watchPulse(reader)
    pulse.answer({ status: 503, body: 'Service unavailable' })
    await pass(reader, 10 * MINUTE)
    expect([3, 4, 5]).toContain(pulse.asked())
    expect([await pill(view).count(), await announced(view)]).toEqual([0, []])
    await world.say(article, 'Written meanwhile')
    pulse.answer(null)
    await pass(reader, 11 * MINUTE)
    expect(await pill(view).textContent()).toBe(reading.newOne)
    const before = pulse.asked()
    await pass(reader, 2 * MINUTE)
    expect(pulse.asked()).toBeGreaterThanOrEqual(before + 2)
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })
})
