import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPaper, goodAnswers, HTML, PHOTO, photo, STORY, storyPage } from '../sharing/preview-paper.ts'
import { findings } from '../support/axe.ts'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

let world: ServedWorld
let browser: Browser
let moderator: Person
beforeAll(async () => {
  const long = '국경 도로에 쉼터 두 곳을 열기로 한 시의회의 결정과 주민 설명회에서 나온 다섯 가지 요구 '
  const answers = await goodAnswers()
  answers[PHOTO] = { body: await photo({ width: 1_000, height: 700 }) }
  answers[STORY] = {
    headers: HTML,
    body: storyPage({ card: '', ogTitle: `<meta property="og:title" content="${long.repeat(9)}">` }),
  }
  answers[`${STORY}/wide`] = {
    headers: HTML,
    body: storyPage({ ogTitle: `<meta property="og:title" content="${'W'.repeat(1_500)}">` }),
  }
  world = await serveWorld({ outbound: createPaper(answers, () => {}).outbound })
  moderator = await world.staff()
  browser = await takeBrowser()
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world.close()
})

describe.each([
  ['a desk, light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }, 'en'],
  ['a desk, dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }, 'ko'],
  ['a phone, light', { viewport: { width: 360, height: 800 }, colorScheme: 'light' }, 'ko'],
  ['a phone, dark, without JavaScript', { viewport: { width: 360, height: 800 }, colorScheme: 'dark' }, 'en'],
] as const)('on %s', (name, view, lang) => {
  it('an address becomes cards, by keyboard alone, and nobody but this service is asked', async () => {
    const context = await browser.newContext({ ...view, javaScriptEnabled: !name.includes('without') })
    await giveSession(context, moderator)
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await page.goto(`${world.publicUrl}/console/previews?lang=${lang}`)
    for (const address of [STORY, `${STORY}/wide`, `${world.publicUrl}/a/${world.article.id}`]) {
      await page.locator('#url').fill(address)
      await page.locator('#url').press('Enter')
      await page.waitForURL((url) => url.searchParams.get('url') === address)
      expect(new URL(page.url()).searchParams.get('lang')).toBe(lang)
      expect(await page.locator('.share').count()).toBe(5)
      const pictures = page.locator('.share img')
      expect(await pictures.count()).toBe(5)
      const widths = await pictures.evaluateAll((all) =>
        all.map((one) => (one as HTMLImageElement).naturalWidth),
      )
      expect(Math.min(...widths)).toBeGreaterThanOrEqual(400)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
      if (!name.includes('without')) expect(await findings(page)).toEqual([])
    }
    expect([...new Set(asked)]).toEqual([world.publicUrl])
    await context.close()
  })
})
