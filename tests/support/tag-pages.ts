import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { aComment, anAccount, aSubmission } from './fixtures.ts'
import { type Neighbour, startNeighbour } from './neighbour.ts'
import { type ServedWorld, serveWorld } from './serve.ts'

/** A paper's pages with the tag in them, and the service that they embed. */
export interface TagPages extends Omit<ServedWorld, 'close'> {
  paper: Neighbour
  /** An article with that many published comments. */
  articleWith(comments: number, url?: string): Promise<Article>
  /** The tag for an article; `more` are further attributes. */
  tag(article: Article, more?: string): string
  /** A page of the paper with the loader in its head; `headers` are the page's. */
  page(body: string, headers?: Record<string, string>): string
  close(): Promise<void>
}

export async function serveTagPages(): Promise<TagPages> {
  const paper = await startNeighbour()
  const world = await serveWorld({ site: { origins: [paper.origin] } })
  const { stores, site } = world

  async function comment(article: Article, at: number): Promise<void> {
    const account = anAccount(site.id, { displayName: `Reader ${at}` })
    await stores.accounts.insert(account, null)
    const body = `Comment ${at}: who paid for the second shelter on the border road, and who asked for it?`
    const written = aComment({ article, account }, { body, createdAt: world.clock.now() + at })
    expect((await stores.comments.submit(aSubmission(written, 0))).outcome).toBe('applied')
  }

  return {
    ...world,
    paper,
    async articleWith(comments, url) {
      const article = await world.putArticle(url === undefined ? {} : { url })
      for (let at = 1; at <= comments; at += 1) await comment(article, at)
      return article
    },
    tag: ({ key }, more = '') =>
      `<brevier-comments site="${site.key}" article="${key}" ${more}><a href="/all-comments">Comments</a></brevier-comments>`,
    page: (body, headers) =>
      paper.page(
        `<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,"><title>News</title><style>brevier-comments:not(:defined) { display: block; min-height: 100vh }</style>
        <script type="module" src="${world.publicUrl}/embed.js"></script><body>${body}`,
        headers,
      ),
    async close() {
      await Promise.all([world.close(), paper.close()])
    },
  }
}

/** Holds back what the pages of this browser ask the service's frame for, of one article or of all, until it is let go. */
export async function holdFrames(
  context: BrowserContext,
  article?: Article,
): Promise<{ asked(): number; letGo(): void }> {
  let asked = 0
  let letGo: () => void = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route(`**/frame?*${article ? `article=${article.key}&` : ''}*`, async (route) => {
    asked += 1
    await gate
    await route.continue()
  })
  return { asked: () => asked, letGo: () => letGo() }
}

/** From now on the browser notes what moves without the reader's doing, in the page itself. */
export async function watchShifts(context: BrowserContext): Promise<(page: Page) => Promise<number>> {
  await context.addInitScript(() => {
    const page = window as unknown as { shifted: number }
    page.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        page.shifted += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return async (page) => {
    // Two frames of the screen, so that what has just moved is noted.
    await page.evaluate(
      () =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))),
    )
    return page.evaluate(() => (window as unknown as { shifted: number }).shifted)
  }
}
