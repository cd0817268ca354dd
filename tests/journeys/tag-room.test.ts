import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { holdFrames, serveTagPages, type TagPages, watchShifts } from '../support/tag-pages.ts'

let browser: Browser
let pages: TagPages
let long: Article
let empty: Article
let visitor: Visitor
let shifted: (page: Page) => Promise<number>

beforeAll(async () => {
  ;[browser, pages] = await Promise.all([takeBrowser(), serveTagPages()])
  long = await pages.articleWith(20)
  empty = await pages.articleWith(0)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await pages?.close()
})
beforeEach(async () => {
  visitor = await openPerson(browser)
  shifted = await watchShifts(visitor.context)
  return () => visitor.leave()
})

const VIEW = 800
const text = (count: number) => '<p style="height: 100px">A paragraph of the article.</p>'.repeat(count)
const FOOTER = `<footer style="height: 300px">The paper’s own links</footer>`
const frame = () => visitor.page.locator('brevier-comments iframe').first()
const shown = () => frame().waitFor({ state: 'visible' })
const topOf = (selector: string) =>
  visitor.page.locator(selector).evaluate((node) => node.getBoundingClientRect().top)
/** With the wheel, as a reader: what a script scrolls while the page is laid out counts as moved. */
const scrollBy = async (distance: number) => {
  await visitor.page.mouse.wheel(0, distance)
  await shifted(visitor.page)
}
const scrollTo = async (y: number) => {
  const top = () => visitor.page.evaluate(() => scrollY)
  await scrollBy(y - (await top()))
  await expect.poll(top).toBe(y)
}

describe('nothing moves under the reader', () => {
  it.each([
    ['short', 2],
    ['long', 40],
  ])('in a %s article, read to the end', async (_which, paragraphs) => {
    const { page } = visitor
    await page.goto(pages.page(text(paragraphs) + pages.tag(long) + FOOTER + text(10)))
    for (let y = 0; y < 8_000; y += 400) await scrollBy(400)
    await shown()
    expect(await frame().evaluate((node) => node.getBoundingClientRect().height)).toBeGreaterThan(VIEW)
    expect(await shifted(page)).toBe(0)
    expect(visitor.alarms).toEqual([])
  })

  it.each([
    ['at the tag', 1_000],
    ['with its end and the footer in sight', 1_500],
    ['past it', 2_600],
  ])('when the frame comes late and the reader is %s', async (_where, y) => {
    const { page, context } = visitor
    const held = await holdFrames(context)
    await page.goto(pages.page(text(12) + pages.tag(long) + FOOTER + text(30)))
    await scrollTo(y)
    await expect.poll(held.asked).toBe(1)
    const before = await topOf('footer')
    held.letGo()
    await shown()
    expect(await shifted(page)).toBe(0)
    if (y > 1_200) expect(await topOf('footer')).toBeCloseTo(before, 0)
  })

  it('when the discussion turns out smaller than its room, which is given back out of sight', async () => {
    const { page, context } = visitor
    const held = await holdFrames(context)
    await page.goto(pages.page(text(12) + pages.tag(empty) + FOOTER + text(10)))
    await scrollTo(1_100)
    const before = await topOf('footer')
    held.letGo()
    await shown()
    expect(await shifted(page)).toBe(0)
    expect(await topOf('footer')).toBe(before)
    await scrollTo(0)
    const height = await frame().evaluate((node) => node.getBoundingClientRect().height)
    expect(height).toBeLessThan(VIEW)
    const room = async () => (await topOf('footer')) - (await topOf('brevier-comments'))
    await expect.poll(room).toBeLessThan(height + 20)
    expect(await shifted(page)).toBe(0)
  })

  it('when a linked comment is opened, and the page goes there once', async () => {
    const { page } = visitor
    const [comment] = (await pages.services.comments.page(long, { sort: 'oldest', after: null })).items
    const url = pages.page(text(30) + pages.tag(long) + FOOTER)
    await page.goto(`${url}?comment=${comment?.comment.id}`)
    await shown()
    expect(await shifted(page)).toBe(0)
    const linked = page.frameLocator('brevier-comments iframe').locator('.is-linked')
    const y = async () => (await linked.boundingBox())?.y ?? Number.NaN
    await expect.poll(y).toBeLessThan(VIEW / 2)
    expect(await y()).toBeGreaterThan(0)
  })

  it('when it stands in the second of two discussions: the page goes there, and the first says nothing of it', async () => {
    const { page, context } = visitor
    const held = await holdFrames(context, long)
    const [comment] = (await pages.services.comments.page(long, { sort: 'oldest', after: null })).items
    const url = pages.page(text(30) + pages.tag(empty) + text(30) + pages.tag(long) + FOOTER)
    await page.goto(`${url}?comment=${comment?.comment.id}`)
    await shown()
    await expect.poll(held.asked).toBe(1)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    held.letGo()
    const frameOf = (at: number) => page.frameLocator(`brevier-comments >> nth=${at} >> iframe`)
    const y = async () => (await frameOf(1).locator('.is-linked').boundingBox())?.y ?? Number.NaN
    await expect.poll(y).toBeLessThan(VIEW / 2)
    expect(await y()).toBeGreaterThan(0)
    expect(await frameOf(0).locator('.is-linked').count()).toBe(0)
  })

  it('where the page is zoomed by its own style: no room beside what was reserved, and the linked comment in sight', async () => {
    const { page } = visitor
    const [comment] = (await pages.services.comments.page(long, { sort: 'oldest', after: null })).items
    const zoomed = (tag: string, above = '') => pages.page(`${above}<main style="zoom: 1.5">${tag}</main>`)
    await page.goto(`${zoomed(pages.tag(long, 'height="2000px"'), text(30))}?comment=${comment?.comment.id}`)
    await shown()
    const linked = page.frameLocator('brevier-comments iframe').locator('.is-linked')
    const inFrame = () => linked.evaluate((node) => node.getBoundingClientRect().top)
    // To a few pixels: both documents bring their lengths to whole ones.
    await expect
      .poll(async () => (await topOf('brevier-comments')) + 1.5 * (await inFrame()))
      .toBeCloseTo(1.5 * 80, -1)
    await page.goto(zoomed(pages.tag(empty, 'height="600px"')))
    await shown()
    expect(await page.locator('main').evaluate((node) => node.getBoundingClientRect().height)).toBe(1.5 * 600)
  })

  it('who reads already is not taken to the linked comment', async () => {
    const { page, context } = visitor
    const held = await holdFrames(context)
    const [comment] = (await pages.services.comments.page(long, { sort: 'oldest', after: null })).items
    await page.goto(`${pages.page(text(30) + pages.tag(long) + FOOTER)}?comment=${comment?.comment.id}`)
    await scrollTo(500)
    held.letGo()
    await expect.poll(() => frame().evaluate((node) => node.style.height)).not.toBe('0px')
    expect(await page.evaluate(() => scrollY)).toBe(500)
    expect(await shifted(page)).toBe(0)
  })
})

describe('the room that is reserved', () => {
  const room = () =>
    visitor.page
      .locator('brevier-comments')
      .evaluate((tag) => tag.shadowRoot?.querySelector('div')?.offsetHeight)

  it.each([
    ['a screenful, when the page says nothing', '', '', VIEW],
    ['what the tag says', 'height="640px"', '', 640],
    ['what the page’s style sheet says', '', ':root { --brevier-height: 500px }', 500],
  ])('is %s', async (_what, attribute, css, height) => {
    const { page, context } = visitor
    await holdFrames(context)
    await page.goto(pages.page(`<style>${css}</style>${text(2)}${pages.tag(long, attribute)}`))
    await expect.poll(room).toBe(height)
  })
})
