import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATES } from '../../src/sandbox/states/list.ts'
import { type StatesServer, serveStates } from '../../src/sandbox/states/server.ts'
import { DESKTOP, leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { atStart, hasFocus } from '../support/keys.ts'
import { freePort } from '../support/process.ts'
import { visitState } from '../support/states.ts'

let browser: Browser
let server: StatesServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([takeBrowser(), freePort().then(serveStates)])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await server?.close()
})

/** Opens the state, does what is to be tried, and closes the window. */
async function at(name: string, tried: (page: Page) => Promise<void>): Promise<void> {
  const state = STATES.find((one) => one.name === name)
  if (!state) throw new Error(`no state ${name}`)
  const { page, alarms, leave } = await openPerson(browser, DESKTOP)
  await visitState(page, server.url, state, { lang: 'en' })
  await tried(page)
  expect(alarms).toEqual([])
  await leave()
}

const field = (page: Page) => page.locator('textarea.text')
const first = (page: Page) => page.locator('#thread > ol > li').first()

describe('keys from the start of the discussion', () => {
  it('skipping it takes one', () =>
    at('list', async (page) => {
      const keys = await atStart(page)
      await keys.press('Enter')
      expect(await hasFocus(page.locator('#discussion-end'))).toBe(true)
    }))

  it.each(['idle', 'locked'])('the box takes two: %s', (name) =>
    at(name, async (page) => {
      const keys = await atStart(page)
      await keys.tabTo(field(page))
      expect(keys.count).toBeLessThanOrEqual(2)
    }),
  )

  it('posting from the box takes one', () =>
    at('typing', async (page) => {
      await field(page).focus()
      // The box has to have been in sight for half a second.
      await expect
        .poll(async () => {
          await page.keyboard.press('Control+Enter')
          return page.locator('#mine .comment').count()
        })
        .toBe(1)
      expect(await field(page).inputValue()).toBe('')
    }))

  it('or two, by the button', () =>
    at('typing', async (page) => {
      await field(page).focus()
      await page.keyboard.press('Tab')
      expect(await hasFocus(page.locator('[data-part=post]'))).toBe(true)
    }))

  it('the choice of a login takes three', () =>
    at('locked', async (page) => {
      const keys = await atStart(page)
      await keys.tabTo(page.locator('[data-provider]').first())
      expect(keys.count).toBeLessThanOrEqual(3)
    }))

  it.each(['idle', 'locked', 'rejected'])('a reply to the first comment takes four: %s', (name) =>
    at(name, async (page) => {
      const keys = await atStart(page)
      await keys.press('Tab', 'Enter')
      await keys.tabTo(first(page).locator('[data-reply]'))
      await keys.press('Enter')
      expect(await hasFocus(field(page))).toBe(true)
      expect(keys.count).toBeLessThanOrEqual(4)
      expect(await page.locator('[data-part=replying]').isVisible()).toBe(true)
    }),
  )

  it('a report with its reason takes six', () =>
    at('idle', async (page) => {
      const keys = await atStart(page)
      await keys.press('Tab', 'Enter')
      await keys.tabTo(first(page).locator('a[href*="report="]'))
      await keys.press('Enter')
      await page.locator('dialog select:focus').waitFor()
      await keys.press('ArrowDown')
      keys.count += 1
      // The sheet has to have been in sight for half a second.
      await expect
        .poll(async () => {
          await page.keyboard.press('Control+Enter')
          return page.locator('dialog [role=status]').textContent()
        })
        .toContain('Thank you')
      expect(keys.count).toBeLessThanOrEqual(6)
    }))

  it('copying the link of the discussion takes four', () =>
    at('list', async (page) => {
      const keys = await atStart(page)
      await keys.press('Enter', 'Tab', 'Enter')
      await page.locator('dialog [data-done]:focus').waitFor()
      await keys.press('Enter')
      await page.locator('dialog [role=status]', { hasText: 'Link copied' }).waitFor()
      expect(keys.count).toBeLessThanOrEqual(4)
    }))
})

describe('the focus comes back to where it came from', () => {
  it('after a reply is cancelled: to that comment', () =>
    at('list', async (page) => {
      const reply = page.locator('[data-reply]').last()
      await reply.press('Enter')
      expect(await hasFocus(field(page))).toBe(true)
      await page.locator('[data-part=cancel-reply]').press('Enter')
      expect(await hasFocus(reply)).toBe(true)
    }))

  it('after more comments came: to the first of them', () =>
    at('list+more', async (page) => {
      await page.locator('[data-part=more]').press('Enter')
      const added = page.locator('#thread > ol > li').nth(20).locator('article').first()
      await expect.poll(() => hasFocus(added)).toBe(true)
    }))

  it('after a login was cancelled: to the buttons', () =>
    at('login-cancelled', async (page) => {
      expect(await hasFocus(page.locator('[data-part=ways] button').first())).toBe(true)
    }))

  it.each(['share-sheet', 'report-dialog'])('after a sheet is closed: to its link (%s)', (name) =>
    at(name, async (page) => {
      await page.keyboard.press('Escape')
      const link = page
        .locator('#thread > ol > li')
        .last()
        .locator(name === 'share-sheet' ? 'a[href*="/share"]' : 'a[href*="report="]')
      expect(await hasFocus(link.first())).toBe(true)
    }),
  )

  it('after a comment was withdrawn: to the box, which has its text again', () =>
    at('duplicate', async (page) => {
      await field(page).fill('')
      await page.locator('#thread a[href*="withdraw="]').first().press('Enter')
      const submit = page.locator('dialog [type=submit].strong')
      await expect
        .poll(async () => {
          if (await submit.isVisible()) await submit.press('Enter')
          return page.locator('dialog [role=status]').textContent()
        })
        .toContain('Withdrawn')
      await page.keyboard.press('Escape')
      expect(await hasFocus(field(page))).toBe(true)
      expect(await field(page).inputValue()).toContain('full text')
    }))

  it('and a comment that was sent leaves it in the box', () =>
    at('published', async (page) => {
      await field(page).focus()
      expect(await page.locator('[data-part=status]').textContent()).not.toBe('')
      expect(await field(page).inputValue()).toBe('')
    }))
})

describe('who hears what', () => {
  it('each comment is an article named by its author and time', () =>
    at('list', async (page) => {
      const names = await page.getByRole('article').evaluateAll((articles) =>
        articles.map((article) => {
          const by = document.getElementById(article.getAttribute('aria-labelledby') ?? '')
          return [by?.querySelector('strong')?.textContent, by?.querySelector('time')?.textContent]
        }),
      )
      expect(names).toHaveLength(5)
      for (const name of names) expect(name.every(Boolean)).toBe(true)
      await page.getByRole('article', { name: /^Ravi Sethi .*ago$/ }).waitFor()
    }))

  it.each(['failed-kept', 'rate-limited', 'duplicate', 'session-expired', 'login-failed'])(
    'a failure speaks at once: %s',
    (name) =>
      at(name, (page) => page.locator('#discussion').getByRole('alert').filter({ hasText: /\w/ }).waitFor()),
  )

  it.each(['published', 'report-sent', 'already-reported'])('a result speaks politely: %s', (name) =>
    at(name, (page) =>
      page
        .locator('#discussion')
        .getByRole('status')
        .filter({ hasText: /\w/ })
        .first()
        .waitFor({ state: 'attached' }),
    ),
  )
})
