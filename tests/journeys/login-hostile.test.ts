import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomToken, sha256Hex } from '../../src/features/accounts/crypto.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { approve, leave, SESSION, signInByPage, visit } from '../reader/login-world.ts'
import { leaveBrowser, openPerson, type Person, takeBrowser } from '../support/browser.ts'
import {
  becomeAt,
  type Embedding,
  expectSignedIn,
  openPopup,
  readArticle,
  serveEmbedding,
} from '../support/embedding.ts'
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

async function cookieNames({ context }: Person): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name)
}

/** On a page of our own, as its script would ask. */
function ask(
  page: Page | Frame,
  path: string,
  init: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([to, { body, headers }]) => {
      const answer = await fetch(to, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, text: await answer.text() }
    },
    [path, init] as const,
  )
}

async function isSignedIn(page: Page | Frame): Promise<boolean> {
  return (await ask(page, '/login/session')).text === '{"signedIn":true}'
}

/** The whole way through the popup; answers what redeemed it, as seen on the wire. */
async function signIn(persona: string, name: string): Promise<{ attempt: string; secret: string }> {
  const reader = await readArticle(victim, article)
  const redeemed = victim.page.waitForRequest('**/login/redeem')
  const popup = await openPopup(reader)
  const closed = popup.waitForEvent('close')
  await becomeAt(popup, persona, name)
  await closed
  await reader.poll()
  const body = (await redeemed).postDataJSON()
  await expectSignedIn(reader, name)
  return body
}

function frameOf({ page }: Person): Frame {
  const frame = page.mainFrame().childFrames()[0]
  if (!frame) throw new Error('no frame')
  return frame
}

describe('signing somebody in as another', () => {
  it('by the attacker’s own callback address: nobody is signed in, and the victim’s own attempt goes on', async () => {
    const forged = await approve(await leave(visit(embedding), article), 'haneul')
    const open = async () => {
      await victim.page.goto(stranger.page(`<a href="${embedding.publicUrl}${forged}">news</a>`))
      const answered = victim.page.waitForResponse(`**/login/x/callback?*`)
      await victim.page.getByRole('link').click()
      return (await answered).status()
    }
    expect(await open()).toBe(410)
    expect(await cookieNames(victim)).toEqual([])

    const own = embedding.publicUrl + (await approveInBrowser())
    expect(await open()).toBe(410)
    expect(await isSignedIn(victim.page)).toBe(false)
    await victim.page.goto(own)
    await victim.page.getByLabel('Name').waitFor()
  })

  /** The victim's own way to the provider, up to the callback that waits to be opened. */
  async function approveInBrowser(): Promise<string> {
    await victim.page.goto(`${embedding.publicUrl}/a/${article.id}`)
    await victim.page.getByRole('button', { name: 'Continue with X' }).click()
    await victim.page.waitForURL(/\/i\/oauth2\/authorize/)
    return approve(new URL(victim.page.url()), 'maya')
  }

  it('by the fragment of a finished attempt, with or without a secret of one’s own: nothing happens', async () => {
    const attacker = visit(embedding)
    const redeem = await sha256Hex(randomToken())
    await signInByPage(attacker, article)
    const back = await attacker.get(await approve(await leave(attacker, article, { redeem })))
    const donated = /#brevier=[\w-]+/.exec(await back.text())?.[0] ?? ''
    expect(donated).not.toBe('')

    const asked: string[] = []
    victim.context.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const reader = await readArticle(victim, { ...article, url: article.url + donated })
    await reader.frame.locator('form[data-locked]').waitFor()
    expect(asked.filter((path) => path.startsWith('/login/'))).toEqual([])
    await expect.poll(() => victim.page.url()).toBe(article.url)

    await frameOf(victim).evaluate(([kept, secret]) => sessionStorage.setItem(kept, secret), [
      `brevier:${article.id}`,
      randomToken(),
    ] as const)
    const answered = victim.page.waitForResponse('**/login/redeem')
    await victim.page.goto(`${article.url}?again${donated}`)
    expect((await answered).status()).toBe(410)
    await reader.frame.locator('form[data-locked]').waitFor()
    expect(await isSignedIn(frameOf(victim))).toBe(false)
    expect(await cookieNames(victim)).toEqual([])
  })
})

describe('what redeems a sign-in', () => {
  it('is neither guessed nor used twice, and dies within a minute', async () => {
    const used = await signIn('Juno', 'Juno')
    const thief = await openPerson(browser)
    await thief.page.goto(`${embedding.publicUrl}/a/${article.id}`)
    const refused = async (step: string, body: unknown) => {
      const { status, text } = await ask(thief.page, `/login/${step}`, { body })
      expect([step, status, text.includes('token')]).toEqual([step, 410, false])
    }
    const guessed = { ...used, secret: randomToken() }
    for (const step of ['poll', 'redeem', 'page-token']) await refused(step, guessed)
    await refused('redeem', used)
    // The frame has a minute to find its cookie refused; then the secret is worth nothing at all.
    embedding.clock.advance(61_000)
    for (const step of ['redeem', 'page-token']) await refused(step, used)
    expect(await cookieNames(thief)).toEqual([])
    expect(await isSignedIn(frameOf(victim))).toBe(true)
    await thief.context.close()
  })

  it('for one page opens that article alone: not the reader’s own page, nor the console, nor another article', async () => {
    embedding.keepCookies(false)
    const reader = await readArticle(victim, article)
    embedding.keepCookies(true)
    const popup = await openPopup(reader)
    const closed = popup.waitForEvent('close')
    await becomeAt(popup, '박서준', '박서준')
    await closed
    embedding.keepCookies(false)
    const exchanged = victim.page.waitForResponse('**/login/page-token')
    await reader.poll()
    const { token } = (await (await exchanged).json()) as { token: string }
    await expectSignedIn(reader, '박서준')
    embedding.keepCookies(true)

    const other = await embedding.publish()
    const frame = frameOf(victim)
    const headers = { authorization: `Bearer ${token}` }
    const write = (id: string) =>
      ask(frame, `/v1/articles/${id}/comments`, {
        body: { text: 'Only here.' },
        headers: { ...headers, 'idempotency-key': `key-${id}` },
      })
    expect((await write(article.id)).status).toBe(201)
    expect((await write(other.id)).status).toBe(401)
    // The own page sends its caller to the login, as anybody who is not signed in.
    expect((await ask(frame, '/me', { headers })).text).toContain('action="/login/x"')
    for (const path of ['/console', '/console/log']) {
      const { status, text } = await ask(frame, path, { headers })
      expect([path, status === 200 && text.includes('id="queue"')]).toEqual([path, false])
    }
    expect((await ask(frame, '/login/session', { headers })).text).toBe('{"signedIn":false}')
    for (const path of ['/me', '/login/session']) {
      const answer = await embedding.request(path, { headers: { cookie: `${SESSION}=${token}` } })
      expect([path, answer.status === 200 && !(await answer.text()).includes('false')]).toEqual([path, false])
    }
  })
})

describe('the paper’s own page, with the frame’s partitioned cookie', () => {
  it('posts and is refused: the cookie goes along, only the origin differs', async () => {
    await signIn('Ines Duarte', 'Ines')
    const session = (await victim.context.cookies()).find(({ name }) => name === SESSION)
    embedding.posts.length = 0
    await victim.page.evaluate(
      async ([service, id]) => {
        const send = (path: string, type: string, body: string) =>
          fetch(`${service}${path}`, {
            method: 'POST',
            mode: 'no-cors',
            credentials: 'include',
            headers: { 'content-type': type },
            body,
          }).catch(() => {})
        const form = 'application/x-www-form-urlencoded'
        await send(`/a/${id}/comments`, form, `article=${id}&text=Forged&key=forged-key-1`)
        await send(`/v1/articles/${id}/comments`, 'text/plain', '{"text":"Forged"}')
        await send('/logout', form, `article=${id}&frame=auto`)
        await send('/login/x', form, `article=${id}&text=Forged`)
      },
      [embedding.publicUrl, article.id] as const,
    )
    const refused = { status: 403, origin: embedding.paper.origin, cookie: `${SESSION}=${session?.value}` }
    expect(embedding.posts).toMatchObject([refused, refused, refused, refused])
    expect(await isSignedIn(frameOf(victim))).toBe(true)
    const { items } = await embedding.services.comments.page(article, { sort: 'newest', after: null })
    expect(items).toEqual([])
  })
})

describe('a cookie tossed in by a neighbouring host', () => {
  it('signs nobody in, and beside the reader’s own the reader is signed out', async () => {
    const near = await serveEmbedding('a sub-domain')
    const evil = await startNeighbour('evil.news.localhost')
    const place = await near.publish()
    const attacker = visit(near)
    await signInByPage(attacker, place)
    const token = attacker.cookies.get(SESSION) ?? ''
    const at = '; Domain=news.localhost; Path=/; Secure; SameSite=None'
    const tossed = [
      `${SESSION}=${token}${at}`,
      `__host-brevier_reader=${token}${at}`,
      `=${SESSION}=${token}${at}`,
      `brevier_reader=${token}${at}`,
    ]
    const headed = evil.page('<title>evil</title>', { 'set-cookie': tossed[0] ?? '' })
    await victim.page.goto(headed)
    await victim.page.evaluate((all) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as an attacker's page does it.
      for (const cookie of all) document.cookie = cookie
    }, tossed)
    expect(await cookieNames(victim)).toEqual(['brevier_reader'])
    await victim.page.goto(`${near.publicUrl}/a/${place.id}`)
    await victim.page.locator('form[data-locked]').waitFor()
    expect(await isSignedIn(victim.page)).toBe(false)

    // A browser without the prefix rule would send both, in either order.
    const reader = visit(near)
    await signInByPage(reader, place, 'haneul')
    const own = reader.cookies.get(SESSION) ?? ''
    for (const [first, second] of [
      [own, token],
      [token, own],
      [own, own],
    ]) {
      const cookie = `${SESSION}=${first}; ${SESSION}=${second}`
      const answer = await near.request('/login/session', { headers: { cookie } })
      expect(await answer.json()).toEqual({ signedIn: false })
    }
    await Promise.all([near.close(), evil.close()])
  })
})
