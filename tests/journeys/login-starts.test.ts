import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { leaveBrowser, openPerson, type Person, takeBrowser } from '../support/browser.ts'
import { withFile } from '../support/desk.ts'
import { type Embedding, serveEmbedding } from '../support/embedding.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'

let browser: Browser
let embedding: Embedding
let stranger: Neighbour
let article: Article
let victim: Person
beforeAll(async () => {
  ;[browser, embedding, stranger] = await Promise.all([
    takeBrowser({ blocksThirdParty: true }),
    serveEmbedding('another domain'),
    startNeighbour('stranger.localhost'),
  ])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await Promise.all([embedding?.close(), stranger?.close()])
})
beforeEach(async () => {
  article = await embedding.publish()
  victim = await openPerson(browser)
  return () => victim.context.close()
})

/** Attempts ever made, as the file has them. */
function attempts(): number {
  return withFile(embedding, (db) => Number(db.prepare('SELECT count(*) FROM login_attempts').pluck().get()))
}

async function cookieNames({ context }: Person): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name)
}

function frameOf({ page }: Person): Frame {
  const frame = page.mainFrame().childFrames()[0]
  if (!frame) throw new Error('no frame')
  return frame
}

describe('a page of others', () => {
  const challenge = () => sha256Hex(randomToken())
  const hidden = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
      .join('')

  it('starts no sign-in with a link, an image or a form that gets', async () => {
    const { publicUrl } = embedding
    const before = attempts()
    const query = `article=${article.id}&redeem=${await challenge()}&redeemHash=${await challenge()}`
    for (const path of ['/login/x', '/login/x/start', '/login/x/callback', '/login/redeem', '/login/name']) {
      await victim.page.goto(
        stranger.page(
          `<img src="${publicUrl}${path}?${query}"><a href="${publicUrl}${path}?${query}">news</a>`,
        ),
      )
      await victim.page.getByRole('link').click()
      await victim.page.waitForURL(`${publicUrl}/**`)
      expect(await victim.page.locator('h1').count()).toBe(1)
      expect(new URL(victim.page.url()).pathname).toBe(path)
    }
    expect(attempts()).toBe(before)
    expect(await cookieNames(victim)).toEqual([])
  })

  it.each(['a stranger', 'the paper'] as const)(
    'starts none as the opener of our window: %s',
    async (who) => {
      const host = who === 'a stranger' ? stranger : embedding.paper
      const before = attempts()
      await victim.page.goto(host.page('<title>opener</title>'))
      const [popup] = await Promise.all([
        victim.page.waitForEvent('popup'),
        victim.page.evaluate((url) => {
          window.open(url, '_blank', 'popup')
        }, `${embedding.publicUrl}/login/x/start?article=${article.id}`),
      ])
      await expect.poll(() => popup.isClosed()).toBe(true)
      expect(attempts()).toBe(before)
      expect(await cookieNames(victim)).toEqual([])
    },
  )

  const posts = ['a stranger', 'the paper', 'a page without an origin'].flatMap((who) =>
    ['/login/x', '/login/x/start', '/login/redeem', '/login/name'].map((path) => ({ who, path })),
  )
  it.each(posts)('starts none by posting to $path: $who', async ({ who, path }) => {
    const before = attempts()
    const fields = hidden({
      article: article.id,
      redeem: await challenge(),
      text: 'Mine',
      attempt: article.id,
    })
    const form = `<form method="post" target="_top" action="${embedding.publicUrl}${path}">${fields}
      <button>news</button></form>`
    const bare = form.replaceAll('"', '&quot;')
    const html =
      who === 'a page without an origin'
        ? `<iframe sandbox="allow-forms allow-top-navigation" srcdoc="${bare}"></iframe>`
        : form
    await victim.page.goto((who === 'the paper' ? embedding.paper : stranger).page(html))
    const answered = victim.page.waitForResponse((response) => response.request().method() === 'POST')
    const place = who === 'a page without an origin' ? frameOf(victim) : victim.page
    await place.getByRole('button').press('Enter')
    expect((await answered).status()).toBe(403)
    await victim.page.waitForURL(`${embedding.publicUrl}/**`)
    expect(attempts()).toBe(before)
    expect(await cookieNames(victim)).toEqual([])
  })
})

describe('the cookies of attempts', () => {
  it('are never more than five, and a hundred attempts lock nobody out', async () => {
    await victim.page.goto(`${embedding.publicUrl}/login/x/start?article=${article.id}`)
    const redeemHash = await challengeOf()
    const statuses = await victim.page.evaluate(
      async ([body]) => {
        const seen = new Set<number>()
        for (let count = 0; count < 100; count += 1) {
          const headers = { 'content-type': 'application/json' }
          seen.add((await fetch('/login/x/start', { method: 'POST', headers, body: body ?? '' })).status)
        }
        return [...seen]
      },
      [JSON.stringify({ article: article.id, redeemHash })],
    )
    expect(statuses).toEqual([200])
    const names = await cookieNames(victim)
    expect(names).toHaveLength(5)
    expect(names.filter((name) => !name.startsWith('__Host-brevier_login_'))).toEqual([])
    expect((await victim.page.goto(`${embedding.publicUrl}/a/${article.id}`))?.status()).toBe(200)
  })

  const challengeOf = () => sha256Hex(randomToken())
})
