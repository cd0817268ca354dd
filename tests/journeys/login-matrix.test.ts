import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import {
  becomeAt,
  type Coop,
  type Embedding,
  expectSignedIn,
  openPopup,
  PLACES,
  type PlaceName,
  readArticle,
  serveEmbedding,
  write,
} from '../support/embedding.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { some } from '../support/whole.ts'

const COOPS: Coop[] = ['unsafe-none', 'same-origin', 'same-origin-allow-popups']
const places = Object.keys(PLACES) as PlaceName[]

let served: Record<PlaceName, Embedding>
/** Another site than every paper. */
let elsewhere: Neighbour
beforeAll(async () => {
  elsewhere = await startNeighbour('elsewhere.localhost')
  const [near, far] = await Promise.all(places.map((place) => serveEmbedding(place)))
  if (!near || !far) throw new Error('a place is missing')
  served = { 'a sub-domain': near, 'another domain': far }
})
afterAll(async () => {
  await Promise.all([elsewhere, ...Object.values(served ?? {})].map((one) => one?.close()))
})

describe.each([false, true])('third-party cookies blocked: %s', (blocksThirdParty) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await takeBrowser({ blocksThirdParty })
  })
  afterAll(() => leaveBrowser(browser))

  it('is what this browser does', async () => {
    const { page, leave } = await openPerson(browser)
    const { paper } = served['another domain']
    const tracker = paper.page('<p>seen</p>', { 'set-cookie': 'loose=1; SameSite=None; Secure; Path=/' })
    await page.goto(tracker)
    await page.goto(elsewhere.page(`<iframe src="${tracker}"></iframe>`))
    const again = page.waitForRequest(tracker)
    await page.reload()
    expect((await (await again).allHeaders())['cookie']).toBe(blocksThirdParty ? undefined : 'loose=1')
    await leave()
  })

  const setUps = places.flatMap((place) => COOPS.map((coop, index) => ({ place, coop, index })))
  // Every two of the three come together.
  it.each(some(setUps, 2, blocksThirdParty ? 1 : 0))(
    '$place, provider COOP $coop: in, still in after a reload, posting, out',
    async (setUp) => {
      const { place, coop, index } = setUp
      const embedding = served[place]
      await embedding.setCoop(coop)
      const article = await embedding.publish()
      const person = await openPerson(browser)
      const reader = await readArticle(person, article)
      const persona = PERSONAS[index + (blocksThirdParty ? COOPS.length : 0)]?.name ?? ''
      const name = `Reader ${index} ${blocksThirdParty}`

      const popup = await openPopup(reader, index % 2 === 0 ? 'X' : 'Facebook')
      const closed = popup.waitForEvent('close').catch(() => {})
      await becomeAt(popup, persona, name)
      await closed
      await reader.poll()
      await expectSignedIn(reader, name)

      await reader.page.reload()
      await expectSignedIn(reader, name)
      const text = `Well said, ${name}.`
      await write(reader, text)

      await reader.frame.getByRole('button', { name: 'Log out' }).press('Enter')
      await reader.frame.locator('form[data-locked]').waitFor()
      await reader.page.reload()
      await reader.frame.locator('form[data-locked]').waitFor()
      expect(reader.page.url()).toBe(article.url)
      expect(await person.context.cookies()).toEqual([])
      expect(person.alarms).toEqual([])
      await person.leave()
    },
  )
})
