import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { DESKTOP, launchBrowser, PHONE } from '../support/browser.ts'
import {
  announced,
  bodies,
  focused,
  openReader,
  PLACES,
  pass,
  places,
  post,
  type Reader,
  type ReadingWorld,
  serveReading,
  watchPulse,
} from '../support/reading.ts'

const { reading, thread } = en.reader
/** Longer than the longest pause between two questions. */
const ONE_PAUSE = 45_000

let browser: Browser
let world: ReadingWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([launchBrowser(), serveReading()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const pill = (view: Frame) => view.getByRole('link', { name: /new comments?$/ })
const press = (view: Frame) => pill(view).press('Enter')
const count = (view: Frame) =>
  view.getByRole('heading', { name: thread.title }).locator('.count').textContent()
/** Alarms but for what the test itself made fail. */
const alarms = ({ alarms: all }: Reader) => all.filter((alarm) => !/net::ERR_|status of [45]\d\d/.test(alarm))

describe.each(PLACES)('in the %s', (place) => {
  it('new comments are counted, and nothing moves until they are asked for', async () => {
    const article = await world.articleWith(25)
    const screen = place === 'page' ? DESKTOP : PHONE
    const reader = await openReader(world, browser, article, place, { clock: true, screen })
    const { view } = reader
    await watchPulse(reader)
    expect(await announced(view)).toEqual([])
    await pass(reader, ONE_PAUSE)
    // Nothing new, and nothing to say.
    expect([await pill(view).count(), await announced(view)]).toEqual([0, []])

    await view
      .locator('#thread > li')
      .nth(3)
      .evaluate((item) => item.scrollIntoView({ block: 'center', behavior: 'instant' }))
    const before = await places(reader)
    for (const [said, sentence] of [
      [1, reading.newOne],
      [3, reading.newMany(3)],
      [21, reading.newMany('20+')],
    ] as const) {
      for (
        let at = (await world.services.articles.byId(article.id))?.commentCount ?? 0;
        at < 25 + said;
        at += 1
      )
        await world.say(article, `New ${at - 24}`)
      await pass(reader, ONE_PAUSE)
      expect(await pill(view).textContent()).toBe(sentence)
      expect(await announced(view)).toEqual([sentence])
      expect([await places(reader), await count(view)]).toEqual([before, '25'])
    }

    await press(view)
    await expect.poll(() => focused(view)).toBe('New 21')
    expect((await bodies(view)).slice(0, 2)).toEqual(['New 21', 'New 20'])
    expect([await pill(view).count(), await count(view)]).toEqual([0, '46'])
    await pass(reader, ONE_PAUSE)
    expect(await pill(view).count()).toBe(0)
    expect((await announced(view)).join()).not.toMatch(/new comment/)
    expect(alarms(reader)).toEqual([])
    await reader.context.close()
  })

  it('one’s own are never new, and come once', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, place, { as: await world.reader(), clock: true })
    const { view } = reader
    await watchPulse(reader)
    world.clock.advance(MINUTE)
    await post(reader, 'My own word')
    const own = view.locator('.comment', { hasText: 'My own word' })
    await pass(reader, ONE_PAUSE)
    expect(await pill(view).count()).toBe(0)
    await world.say(article, 'Somebody else’s')
    await pass(reader, ONE_PAUSE)
    expect(await pill(view).textContent()).toBe(reading.newOne)
    await press(view)
    await expect.poll(() => focused(view)).toBe('Somebody else’s')
    expect(await bodies(view)).toEqual(['Somebody else’s', 'My own word', 'Word 2', 'Word 1'])
    expect(await own.count()).toBe(1)
    await pass(reader, ONE_PAUSE)
    expect(await pill(view).count()).toBe(0)
    expect(alarms(reader)).toEqual([])
    await reader.context.close()
  })

  it('when they do not come it is said, and pressing again brings them', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, place, { clock: true })
    const { view, context } = reader
    await watchPulse(reader)
    await world.say(article, 'New')
    await pass(reader, ONE_PAUSE)
    await context.setOffline(true)
    await press(view)
    const failed = view.getByRole('link', { name: reading.newFailed })
    await failed.waitFor()
    expect(await bodies(view)).toEqual(['Word 2', 'Word 1'])
    await context.setOffline(false)
    await failed.press('Enter')
    await expect.poll(() => bodies(view)).toEqual(['New', 'Word 2', 'Word 1'])
    expect(alarms(reader)).toEqual([])
    await reader.context.close()
  })

  it('in another order they are a link to the newest', async () => {
    const article = await world.articleWith(2)
    const reader = await openReader(world, browser, article, place, { clock: true })
    const { view } = reader
    await watchPulse(reader)
    await view.getByRole('link', { name: thread.oldest }).press('Enter')
    await expect.poll(() => bodies(view)).toEqual(['Word 1', 'Word 2'])
    await world.say(article, 'New')
    await pass(reader, ONE_PAUSE)
    await press(view)
    await expect.poll(() => bodies(view)).toEqual(['New', 'Word 2', 'Word 1'])
    expect(new URL(view.url()).searchParams.get('sort')).toBeNull()
    expect(alarms(reader)).toEqual([])
    await reader.context.close()
  })

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
    await reader.context.close()
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
  await expect.poll(() => asksIn(ONE_PAUSE), { timeout: 8_000 }).toBeGreaterThan(0)
  await reader.page.evaluate(() => scrollTo(0, 0))
  await expect.poll(() => asksIn(3 * MINUTE), { timeout: 8_000 }).toBe(0)
  await reader.context.close()
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
    await reader.context.close()
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
    await reader.context.close()
  })
})
