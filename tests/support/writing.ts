import type { Browser, Page } from 'playwright-core'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import { HOUR } from '../../src/kernel/clock.ts'
import { openPerson, type Person, type View } from './browser.ts'
import { giveSession, type ServedWorld } from './serve.ts'
import type { Person as Reader } from './world.ts'

export interface Writer extends Person {
  reader: Reader
  /** The state that the box to write in says it is in. */
  state(): Promise<string | null>
  /** Lets time go by in the page, and for the reader's eyes. */
  pass(ms: number): Promise<void>
  note(): Promise<string>
  /** What the reader's comments say, as the server has them, in alphabetical order. */
  stored(): Promise<string[]>
}

/** A signed-in reader at the article's own page, whose browser's clock is in the test's hand. */
export async function openWriter(
  world: ServedWorld,
  browser: Browser,
  options: { view?: View; language?: 'en' | 'ko'; reader?: Reader; path?: string } = {},
): Promise<Writer> {
  const reader = options.reader ?? (await world.reader())
  const person = await openPerson(browser, options.view, { clock: true })
  await giveSession(person.context, reader)
  const path = options.path ?? `/a/${world.article.id}?lang=${options.language ?? 'en'}`
  await person.page.goto(`${world.publicUrl}${path}`)
  return writerAt(world, reader, person)
}

/** The same reader in another tab of the same browser. */
export async function secondTab(world: ServedWorld, first: Writer, url = first.page.url()): Promise<Writer> {
  const page = await first.context.newPage()
  await page.goto(url)
  return writerAt(world, first.reader, { ...first, page })
}

function writerAt(world: ServedWorld, reader: Reader, person: Person): Writer {
  const { page, context } = person
  return {
    ...person,
    reader,
    state: () => page.locator('.composer').getAttribute('data-state'),
    pass: (ms) => context.clock.runFor(ms),
    note: async () => (await page.locator('.composer [data-part=note]').textContent()) ?? '',
    stored: async () =>
      (await world.services.comments.ownComments(reader.actor, null)).comments.map(({ body }) => body).sort(),
  }
}

/** Types into the box as a hand does, and looks at it for long enough to be allowed to post it. */
export async function type({ page, pass }: Writer, text: string): Promise<void> {
  await page.getByLabel('Your comment').pressSequentially(text)
  await seen(page, pass)
}

/** Until the browser has reported the box in sight, no time counts. */
export async function seen(page: Page, pass: (ms: number) => Promise<void>): Promise<void> {
  await page.locator('[data-part=post]').scrollIntoViewIfNeeded()
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const field = document.querySelector('.composer textarea')
        if (!field) return resolve(null)
        new IntersectionObserver(resolve).observe(field)
      }),
  )
  await pass(600)
}

/** A new session of the same account. */
export async function signedInAgain(world: ServedWorld, reader: Reader): Promise<Reader> {
  const token = randomToken()
  const now = world.clock.now()
  await world.stores.accounts.insertSession({
    id: crypto.randomUUID(),
    kind: 'reader',
    tokenHash: await sha256Hex(token),
    siteId: world.site.id,
    accountId: reader.account.id,
    articleId: null,
    identity: null,
    agent: '',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + HOUR,
  })
  return { ...reader, token, cookie: `__Host-brevier_reader=${token}` }
}
