import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { leaveBrowser, openPerson, type Person, PHONE, takeBrowser } from '../support/browser.ts'
import {
  becomeAt,
  type Embedding,
  expectSignedIn,
  openPopup,
  type Reader,
  readArticle,
  serveEmbedding,
  write,
} from '../support/embedding.ts'

const DRAFT = 'Who paid for the second shelter?'
const NAME = 'Maya O.'

let browser: Browser
let embedding: Embedding
let person: Person
beforeAll(async () => {
  // The harder place: another domain, and a browser that blocks third-party cookies.
  ;[browser, embedding] = await Promise.all([
    takeBrowser({ blocksThirdParty: true }),
    serveEmbedding('another domain'),
  ])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await embedding?.close()
})
beforeEach(async () => {
  person = await openPerson(browser)
  return () => person.leave()
})

async function typing(article: Article): Promise<Reader> {
  const reader = await readArticle(person, article)
  await reader.frame.getByLabel('Your comment').pressSequentially(DRAFT)
  return reader
}

/** Which state the box to write in says it is in. */
function stateOf({ frame }: Reader): Promise<string | null> {
  return frame.locator('.composer').getAttribute('data-state')
}

function draftOf({ frame }: Reader): Promise<string> {
  return frame.getByLabel('Your comment').inputValue()
}

/** Presses the button that goes to the provider with the whole page, and comes back to the article. */
async function byFullPage(reader: Reader, article: Article): Promise<void> {
  const { page, frame } = reader
  await frame.getByRole('button', { name: 'Continue with X' }).press('Enter')
  await backInArticle(reader, article)
  expect(page.context().pages()).toHaveLength(1)
}

async function backInArticle(reader: Reader, article: Article): Promise<void> {
  await reader.page.waitForURL(/\/i\/oauth2\/authorize/)
  await becomeAt(reader.page, 'Maya Okafor', await nameOnce())
  await reader.page.waitForURL(`${new URL(article.url).origin}/**`)
  await expectSignedIn(reader, NAME)
  expect(await draftOf(reader)).toBe(DRAFT)
  // The fragment with the attempt is gone, also from the history.
  expect(reader.page.url()).toBe(article.url)
  expect(await reader.page.evaluate(() => location.hash)).toBe('')
}

let isKnown = false
/** The name is asked for at the first sign-in only. */
async function nameOnce(): Promise<string | null> {
  const name = isKnown ? null : NAME
  isKnown = true
  return name
}

describe('a window that does not open', () => {
  it('blocked: the whole page goes, and comes back to the article signed in, with the draft', async () => {
    await person.context.addInitScript(() => {
      window.open = () => null
    })
    const article = await embedding.publish()
    const reader = await typing(article)
    await byFullPage(reader, article)
    await reader.page.reload()
    await expectSignedIn(reader, NAME)
    expect(person.alarms).toEqual([])
  })

  it.each(['first', 'second'])(
    'in the %s of two discussions on a page: that one takes the reader back, with the draft',
    async (which) => {
      await person.context.addInitScript(() => {
        window.open = () => null
      })
      const other = await embedding.publish()
      const article = await embedding.publish({
        frame(src) {
          const { origin, searchParams } = new URL(src)
          const own = searchParams.get('article')
          const keys = which === 'first' ? [own, other.key] : [other.key, own]
          const tags = keys.map(
            (key) =>
              `<brevier-comments site="${searchParams.get('site')}" article="${key}"></brevier-comments>`,
          )
          return `<script type="module" src="${origin}/embed.js"></script>${tags.join('')}`
        },
      })
      const frame = person.page.frameLocator(`brevier-comments[article="${article.key}"] iframe`)
      const reader = { ...(await readArticle(person, article)), frame }
      await reader.frame.getByLabel('Your comment').pressSequentially(DRAFT)
      await byFullPage(reader, article)
      expect(person.alarms).toEqual([])
    },
  )

  it('of an article that keeps windows apart: the same, and the window that opened in vain closes', async () => {
    const article = await embedding.publish({ headers: { 'cross-origin-opener-policy': 'same-origin' } })
    const reader = await typing(article)
    await reader.frame.getByRole('button', { name: 'Continue with X' }).press('Enter')
    await backInArticle(reader, article)
    await expect.poll(() => person.context.pages().length).toBe(1)
    expect(person.alarms).toEqual([])
  })

  it('same-origin-allow-popups of the article does no harm', async () => {
    const headers = { 'cross-origin-opener-policy': 'same-origin-allow-popups' }
    const reader = await typing(await embedding.publish({ headers }))
    await signIn(reader)
    expect(await draftOf(reader)).toBe(DRAFT)
  })

  it('without JavaScript the frame’s form takes the draft to a page of our own', async () => {
    const plain = await openPerson(browser, PHONE, { javaScriptEnabled: false })
    const article = await embedding.publish({ frame: (src) => `<iframe src="${src}" height="700"></iframe>` })
    await plain.page.goto(article.url)
    const frame = plain.page.frameLocator('iframe')
    await frame.getByLabel('Your comment').fill(DRAFT)
    await frame.getByRole('button', { name: 'Continue with X' }).click()
    await becomeAt(plain.page, 'Maya Okafor', await nameOnce())
    await plain.page.waitForURL(/\/a\//)
    expect(await plain.page.getByLabel('Your comment').inputValue()).toBe(DRAFT)
    expect(await plain.page.locator('.who').textContent()).toContain(NAME)
    await plain.page.getByRole('button', { name: 'Log out' }).click()
    await plain.page.locator('form[data-locked]').waitFor()
    await plain.leave()
  })
})

describe('a frame in a sandbox', () => {
  const sandboxed = (more: string) => (src: string) =>
    `<iframe src="${src}" width="600" height="700"
       sandbox="allow-scripts allow-same-origin allow-forms ${more}"></iframe>`

  it('signs in where its windows may leave the sandbox', async () => {
    const frame = sandboxed('allow-popups allow-popups-to-escape-sandbox')
    const reader = await typing(await embedding.publish({ frame }))
    await signIn(reader)
    expect(await draftOf(reader)).toBe(DRAFT)
  })

  it('where they may not, the provider is refused and the reader can still go back to the buttons', async () => {
    const reader = await typing(await embedding.publish({ frame: sandboxed('allow-popups') }))
    const popup = await openPopup(reader)
    await expect.poll(() => popup.url()).toMatch(/^chrome-error:/)
    await reader.frame.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
    await reader.frame.getByText('Login cancelled').waitFor()
    expect(await draftOf(reader)).toBe(DRAFT)
  })
})

describe('while the window is open', () => {
  it('cancelling gives the buttons back, and what is finished in the window signs nobody in', async () => {
    const reader = await typing(await embedding.publish())
    const popup = await openPopup(reader)
    await popup.getByRole('button', { name: 'Maya Okafor' }).waitFor()
    expect(await stateOf(reader)).toBe('login-window-open')
    await reader.frame.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
    await reader.frame.getByText('Login cancelled').waitFor()
    expect(await stateOf(reader)).toBe('login-cancelled')
    // The provider has cut the windows apart, so the window is still there.
    if (!popup.isClosed()) await becomeAt(popup, 'Maya Okafor', await nameOnce())
    for (let turn = 0; turn < 3; turn += 1) await reader.poll()
    expect(await reader.frame.locator('form[data-locked]').count()).toBe(1)
    expect(await draftOf(reader)).toBe(DRAFT)
    await reader.frame.getByRole('button', { name: 'Continue with X' }).waitFor()
  })

  it('“continue in this tab” takes the whole page and comes back', async () => {
    const article = await embedding.publish()
    const reader = await typing(article)
    const popup = await openPopup(reader)
    await popup.getByRole('button', { name: 'Maya Okafor' }).waitFor()
    await reader.frame.getByRole('button', { name: 'Continue in this tab' }).press('Enter')
    await backInArticle(reader, article)
  })

  it('cancelling at the provider is told in the frame', async () => {
    const reader = await typing(await embedding.publish())
    const popup = await openPopup(reader, 'Facebook')
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await popup.getByText('The login at Facebook was cancelled').waitFor()
    await reader.poll()
    await reader.frame.getByText('The login at Facebook was cancelled').waitFor()
    expect(await stateOf(reader)).toBe('login-cancelled')
    await reader.frame.getByRole('button', { name: 'Continue with X' }).waitFor()
    expect(await draftOf(reader)).toBe(DRAFT)
  })

  it.each([
    ['credits', 'login with X is switched off for now', 'provider-out-of-credit'],
    ['outage', 'X has a fault at the moment', 'login-failed'],
  ])('a failure (%s) is told in the frame: %s', async (fault, sentence, state) => {
    const reader = await typing(await embedding.publish())
    const popup = await openPopup(reader)
    await popup.locator('#fault').selectOption(fault)
    await popup.getByRole('button', { name: 'Maya Okafor' }).click()
    await popup.getByText(sentence).waitFor()
    await reader.poll()
    await reader.frame.getByText(sentence).waitFor()
    expect(await stateOf(reader)).toBe(state)
    expect(await draftOf(reader)).toBe(DRAFT)
    // Out of credit, a provider takes no logins for a quarter of an hour.
    embedding.clock.advance(HOUR)
  })

  it('a failure by full page leads back to the article and its draft', async () => {
    await person.context.addInitScript(() => {
      window.open = () => null
    })
    const article = await embedding.publish()
    const reader = await typing(article)
    await reader.frame.getByRole('button', { name: 'Continue with X' }).press('Enter')
    await reader.page.getByRole('button', { name: 'Cancel' }).click()
    await reader.page.getByText('The login at X was cancelled').waitFor()
    await reader.page.getByRole('link', { name: 'Back to the article' }).click()
    await reader.frame.locator('form[data-locked]').waitFor()
    expect(reader.page.url()).toBe(article.url)
    expect(await draftOf(reader)).toBe(DRAFT)
  })
})

async function signIn(reader: Reader): Promise<void> {
  const popup = await openPopup(reader)
  const closed = popup.waitForEvent('close')
  await becomeAt(popup, 'Maya Okafor', await nameOnce())
  await closed
  await reader.poll()
  await expectSignedIn(reader, NAME)
}

/** As in Safari 18.5 to 26.1, which keeps neither kind of cookie for a frame of another site. */
async function signInWithoutCookie(reader: Reader): Promise<void> {
  const popup = await openPopup(reader)
  const closed = popup.waitForEvent('close')
  await becomeAt(popup, 'Maya Okafor', await nameOnce())
  await closed
  embedding.keepCookies(false)
  await reader.poll()
  await expectSignedIn(reader, NAME)
  embedding.keepCookies(true)
}

describe('a session that does not last', () => {
  it('where the cookie is refused, the reader is told, and posts with what this page alone knows', async () => {
    const article = await embedding.publish()
    const reader = await typing(article)
    const exchanged = reader.page.waitForResponse('**/login/page-token')
    await signInWithoutCookie(reader)
    await reader.frame.getByText('it lasts until you leave this page').waitFor()
    expect(await draftOf(reader)).toBe(DRAFT)
    const { token } = (await (await exchanged).json()) as { token: string }
    const kept = await reader.frame
      .locator('body')
      .evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
      )
    expect(kept).not.toContain(token)
    await reader.frame.getByLabel('Your comment').fill('')
    await write(reader, 'Posted with a token of this page.')
    await reader.page.reload()
    await reader.frame.locator('form[data-locked]').waitFor()
    expect(await person.context.cookies()).toEqual([])
  })

  it.each(['cookie', 'token of the page'])(
    'when it has ended (%s), posting locks the composer with a sentence, and the draft stays',
    async (kind) => {
      const reader = await typing(await embedding.publish())
      await (kind === 'cookie' ? signIn(reader) : signInWithoutCookie(reader))
      embedding.clock.advance(91 * DAY)
      const { frame } = reader
      await frame.getByLabel('Your comment').pressSequentially('!')
      let isSent = false
      reader.page.once('request', () => {
        isSent = true
      })
      await expect
        .poll(async () => {
          await reader.poll()
          if (!isSent) await frame.getByRole('button', { name: 'Post' }).press('Enter')
          return isSent
        })
        .toBe(true)
      await frame.getByText('You are logged out. Log in again; your text is kept.').waitFor()
      expect(await frame.locator('form[data-locked]').count()).toBe(1)
      expect(await stateOf(reader)).toBe('session-expired')
      expect(await frame.locator('.who').count()).toBe(0)
      expect((await draftOf(reader)).replace('!', '')).toBe(DRAFT)
      await signIn(reader)
      expect((await draftOf(reader)).replace('!', '')).toBe(DRAFT)
    },
  )
})

describe('a paper on its own domain and on another', () => {
  it('signs the same reader in by the frame and then by a page of ours: one cookie replaces the other', async () => {
    const both = await serveEmbedding('a sub-domain', ['https://www.paper.example'])
    const article = await both.publish()
    const { page } = person
    const discussion = `${both.publicUrl}/a/${article.id}`
    const reader = await readArticle(person, article)
    const popup = await openPopup(reader)
    await becomeAt(popup, 'Maya Okafor', NAME)
    await reader.poll()
    await expectSignedIn(reader, NAME)
    both.clock.advance(91 * DAY)
    await page.goto(discussion)
    await page.getByRole('button', { name: 'Continue with X' }).click()
    await becomeAt(page, 'Maya Okafor', null)
    await page.locator('.who').waitFor()
    await page.goto(article.url)
    await expectSignedIn(reader, NAME)
    await reader.frame.getByRole('button', { name: 'Log out' }).press('Enter')
    await reader.frame.locator('form[data-locked]').waitFor()
    await page.goto(discussion)
    await page.locator('form[data-locked]').waitFor()
    await both.close()
  })
})
