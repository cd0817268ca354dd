import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { serveTagPages, type TagPages } from '../support/tag-pages.ts'

let browser: Browser
let pages: TagPages
beforeAll(async () => {
  ;[browser, pages] = await Promise.all([takeBrowser(), serveTagPages()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await pages?.close()
})

it('a page that is no article yet says so in its place, and has its discussion when the reader looks again', async () => {
  const { page, leave } = await openPerson(browser)
  try {
    const url = pages.page(
      `<html lang="en"><title>News</title><script type="module" src="${pages.publicUrl}/embed.js"></script>
       <body><brevier-comments site="${pages.site.key}"><a href="/all">Comments</a></brevier-comments>`,
    )
    await page.goto(url)
    const element = page.locator('brevier-comments iframe')
    await element.waitFor({ state: 'visible' })
    const frame = page.frameLocator('brevier-comments iframe')
    expect(await frame.locator('#discussion').textContent()).toContain('is being opened')
    expect((await element.boundingBox())?.height).toBeGreaterThan(60)
    const article = await pages.putArticle({ url })
    await frame.getByRole('link', { name: 'Look again' }).click()
    await frame.locator(`#discussion[data-article="${article.id}"]`).waitFor()
  } finally {
    await leave()
  }
})
