import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { leaveBrowser, openPerson, type Person, takeBrowser, type View } from './browser.ts'
import { type FullDiscussion, fullDiscussion } from './full-discussion.ts'
import { giveSession, type ServedWorld, serveWorld } from './serve.ts'

export const WIDE: View = { width: 1280, height: 800, scheme: 'light' }

export interface Opened extends Person {
  close(): Promise<void>
}

/** A discussion with everything in it, to be looked at in unusual settings. */
export interface Settings {
  browser: Browser
  world: ServedWorld
  full: FullDiscussion
  /** Addresses: the discussion's page, its frame, and one comment's own page. */
  page(): string
  frame(): string
  permalink(): string
  /** As the writer sees it, with everything laid out, also what is far away; nothing glides. */
  open(url: string, view?: View, options?: BrowserContextOptions): Promise<Opened>
  close(): Promise<void>
}

export async function openSettings(): Promise<Settings> {
  const providers = (['x', 'facebook'] as const).map((name) => aProvider(name))
  const [browser, world] = await Promise.all([
    takeBrowser(),
    serveWorld({ site: { mode: 'flagged-only' }, providers }),
  ])
  const full = await fullDiscussion(world)
  const page = () => `${world.publicUrl}/a/${full.article.id}`
  return {
    browser,
    world,
    full,
    page,
    frame: () => `${world.publicUrl}/frame?site=ledger&article=${full.article.key}`,
    permalink: () => `${page()}/c/${full.published.id}`,
    async open(url, view = WIDE, options = {}) {
      const person = await openPerson(browser, view, { reducedMotion: 'reduce', ...options })
      await giveSession(person.context, full.writer)
      await person.page.goto(url)
      await layOut(person.page)
      return { ...person, close: person.leave }
    },
    async close() {
      await leaveBrowser(browser)
      await world.close()
    },
  }
}

/** One that is only offered. */
function aProvider(name: 'x' | 'facebook'): Provider {
  const nobody = () => Promise.reject(new Error('nobody signs in here'))
  return { name, identityProvider: name, appId: name, authorizationUrl: nobody, identify: nobody }
}

export async function layOut(shown: Page): Promise<void> {
  await shown.evaluate(async () => {
    for (const item of document.querySelectorAll<HTMLElement>('#thread > ol > li'))
      item.style.contentVisibility = 'visible'
    // The page's script makes times relative in a turn of its own.
    await new Promise((done) => setTimeout(() => requestAnimationFrame(done)))
  })
}

/** What the discussion can look like beside being read, each brought about as a reader does it. */
export const STATES: readonly (readonly [string, (shown: Opened, at: Settings) => Promise<void>])[] = [
  [
    'locked',
    async ({ context, page: shown }, { frame }) => {
      await context.clearCookies()
      await shown.goto(frame())
      await shown.locator('.way').last().waitFor()
    },
  ],
  [
    'a report being written',
    async ({ page: shown }, { page, full }) => {
      await shown.goto(`${page()}?report=${full.published.id}#act`)
      await shown.locator('.act select').waitFor()
    },
  ],
  [
    'a comment too long, refused by the server',
    async ({ page: shown }) => {
      await shown.locator('#text').fill('각'.repeat(255))
      await shown.evaluate(() => {
        const form = document.querySelector<HTMLFormElement>('form.composer')
        if (form) form.action = document.querySelector('.post')?.getAttribute('formaction') ?? ''
        form?.submit()
      })
      await shown.waitForURL(/comments$/)
      await shown.getByRole('alert').filter({ hasText: /./ }).waitFor()
    },
  ],
  [
    'an answer being written, with the help open',
    async ({ page: shown }) => {
      await shown.locator('#thread a[data-reply]').last().click()
      await shown.locator('.help summary').click()
      await shown.locator('[data-part=replying]').waitFor()
    },
  ],
]
