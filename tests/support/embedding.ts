import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { listen } from '../../src/cli/listen.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { createLoginWorld, type LoginWorld } from '../reader/login-world.ts'
import type { Person } from './browser.ts'
import { type Neighbour, startNeighbour } from './neighbour.ts'
import { freePort } from './process.ts'

/** Where a paper and its discussion live. Chromium leads every `*.localhost` to this machine. */
export const PLACES = {
  'a sub-domain': { paper: 'news.localhost', service: 'comments.news.localhost' },
  'another domain': { paper: '127.0.0.1', service: 'localhost' },
} as const
export type PlaceName = keyof typeof PLACES

export type Coop = 'unsafe-none' | 'same-origin' | 'same-origin-allow-popups'

/** A request as it arrived. */
interface Post {
  path: string
  status: number
  origin: string | null
  cookie: string | null
}

/** A paper with the discussion in its articles, and the stand-ins as its providers. */
export interface Embedding extends Omit<LoginWorld, 'close'> {
  paper: Neighbour
  posts: Post[]
  /** A new article at the paper. `headers` are those of its page, `frame` stands in for the tag. */
  publish(page?: { headers?: Record<string, string>; frame?: (src: string) => string }): Promise<Article>
  /** What the providers' pages say about other windows. */
  setCoop(coop: Coop): Promise<void>
  /** Off, what browsers are told to keep gets lost, as in one that refuses a frame every cookie. */
  keepCookies(isKept: boolean): void
  close(): Promise<void>
}

/** `more` are further origins of the paper. */
export async function serveEmbedding(place: PlaceName, more: readonly string[] = []): Promise<Embedding> {
  const names = PLACES[place]
  const [port, paper] = await Promise.all([freePort(), startNeighbour(names.paper)])
  const publicUrl = `http://${names.service}:${port}`
  const world = await createLoginWorld({
    publicUrl,
    providerHost: 'provider.localhost',
    site: { origins: [paper.origin, ...more], mode: 'flagged-only' },
  })
  let keepsCookies = true
  const posts: Post[] = []
  const app: typeof world.app = {
    ...world.app,
    async fetch(request, ...more) {
      const answer = await world.app.fetch(request, ...more)
      const { method, headers } = request
      const path = new URL(request.url).pathname
      if (method === 'POST')
        posts.push({
          path,
          status: answer.status,
          origin: headers.get('origin'),
          cookie: headers.get('cookie'),
        })
      if (!keepsCookies) answer.headers.delete('set-cookie')
      return answer
    },
  }
  const listener = await listen(app, { host: '127.0.0.1', port })
  let published = 0
  return {
    ...world,
    paper,
    posts,
    async publish({ headers = {}, frame } = {}) {
      published += 1
      const key = `embedded-${published}`
      const content = frame
        ? frame(`${publicUrl}/frame?site=${world.site.key}&article=${key}`)
        : `<script type="module" src="${publicUrl}/embed.js"></script>
           <brevier-comments site="${world.site.key}" article="${key}"><a href="#">Comments</a></brevier-comments>`
      const url = paper.page(`<meta charset="utf-8"><title>${key}</title><h1>News</h1>${content}`, headers)
      return world.putArticle({ key, url })
    },
    async setCoop(coop) {
      const answer = await fetch(`${world.providers}/settings`, {
        method: 'POST',
        body: new URLSearchParams({ coop }),
        redirect: 'manual',
      })
      if (answer.status !== 303) throw new Error(`the stand-ins answered ${answer.status}`)
    },
    keepCookies(isKept) {
      keepsCookies = isKept
    },
    async close() {
      await Promise.all([listener.close(), paper.close()])
      await world.close()
    },
  }
}

export interface Reader extends Person {
  frame: FrameLocator
  /** Lets the frame's waiting be over: two seconds of its clock, at once. */
  poll(): Promise<void>
}

/** Opens the article, with the browser's clock in the test's hand; it still runs by itself. */
export async function readArticle(person: Person, article: Article): Promise<Reader> {
  const { page, context } = person
  await context.clock.install()
  await page.goto(article.url)
  const frame = page.frameLocator('iframe').first()
  await frame.locator('#discussion').waitFor()
  return { ...person, frame, poll: () => forward(context, 2_000) }
}

/** Moves the time of every open page. A login window that closes itself meanwhile makes the first try fail. */
async function forward({ clock }: BrowserContext, ms: number): Promise<void> {
  await clock.fastForward(ms).catch(() => clock.fastForward(ms))
}

export type Button = 'X' | 'Facebook'

/** Opens the popup. Not a click: Chromium drops those to a foreign frame that has just moved. */
export async function openPopup({ page, frame }: Reader, provider: Button = 'X'): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('button', { name: `Continue with ${provider}` }).press('Enter'),
  ])
  return popup
}

/** At the provider: who to be, and on our own page, the first time, under which name. */
export async function becomeAt(window: Page, persona: string, name: string | null): Promise<void> {
  await window.getByRole('button', { name: persona }).first().click()
  if (name === null) return
  await window.getByLabel('Name').fill(name)
  await window.getByRole('button', { name: 'Use this name' }).click()
}

/** Types a comment and posts it, as soon as the frame has been in sight for long enough. */
export async function write({ frame, poll }: Reader, text: string): Promise<void> {
  await frame.getByLabel('Your comment').pressSequentially(text)
  const own = frame.locator('.comment', { hasText: text })
  const post = frame.getByRole('button', { name: 'Post' })
  await expect
    .poll(
      async () => {
        await poll()
        if (await post.isVisible()) await post.press('Enter')
        return own.count()
      },
      { interval: 100 },
    )
    .toBe(1)
}

/** The frame shows the composer of this person. */
export async function expectSignedIn({ frame }: Reader, name: string): Promise<void> {
  await frame.getByText('Posting as').waitFor()
  expect(await frame.locator('.who strong').textContent()).toBe(name)
}
