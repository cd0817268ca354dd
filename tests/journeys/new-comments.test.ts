import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/kernel/clock.ts'
import { en } from '../../src/locales/en.ts'
import { DESKTOP, leaveBrowser, PHONE, takeBrowser } from '../support/browser.ts'
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
  upToDate,
} from '../support/reading.ts'
import { pass, post, watchPulse } from '../support/reading-time.ts'

const { reading, thread } = en.reader
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
const press = (view: Frame) => pill(view).press('Enter')
const count = (view: Frame) =>
  view.getByRole('heading', { name: thread.title }).locator('.count').textContent()
/** Alarms but for what the test itself made fail. */
const alarms = ({ alarms: all }: Reader) => all.filter((alarm) => !/net::ERR_|status of [45]\d\d/.test(alarm))

describe.each(PLACES)('in the %s', (place) => {
  it('an order can be chosen as soon as there is one', async () => {
    const article = await world.articleWith(1)
    const reader = await openReader(world, browser, article, place, { clock: true })
    const { view } = reader
    const orders = view.getByRole('navigation', { name: thread.sort })
    await watchPulse(reader)
    expect(await orders.count()).toBe(0)
    await world.say(article, 'A second one')
    await upToDate(world, article)
    await pass(reader, ONE_PAUSE)
    await press(view)
    await expect.poll(() => orders.count()).toBe(1)
    expect(alarms(reader)).toEqual([])
    await reader.leave()
  })

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
      .locator('#thread > ol > li')
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
      await upToDate(world, article)
      await pass(reader, ONE_PAUSE)
      await expect.poll(() => pill(view).textContent()).toBe(sentence)
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
    await reader.leave()
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
    await reader.leave()
  })

  it('they stand above all that was read, also where some of it has gone and the rest came page by page', async () => {
    const article = await world.articleWith(40)
    const maya = await world.reader()
    const gone: string[] = []
    for (let at = 41; at <= 45; at += 1) gone.push((await world.say(article, `Word ${at}`, { as: maya })).id)
    const words = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, at) => `Word ${from - at}`)
    const reader = await openReader(world, browser, article, place, { clock: true })
    const { view } = reader
    await watchPulse(reader)
    const more = view.locator('[data-part=more]')
    await more.press('Enter')
    await expect.poll(() => focused(view)).toBe('Word 25')
    for (const id of gone.slice(1, 4)) await world.services.moderation.withdraw(maya.actor, id)
    await world.say(article, 'New')
    await upToDate(world, article)
    await pass(reader, ONE_PAUSE)
    await press(view)
    await expect.poll(() => focused(view)).toBe('New')
    expect(await bodies(view)).toEqual(['New', 'Word 45', ...words(41, 6)])
    expect(await view.locator('#thread > ol:empty').count()).toBe(0)
    await more.press('Enter')
    await expect.poll(() => focused(view)).toBe('Word 5')
    expect(await bodies(view)).toEqual(['New', 'Word 45', ...words(41, 1)])
    expect(alarms(reader)).toEqual([])
    await reader.leave()
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
    await reader.leave()
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
    await reader.leave()
  })
})
