import { isDeepStrictEqual } from 'node:util'
import type { Browser, BrowserContextOptions, Frame } from 'playwright-core'
import { vi } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { SECOND } from '../../src/kernel/clock.ts'
import type { Language } from '../../src/locales/language.ts'
import { DESKTOP, openPerson, type Person, type View } from './browser.ts'
import { type Neighbour, startNeighbour } from './neighbour.ts'
import { giveSession, type ServedWorld, serveWorld } from './serve.ts'
import type { Person as Account } from './world.ts'

/** Where a discussion is read: on its own page, or in the paper's article. */
export const PLACES = ['page', 'article'] as const
export type PlaceName = (typeof PLACES)[number]

/** A service that publishes at once, and a paper on the same site, so that a session holds in its articles. */
export interface ReadingWorld extends Omit<ServedWorld, 'close'> {
  paper: Neighbour
  /** By somebody new unless said otherwise, a minute after the last. */
  say(article: Article, text: string, more?: { as?: Account; parent?: Comment }): Promise<Comment>
  /** An article with that many comments, `Word 1` the oldest. */
  articleWith(comments: number): Promise<Article>
  /** The article at the paper, below this many pixels of text, with the discussion in this language. */
  articleUrl(article: Article, above?: number, language?: Language): string
  close(): Promise<void>
}

export async function serveReading(): Promise<ReadingWorld> {
  const paper = await startNeighbour('localhost')
  const world = await serveWorld({
    site: { origins: [paper.origin], mode: 'flagged-only' },
  })
  async function say(
    article: Article,
    text: string,
    { as, parent }: { as?: Account; parent?: Comment } = {},
  ): Promise<Comment> {
    world.clock.advance(60 * SECOND)
    const { actor } = as ?? (await world.reader('Tom Ashworth'))
    const input = { text, review: true, ...(parent && { parent: parent.id }) }
    return (await world.services.comments.submit(actor, { site: world.site, article }, input, null)).comment
  }

  return {
    ...world,
    paper,
    say,
    async articleWith(comments) {
      const article = await world.putArticle()
      for (let at = 1; at <= comments; at += 1) await say(article, `Word ${at}`)
      return article
    },
    articleUrl: ({ key }, above = 0, language = 'en') =>
      paper.page(`<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,"><title>News</title><script type="module" src="${world.publicUrl}/embed.js"></script>
        <body><p style="height:${above}px;margin:0">The article.</p>
        <brevier-comments site="${world.site.key}" article="${key}" lang="${language}"><a href="#">Comments</a></brevier-comments>`),
    async close() {
      await Promise.all([world.close(), paper.close()])
    },
  }
}

/** Until the service tells readers of all comments: many in one second come a moment later. */
export async function upToDate({ app, services }: ReadingWorld, { id }: Article): Promise<void> {
  const { commentCount } = (await services.articles.byId(id)) ?? {}
  const told = async () => (await (await app.request(`/v1/articles/${id}/pulse`)).json()).count
  await vi.waitUntil(async () => (await told()) === commentCount, { interval: 20 })
}

export interface Reader extends Person {
  /** The document that holds the discussion. */
  view: Frame
}

export interface Opening {
  as?: Account
  screen?: View
  language?: Language
  /** Another page of ours than the discussion's. */
  path?: string
  /** Of the address: `comment`, and on the page of its own also `sort`. */
  query?: Record<string, string>
  /** Pixels of the article above the discussion. */
  above?: number
  /** Has the browser's time in the test's hand. */
  clock?: boolean
  options?: BrowserContextOptions
}

/** Opens the discussion as a reader does; ready when its script is. */
export async function openReader(
  world: ReadingWorld,
  browser: Browser,
  article: Article,
  place: PlaceName,
  opening: Opening = {},
): Promise<Reader> {
  const { as, screen = DESKTOP, language = 'en', query = {}, above, clock = false, options } = opening
  const person = await openPerson(browser, screen, { ...options, clock })
  const { page, context } = person
  if (as) await giveSession(context, as)
  const own = `${world.publicUrl}${opening.path ?? `/a/${article.id}`}`
  const url = new URL(place === 'page' ? own : world.articleUrl(article, above, language))
  const asked = place === 'page' ? { lang: language, ...query } : query
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  await page.goto(url.href)
  return { ...person, view: await viewOf(person, place) }
}

/** The discussion's document in its place. */
export async function viewOf({ page }: Pick<Person, 'page'>, place: PlaceName): Promise<Frame> {
  if (place === 'page') return page.mainFrame()
  const handle = await page.locator('brevier-comments iframe').elementHandle()
  const frame = await handle?.contentFrame()
  if (!frame) throw new Error('the article shows no discussion')
  await frame.waitForLoadState('load')
  await page.locator('brevier-comments iframe').waitFor()
  return frame
}

/** Bodies of the comments that are not folded away, in the order of the page. */
export const bodies = (view: Frame) =>
  view
    .locator('.comment .body')
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent ?? ''))

/** What the focused comment says, or the whole text of another focused element. */
export const focused = (view: Frame) =>
  view.evaluate(() => {
    const { activeElement, body } = document
    if (activeElement === body) return ''
    return (activeElement?.querySelector(':scope > .body') ?? activeElement)?.textContent?.trim() ?? ''
  })

/** What a screen reader may say by itself: everything inside a live region, shown or not. */
export const announced = (view: Frame) =>
  view
    .locator('#discussion [role=status]')
    .evaluateAll((all) => all.map((one) => one.textContent?.trim() ?? '').filter((text) => text !== ''))

interface Places {
  scrolled: number
  tops: Record<string, number>
}

/** How far the page has been scrolled, and where on the screen the comments of the discussion are, once they rest. */
export async function places(reader: Reader): Promise<Places> {
  // What has just come into sight is laid out with one of the next frames of the screen.
  let last = await placesNow(reader)
  for (;;) {
    const now = await placesNow(reader)
    if (isDeepStrictEqual(now, last)) return now
    last = now
  }
}

async function placesNow({ page, view }: Reader): Promise<Places> {
  const tops = await view.locator('#thread > ol > li').evaluateAll(async (items) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const seen = items.flatMap((item): [string, number][] => {
      const { top, bottom } = item.getBoundingClientRect()
      const text = item.querySelector('.body')?.textContent ?? ''
      return bottom > 0 && top < innerHeight ? [[text, Math.round(top)]] : []
    })
    return Object.fromEntries(seen)
  })
  return { scrolled: await page.evaluate(() => scrollY), tops }
}
