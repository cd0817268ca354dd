import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { createSandboxPaper } from '../../src/sandbox/paper.tsx'
import { DESKTOP, leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { freePort } from '../support/process.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'

let browser: Browser
let world: ServedWorld
let paper: Listener
/** Cookies of ours that the paper's form brought along. */
const brought: string[] = []

/** The paper is another site than the service, as it is with a domain of its own. */
beforeAll(async () => {
  browser = await takeBrowser()
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const site = { origins: [origin], signOn: { url: `${origin}/members` } }
  world = await serveWorld({ site, start: Date.now(), kind: 'sandbox', sandbox: true })
  const { id: keyId, key } = await world.services.accounts.addSignOnKey(world.site.id)
  const clock = { now: () => world.clock.now() }
  const app = createSandboxPaper({ serviceUrl: world.publicUrl, siteKey: 'ledger', keyId, key, clock })
  paper = await listen({ fetch: (request) => app.fetch(request) }, { host: '127.0.0.1', port })
})
afterAll(async () => {
  await leaveBrowser(browser)
  await paper.close()
  await world.close()
})

it.each([true, false])(
  'a member of a paper on another site signs in (JavaScript %s)',
  async (javaScriptEnabled) => {
    const { page, alarms, leave } = await openPerson(browser, DESKTOP, { javaScriptEnabled })
    page.on('request', async (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/login/paper/callback'))
        brought.push((await request.allHeaders())['cookie'] ?? '')
    })
    await page.goto(`${world.publicUrl}/a/${world.article.id}?lang=en`)
    await page.locator('#text').fill('A word about the harbour')
    await page.getByRole('button', { name: 'Continue with The Morning Ledger account' }).click()
    const member = page.getByRole('button', { name: javaScriptEnabled ? 'Maya Okafor' : 'Ines Duarte' })
    await member.click()
    await page.locator('#name').waitFor()
    await page.getByRole('button', { name: 'Use this name' }).click()
    await page.getByText('Posting as').waitFor()
    expect(await page.locator('#text').inputValue()).toBe('A word about the harbour')
    expect(brought.pop()).toBe('')
    expect(alarms).toEqual([])
    await leave()
  },
)

it('a member who is lured with a stranger’s state does not sign the stranger in', async () => {
  const stranger = await openPerson(browser)
  await stranger.page.goto(`${world.publicUrl}/a/${world.article.id}?lang=en`)
  await stranger.page.getByRole('button', { name: 'Continue with The Morning Ledger account' }).click()
  await stranger.page.getByRole('heading', { name: 'Members of the paper' }).waitFor()
  const lure = stranger.page.url()

  const member = await openPerson(browser)
  await member.page.goto(lure)
  await member.page.getByRole('button', { name: 'Tomás Vidal' }).click()
  await member.page.waitForURL(/\/login\/paper\/return/)
  expect(await member.page.locator('body').textContent()).toContain('took too long or was already used')

  // The member's word stands in the attempt, and the stranger has its cookie; the page that goes on was the member's.
  const state = new URL(lure).searchParams.get('state') ?? ''
  await stranger.page.goto(`${world.publicUrl}/login/paper/return?${new URLSearchParams({ state })}`)
  expect(await stranger.page.locator('#name').count()).toBe(0)
  for (const { leave } of [stranger, member]) await leave()
})
