import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { type Embedding, readArticle, serveEmbedding } from '../support/embedding.ts'

let browser: Browser
let embedding: Embedding
beforeAll(async () => {
  ;[browser, embedding] = await Promise.all([
    takeBrowser({ blocksThirdParty: true }),
    serveEmbedding('another domain'),
  ])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await embedding?.close()
})

describe('in the browser of an app', () => {
  const ANDROID =
    'Mozilla/5.0 (Linux; Android 14; SM-S918N; wv) AppleWebKit/537.36 Version/4.0 Chrome/124 Mobile'
  const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'

  it('the way out is offered, and the buttons go by the whole page', async () => {
    const inApp = await openPerson(browser, PHONE, { userAgent: `${ANDROID} KAKAOTALK 10.8.0` })
    const article = await embedding.publish()
    const reader = await readArticle(inApp, article)
    await reader.frame.getByText('may refuse to log you in').waitFor()
    expect(await reader.frame.locator('.composer').getAttribute('data-state')).toBe('in-app-browser')
    const out = reader.frame.getByRole('link', { name: 'Open in browser' })
    expect(await out.getAttribute('href')).toBe(
      `kakaotalk://web/openExternal?url=${encodeURIComponent(article.url)}`,
    )
    expect(await out.getAttribute('target')).toBe('_top')
    await reader.frame.getByRole('button', { name: 'Continue with X' }).press('Enter')
    await inApp.page.waitForURL(/\/i\/oauth2\/authorize/)
    expect(inApp.context.pages()).toHaveLength(1)
    expect(inApp.alarms).toEqual([])
    await inApp.context.close()
  })

  it('copying the link is left where no other way is known', async () => {
    const inApp = await openPerson(browser, PHONE, { userAgent: `${IOS} Instagram 330.0.0.0` })
    const article = await embedding.publish()
    const reader = await readArticle(inApp, article)
    await reader.frame.getByText('may refuse to log you in').waitFor()
    expect(await reader.frame.getByRole('link', { name: 'Open in browser' }).count()).toBe(0)
    expect(await reader.frame.getByLabel('Address of this page').inputValue()).toBe(article.url)
    await reader.frame.getByRole('button', { name: 'Copy link' }).press('Enter')
    await reader.frame.getByText('Link copied').waitFor()
    await inApp.context.close()
  })

  it('on a page of our own, that page is taken out', async () => {
    const inApp = await openPerson(browser, PHONE, { userAgent: ANDROID })
    const { id } = await embedding.publish()
    await inApp.page.goto(`${embedding.publicUrl}/a/${id}`)
    const href = await inApp.page.getByRole('link', { name: 'Open in browser' }).getAttribute('href')
    const { host } = new URL(embedding.publicUrl)
    expect(href).toBe(`intent://${host}/a/${id}?lang=en#Intent;scheme=http;end`)
    await inApp.context.close()
  })

  it('nothing of it shows in a browser of its own', async () => {
    const reader = await readArticle(await openPerson(browser, DESKTOP), await embedding.publish())
    expect(await reader.frame.locator('[data-part=in-app]').isVisible()).toBe(false)
    await reader.context.close()
  })
})
