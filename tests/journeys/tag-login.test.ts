import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import {
  becomeAt,
  type Embedding,
  expectSignedIn,
  openPopup,
  readArticle,
  serveEmbedding,
} from '../support/embedding.ts'
import { watchShifts } from '../support/tag-pages.ts'

let browser: Browser
let embedding: Embedding
beforeAll(async () => {
  ;[browser, embedding] = await Promise.all([takeBrowser(), serveEmbedding('a sub-domain')])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await embedding?.close()
})

/** A paper's page with something below the tag. */
function withFooter(src: string): string {
  const { origin, searchParams } = new URL(src)
  return `<style>brevier-comments:not(:defined) { display: block; min-height: 100vh }</style>
    <script type="module" src="${origin}/embed.js"></script>
    <brevier-comments site="${searchParams.get('site')}" article="${searchParams.get('article')}"><a href="#">Comments</a></brevier-comments>
    <footer style="height: 300px">The paper’s own links</footer>`
}

it('a sign-in while the article is read moves nothing, and the page is told that, not whose', async () => {
  const person = await openPerson(browser)
  await watchShifts(person.context)
  await person.page.addInitScript(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    addEventListener('brevier:login', (event) => told.push((event as CustomEvent).detail))
  })
  const article = await embedding.publish({ frame: withFooter })
  const reader = await readArticle(person, article)
  const popup = await openPopup(reader)
  await becomeAt(popup, 'Maya Okafor', 'Maya O.')
  await expect
    .poll(async () => {
      await reader.poll()
      return reader.frame.getByText('Posting as').count()
    })
    .toBe(1)
  await expectSignedIn(reader, 'Maya O.')
  expect(await person.page.evaluate(() => (window as unknown as { told: unknown[] }).told)).toEqual([
    { signedIn: true },
  ])
  expect(await person.page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBe(0)
  await person.context.close()
})
