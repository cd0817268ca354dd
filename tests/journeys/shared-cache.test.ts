import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listener, listen } from '../../src/cli/listen.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { freePort } from '../support/process.ts'
import { giveSession } from '../support/serve.ts'
import { type SharedCache, startSharedCache } from '../support/shared-cache.ts'
import { createWorld, type World } from '../support/world.ts'

let browser: Browser
let world: World
let listener: Listener
let cache: SharedCache
let stranger: Neighbour

beforeAll(async () => {
  const [port, behind] = [await freePort(), await freePort()]
  ;[browser, stranger] = await Promise.all([takeBrowser(), startNeighbour('stranger.localhost')])
  world = await createWorld({ publicUrl: `http://localhost:${port}` })
  listener = await listen(world.app, { host: '127.0.0.1', port: behind })
  cache = await startSharedCache(port, { port: behind })
})
afterAll(async () => {
  await leaveBrowser(browser)
  await Promise.all([cache?.close(), stranger?.close()])
  await listener?.close()
  await world?.close()
})

const pages = () => [
  `/a/${world.article.id}`,
  `/frame?site=${world.site.key}&article=${world.article.key}`,
  `/a/${world.article.id}?lang=ko`,
]

const isLocked = async ({ page }: Visitor) => (await page.locator('form[data-locked]').count()) === 1

describe('behind a shared cache', () => {
  it('a reader who is signed in never gets the page of those who are not, nor they the reader’s', async () => {
    const [stray, member] = [await openPerson(browser), await openPerson(browser)]
    await giveSession(member.context, await world.reader('Maya Okafor'))
    for (const path of pages()) {
      for (const visitor of [stray, stray, member, member, stray, member]) {
        await visitor.page.goto(world.publicUrl + path)
        expect([path, await isLocked(visitor)]).toEqual([path, visitor === stray])
        const text = await visitor.page.content()
        expect([path, text.includes('Maya Okafor')]).toEqual([path, visitor === member])
      }
      // The cache does keep it, or this would prove nothing.
      expect([path, cache.hits.includes(path)]).toEqual([path, true])
    }
    await Promise.all([stray.leave(), member.leave()])
  })

  it('a page that a stranger leads a reader to is kept for nobody, however its address is dressed up', async () => {
    const victim = await openPerson(browser)
    await giveSession(victim.context, await world.reader('Ines Duarte'))
    const thief = await openPerson(browser)
    const { id } = world.article
    for (const path of [
      '/me',
      '/me?x.css',
      '/me/account?cache=1',
      '/me/x.css',
      '/me;x.css',
      '/me%2fx.css',
      `/a/${id}?x.css`,
      `/a/${id}/x.css`,
      `/a/${id}/x.js`,
      `/frame?site=ledger&article=${world.article.key}&x=.css`,
      '/login/session?x.js',
    ]) {
      await victim.page.goto(stranger.page(`<a href="${world.publicUrl}${path}">news</a>`))
      const opened = victim.page.waitForResponse((response) => response.url() === world.publicUrl + path)
      await victim.page.getByRole('link').click()
      await opened
      await victim.page.waitForLoadState()
      await thief.page.goto(world.publicUrl + path)
      const text = await thief.page.content()
      expect([path, /Ines Duarte|"signedIn":true/.test(text)]).toEqual([path, false])
    }
    await Promise.all([victim.leave(), thief.leave()])
  })
})
