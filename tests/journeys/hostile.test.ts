import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { oneLine } from '../../src/features/sharing/lines.ts'
import { SECOND } from '../../src/kernel/clock.ts'
import { leaveBrowser, openPerson, PHONE, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import {
  aComment,
  aDecision,
  anAccount,
  anArticle,
  aPolicy,
  aReport,
  aSubmission,
  nextId,
} from '../support/fixtures.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import { ALL_HOSTILE, HOSTILE, LONG_NAME } from './hostile-texts.ts'

let browser: Browser
let world: ServedWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveWorld()])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

/** Stored past every rule of length and form: the pages must hold whatever an older version let in. */
async function articleOf(text: string, change: Partial<Article> = {}): Promise<Article> {
  const article = anArticle(world.site.id, {
    headline: text,
    description: text,
    section: [text, text],
    authors: [{ name: text, email: null }],
    image: { url: 'https://www.ledger.example/p.jpg', alt: text, caption: text, credit: text, photo: null },
    createdAt: world.clock.now(),
    ...change,
  })
  await world.stores.articles.put(article)
  return article
}

async function commentOf(article: Article, text: string, change: Partial<Comment> = {}): Promise<Comment> {
  const account = anAccount(world.site.id, { displayName: text.slice(0, 950) })
  await world.stores.accounts.insert(account, null)
  return written(aComment({ article, account }, { body: text, createdAt: world.clock.now(), ...change }))
}

async function written(comment: Comment): Promise<Comment> {
  const at = comment.createdAt
  const { stores, site } = world
  const facts = await stores.comments.writerFacts(site.id, comment.accountId, comment.articleId, at)
  const { outcome } = await stores.comments.submit(aSubmission(comment, facts.submissions))
  expect(outcome).toBe('applied')
  return comment
}

interface Facts {
  scripts: number
  handlers: number
  overflow: number
  foreign: number
  title: string
  meta: Record<string, string>
  jsonLd: string[]
  bodies: string[]
  names: string[]
}

/** What the browser made of the page. */
function facts(page: Page): Promise<Facts> {
  return page.evaluate(() => {
    const texts = (selector: string) =>
      Array.from(document.querySelectorAll(selector), (node) => node.textContent ?? '')
    const all = Array.from(document.querySelectorAll('*'))
    return {
      scripts: document.querySelectorAll('script:not([type="application/ld+json"])').length,
      handlers: all.filter((node) => node.getAttributeNames().some((name) => name.startsWith('on'))).length,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      foreign: document.querySelectorAll('iframe, base, object, embed, math, body style, svg script').length,
      title: document.title,
      meta: Object.fromEntries(
        Array.from(document.querySelectorAll('meta[property], meta[name]'), (node) => [
          node.getAttribute('property') ?? node.getAttribute('name') ?? '',
          node.getAttribute('content') ?? '',
        ]),
      ),
      jsonLd: texts('script[type="application/ld+json"]'),
      bodies: texts('.comment .body'),
      names: texts('.comment .by strong'),
    }
  })
}

/** Loads the page and checks what holds everywhere. `plain` is the same page with a harmless text. */
async function open(visitor: Visitor, path: string): Promise<Facts> {
  const answer = await visitor.page.goto(world.publicUrl + path)
  expect(`${path} ${answer?.status()}`).toBe(`${path} 200`)
  expect(visitor.page.url()).toBe(world.publicUrl + path)
  return check(visitor, path)
}

async function check(visitor: Visitor, path: string): Promise<Facts> {
  const found = await facts(visitor.page)
  expect(`${path} ${found.handlers} ${found.foreign}`).toBe(`${path} 0 0`)
  expect(`${path} ${found.overflow}`).toBe(`${path} 0`)
  expect(visitor.alarms).toEqual([])
  return found
}

/** As HTML reads line ends (HTML, "preprocessing the input stream"). */
const asRead = (text: string) => text.replace(/\r\n?/g, '\n')

/** Tags that an article's texts stand in. */
const HEAD_TEXTS = [
  'description',
  'og:title',
  'og:description',
  'twitter:title',
  'article:section',
  'article:author',
]

describe('a text that wants to be more than text', () => {
  /** In parts: each is a few dozen page loads. */
  it.each([0, 1, 2])(
    'stays text in an article, its tags, its structured data and its comments (%i)',
    async (part) => {
      const visitor = await openPerson(browser, PHONE)
      let scripts: number[] | null = null
      for (const text of ['A harmless text', ...HOSTILE.filter((_text, index) => index % 3 === part)]) {
        const article = await articleOf(text)
        const comment = await commentOf(article, text)
        const discussion = await open(visitor, `/a/${article.id}`)
        const line = oneLine(text, 200)
        expect(discussion.title).toContain(asRead(line).trim().slice(0, 40).trim())
        // Cut to what each is for, or to what a head has room for.
        for (const name of HEAD_TEXTS) {
          const value = discussion.meta[name]?.replace(/…$/, '') ?? ''
          expect([name, value !== '' && oneLine(text, 10_000).startsWith(value)]).toEqual([name, true])
        }
        expect(JSON.parse(discussion.jsonLd[0] ?? '')).toMatchObject({
          '@type': 'NewsArticle',
          headline: line,
          author: [{ name: oneLine(text, 100) }],
        })
        expect(discussion.bodies).toEqual([asRead(text)])
        expect(discussion.names).toEqual([asRead(text)])

        const single = await open(visitor, `/a/${article.id}/c/${comment.id}`)
        expect(single.jsonLd.length).toBe(1)
        expect(JSON.parse(single.jsonLd[0] ?? '')).toMatchObject({
          mainEntity: { '@type': 'Comment', text, author: { name: oneLine(text, 100) } },
        })
        expect(single.bodies).toEqual([asRead(text)])
        const counts = [discussion.scripts, single.scripts]
        scripts ??= counts
        expect(counts).toEqual(scripts)
      }
      await visitor.leave()
    },
  )

  it('stays text in the frame, whatever stands in the list, in either order', async () => {
    const article = await articleOf('Many comments')
    for (const text of HOSTILE) {
      world.clock.advance(SECOND)
      await commentOf(article, text)
    }
    const visitor = await openPerson(browser, PHONE)
    const seen = new Set<string>()
    for (const sort of ['newest', 'oldest']) {
      const path = `/frame?site=${world.site.key}&article=${article.key}&sort=${sort}`
      for (const body of (await open(visitor, path)).bodies) seen.add(body)
      const more = visitor.page.locator('[data-part=more] a, .more a').first()
      if (await more.count()) {
        await more.click()
        await expect.poll(async () => (await facts(visitor.page)).bodies.length).toBeGreaterThan(20)
        for (const body of (await check(visitor, 'more')).bodies) seen.add(body)
      }
    }
    expect([...seen].sort()).toEqual(HOSTILE.map(asRead).sort())
    await visitor.leave()
  })

  it('stays text on the paper’s own pages and in a statement of reasons', async () => {
    const { site, stores, clock } = world
    const all = { en: ALL_HOSTILE, ko: ALL_HOSTILE }
    await stores.sites.update({ ...site, title: all })
    const clauses = aPolicy(site.id).clauses.map((clause) => ({ ...clause, title: all, text: all }))
    const process = [{ id: 'P1', title: all, text: all }]
    await stores.policy.insert(
      aPolicy(site.id, {
        version: 2,
        title: all,
        introduction: all,
        clauses,
        process,
        publishedAt: clock.now(),
      }),
    )
    const article = await articleOf(HOSTILE[1] ?? '')
    const moderator = await world.staff(LONG_NAME)
    const reader = await world.reader(LONG_NAME)
    const base = { body: ALL_HOSTILE, createdAt: clock.now(), policyVersion: 2, state: 'pending' } as const
    const refused = await written(aComment({ article, account: reader.account }, base))
    await decided(refused, moderator.account)
    const waiting = await commentOf(article, ALL_HOSTILE, { state: 'pending', policyVersion: 2 })
    await stores.moderation.report(aReport(waiting, reader.account, { note: ALL_HOSTILE }), nextId())

    const visitor = await openPerson(browser, PHONE)
    await giveSession(visitor.context, reader)
    await giveSession(visitor.context, moderator)
    for (const path of ['/policy', '/policy/2', '/']) await open(visitor, path)
    expect((await open(visitor, '/me')).bodies).toEqual([asRead(ALL_HOSTILE)])
    expect(await visitor.page.locator('body').textContent()).toContain('SB-01')
    expect((await open(visitor, `/a/${article.id}`)).bodies).toContain(asRead(ALL_HOSTILE))
    await open(visitor, '/console?order=oldest')
    const desk = await visitor.page.locator('main').first().textContent()
    expect(desk).toContain(asRead(HOSTILE[0] ?? ''))
    await open(visitor, '/console/log')
    await visitor.leave()
  })

  it('comes back as text in a form that was refused', async () => {
    const article = await articleOf('A form')
    const reader = await world.reader()
    const visitor = await openPerson(browser, PHONE)
    await giveSession(visitor.context, reader)
    await open(visitor, `/a/${article.id}`)
    const answer = visitor.page.waitForResponse((response) => response.request().method() === 'POST')
    await visitor.page.evaluate((text) => {
      const field = document.querySelector('textarea')
      if (field) field.value = text
      // Past the page's own script, as a browser without it sends the form.
      field?.form?.submit()
    }, ALL_HOSTILE)
    expect((await answer).status()).toBe(422)
    await visitor.page.waitForLoadState()
    await visitor.page.locator('[role=alert]').first().waitFor()
    await check(visitor, 'refused form')
    expect(await visitor.page.locator('textarea').inputValue()).toBe(asRead(ALL_HOSTILE))
    await visitor.leave()
  })

  it('no page of all these was an error of the service', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })
})

/** A refusal with a hostile explanation, written past the rules. */
async function decided(comment: Comment, moderator: ReturnType<typeof anAccount>): Promise<void> {
  const { stores, site, clock } = world
  const now = clock.now()
  const queue = await stores.moderation.queue(site.id, { order: 'oldest', filter: 'all', now, limit: 100 })
  const caseId = queue.find((item) => item.comment.id === comment.id)?.caseFile.id ?? ''
  const lease = { holderId: moderator.id, holderName: ALL_HOSTILE, token: 'token', expiresAt: now + 60_000 }
  await stores.moderation.takeLease(site.id, caseId, lease, now)
  const write = aDecision({ moderator }, comment, { caseId, action: 'reject' })
  const { outcome } = await stores.moderation.recordDecision({
    ...write,
    decision: { ...write.decision, at: now },
    text: { ...write.text, explanation: ALL_HOSTILE },
  })
  expect(outcome).toBe('applied')
}
