import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../bench/size.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'

const COMMENTS = 60

let browser: Browser
let paper: Neighbour
let world: ServedWorld
let article: Article

beforeAll(async () => {
  ;[browser, paper] = await Promise.all([takeBrowser(), startNeighbour()])
  world = await serveWorld({ site: { origins: [paper.origin], mode: 'flagged-only' } })
  article = await world.putArticle()
  const maya = await world.reader()
  for (let index = 0; index < COMMENTS; index += 1) {
    world.clock.advance(1_000)
    const text = `Comment ${index}. ${'Who paid for the shelter? '.repeat((index % 4) + 1)}`
    await submit(world, maya, text, article)
  }
})
afterAll(async () => {
  await leaveBrowser(browser)
  await Promise.all([world?.close(), paper?.close()])
})

/** A page of the paper with so many paragraphs of 100 px above the discussion. */
function pageWith(paragraphs: number): string {
  return paper.page(`<html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>News</title>
    <script type="module" src="${world.publicUrl}/embed.js"></script>
    <body>${'<p style="height:100px;margin:0">A paragraph.</p>'.repeat(paragraphs)}
    <brevier-comments site="${world.site.key}" article="${article.key}"><a href="#">Comments</a></brevier-comments>`)
}

async function discussionOf(page: Page): Promise<Frame> {
  await page.frameLocator('iframe').first().locator('.comment').first().waitFor()
  const frame = page.frames().find((one) => one.url().includes('/frame?'))
  if (!frame) throw new Error('no frame')
  await frame.waitForLoadState('load')
  return frame
}

describe('what an article with a discussion asks for', () => {
  it('is the loader alone until the discussion is near, four things until it can be used, and of nobody else', async () => {
    const { page, alarms, leave } = await openPerson(browser)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const url = pageWith(60)
    await page.goto(url)
    await page.waitForLoadState('networkidle')
    expect(asked).toEqual([url, `${world.publicUrl}/embed.js`])
    await page.evaluate(() => scrollTo(0, 5_000))
    const frame = await discussionOf(page)
    await frame.getByLabel('Your comment').pressSequentially('Hello')
    await frame.getByText('5/250').waitFor()
    const ours = asked.filter((address) => address !== url)
    expect(ours.length).toBeLessThanOrEqual(LIMITS.requests)
    expect(new Set(ours.map((address) => new URL(address).origin))).toEqual(new Set([world.publicUrl]))
    expect(alarms).toEqual([])
    await leave()
  })
})

describe('a long thread in the frame', () => {
  /** By how many pixels the frame is taller than with all of the thread laid out. */
  const tooTall = (frame: Frame) =>
    frame.evaluate(() => {
      const height = () => document.documentElement.getBoundingClientRect().height
      const marked = height()
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('#thread ol, #thread li { content-visibility: visible !important }')
      document.adoptedStyleSheets = [sheet]
      const whole = height()
      document.adoptedStyleSheets = []
      return marked - whole
    })
  const farOf = (frame: Frame) => frame.locator('#thread > ol > .far').count()

  it('lays out what is near, as tall as if it were all laid out, in every width', async () => {
    const { page, alarms, leave } = await openPerson(browser)
    await page.goto(pageWith(1))
    const frame = await discussionOf(page)
    const more = frame.locator('[data-part=more]')
    while (await more.isVisible()) {
      const before = await frame.locator('.comment').count()
      await more.press('Enter')
      await frame.locator('#thread .comment').nth(before).waitFor({ state: 'attached' })
    }
    expect(await frame.locator('#thread > ol > li').count()).toBe(COMMENTS)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 })
      await page.evaluate(() => scrollTo(0, 0))
      for (let y = 0; y < 3_000; y += 500) {
        await page.evaluate((top) => scrollTo(0, top), y)
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
      await expect.poll(() => farOf(frame)).toBeGreaterThan(20)
      // Turned to another width, the frame takes a moment of its own to lay all out anew.
      await expect.poll(() => tooTall(frame)).toBeCloseTo(0, 0)
    }
    // By key to the end, and what stands there is drawn.
    await page.locator('iframe').evaluate((node) => node.scrollIntoView({ block: 'end' }))
    await expect
      .poll(() =>
        frame.evaluate(() => document.querySelector('#thread > ol:last-child > li:last-child')?.className),
      )
      .toBe('')
    // A page of comments that is far as a whole is one thing to the browser.
    await expect.poll(() => frame.locator('#thread > ol.far').count()).toBeGreaterThan(0)
    await expect.poll(() => tooTall(frame)).toBeCloseTo(0, 0)
    expect(alarms).toEqual([])
    await leave()
  })
})
