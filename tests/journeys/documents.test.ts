import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atomFeed, type FeedFacts } from '../../src/api/feed.ts'
import { findings } from '../support/axe.ts'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { aComment, anAccount, anArticle, aSite, nextId, T0 } from '../support/fixtures.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import { HOSTILE } from './hostile-texts.ts'

let browser: Browser
let world: ServedWorld
let paper: Neighbour
let page: Page

beforeAll(async () => {
  ;[browser, world, paper] = await Promise.all([
    takeBrowser(),
    serveWorld({ site: { mode: 'flagged-only' } }),
    startNeighbour(),
  ])
  // An empty page: one of ours lets no script make a document of a text.
  page = (await openPerson(browser)).page
})
afterAll(async () => {
  await leaveBrowser(browser)
  await Promise.all([world?.close(), paper?.close()])
})

interface ReadFeed {
  fault: string | null
  title: string
  ids: string[]
  entries: { title: string; author: string; text: string; type: string; links: string[] }[]
  elements: string[]
}

/** What a real XML parser makes of each document. */
function readAll(documents: readonly string[]): Promise<ReadFeed[]> {
  return page.evaluate((texts) => {
    const of = (root: Element | Document, name: string) => Array.from(root.getElementsByTagName(name))
    const text = (root: Element | Document, name: string) => of(root, name)[0]?.textContent ?? ''
    return texts.map((xml) => {
      const feed = new DOMParser().parseFromString(xml, 'application/xml')
      return {
        fault: feed.querySelector('parsererror')?.textContent ?? null,
        title: text(feed, 'title'),
        ids: of(feed, 'id').map((id) => id.textContent ?? ''),
        entries: of(feed, 'entry').map((entry) => ({
          title: text(entry, 'title'),
          author: text(entry, 'name'),
          text: text(entry, 'content'),
          type: of(entry, 'content')[0]?.getAttribute('type') ?? '',
          links: of(entry, 'link').map((link) => link.getAttribute('href') ?? ''),
        })),
        elements: [...new Set(Array.from(feed.querySelectorAll('*'), (node) => node.tagName))].sort(),
      }
    })
  }, documents)
}

function feedOf(text: string): FeedFacts {
  const site = aSite({ title: { en: text, ko: text } })
  const article = anArticle(site.id, { headline: text })
  const account = anAccount(site.id, { displayName: text })
  const top = aComment({ article, account }, { body: text, state: 'published' })
  const reply = aComment({ article, account }, { body: text, state: 'published', parentId: top.id })
  const comments = [reply, top].map((comment) => ({ ...comment, authorName: text, createdAt: T0 }))
  const commentUrl = (id: string) => `https://c.example/a/x/c/${id}?lang=en&x="<>`
  const urls = { selfUrl: 'https://c.example/feed.xml', pageUrl: 'https://c.example/a/x', commentUrl }
  return { language: 'en', site, article, comments, ...urls }
}

/** What XML can hold of a text, as a parser hands it on. */
const asParsed = (text: string) =>
  Array.from(text.replace(/\r\n?/g, '\n'))
    .filter((char) => {
      const code = char.codePointAt(0) ?? 0
      const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a
      return !isControl && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
    })
    .join('')

describe('a feed, read by an XML parser', () => {
  it('has the elements of Atom and no other, whatever was written', async () => {
    const texts = fc.sample(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({
          unit: fc.constantFrom('<', '>', '&', ']', '"', '\0', '\uD800', '\uFFFF', '\r', '가', ';'),
        }),
      ),
      { numRuns: 200, seed: 7 },
    )
    const all = [
      ...HOSTILE,
      ...texts,
      '\uFFFE\uFFFF',
      '\u0000\u0008\u000b\u001b',
      '<![CDATA[x]]>',
      '&nbsp;&#0;',
    ]
    const read = await readAll(all.map((text) => atomFeed(feedOf(text))))
    for (const [index, feed] of read.entries()) {
      const text = asParsed(all[index] ?? '')
      expect([text, feed.fault]).toEqual([text, null])
      expect(feed.title).toBe(`Comments on “${text}”`)
      expect(feed.entries.map((entry) => entry.text)).toEqual([text, text])
      expect(feed.entries.map((entry) => entry.author)).toEqual([text, text])
      expect(feed.entries.map((entry) => entry.title)).toEqual([`Reply by ${text}`, `Comment by ${text}`])
      expect(feed.entries.every(({ type }) => type === 'text')).toBe(true)
      expect(feed.elements.join(' ')).toBe(
        'author content entry feed id link name published thr:in-reply-to title updated',
      )
      for (const { links } of feed.entries) expect(links[0]).toMatch(/\?lang=en&x="<>$/)
    }
  })

  it('is what is served, under ids that stay', async () => {
    const maya = await world.reader()
    const place = { site: world.site, article: world.article }
    const said = { text: 'Is there a <b>full</b> text & an annex?\nI ask.' }
    const { comment } = await world.services.comments.submit(maya.actor, place, said, null)
    const address = `${world.publicUrl}/a/${world.article.id}/feed.xml`
    const [first, second] = [await (await fetch(address)).text(), await (await fetch(address)).text()]
    expect(second).toBe(first)
    const [feed] = await readAll([first])
    expect(feed?.fault).toBeNull()
    expect(feed?.ids).toEqual([world.article.id, comment.id].map((id) => `urn:uuid:${id}`))
    expect(feed?.entries[0]?.text).toBe(said.text)
  })
})

describe('the discussion inside a page that the paper made', () => {
  it('stays text under the strictest policy, is named and can be walked through', async () => {
    const article = await world.putArticle()
    const { alarms, page: reader, leave } = await openPerson(browser)
    const account = anAccount(world.site.id, { displayName: HOSTILE[1] ?? '' })
    await world.stores.accounts.insert(account, null)
    const bodies = HOSTILE.slice(0, 50)
    for (const body of bodies) {
      world.clock.advance(1_000)
      const comment = aComment({ article, account }, { id: nextId(), body, createdAt: world.clock.now() })
      const facts = await world.stores.comments.writerFacts(world.site.id, account.id, article.id, T0)
      await world.stores.comments.submit({
        comment: { ...comment, state: 'published', publishedAt: comment.createdAt },
        screening: { commentId: comment.id, at: comment.createdAt, results: [] },
        newCase: null,
        seenSubmissions: facts.submissions,
        idempotency: null,
        outbox: [],
      })
    }
    const asked = `${world.publicUrl}/v1/articles/${article.id}/comments.html?jsonld=1&sort=oldest&limit=50`
    const fragment = await (await fetch(asked)).text()
    const html = `<html lang="en"><meta charset="utf-8"><title>News</title><main><h1>News</h1>${fragment}</main>`
    const policy = { 'content-security-policy': "default-src 'none'; form-action 'none'" }
    await reader.goto(paper.page(html, policy))
    const shown = await reader.evaluate(() => ({
      texts: Array.from(document.querySelectorAll('.brevier-text'), (node) => node.textContent),
      foreign: document.querySelectorAll('main :is(img, iframe, form, svg, style, base, link, input)').length,
      classes: [
        ...new Set(Array.from(document.querySelectorAll('main [class]'), (node) => node.className)),
      ].filter((name) => !/^brevier-[a-z-]+$/.test(name)),
      jsonLd: document.querySelector('script[type="application/ld+json"]')?.textContent ?? '',
    }))
    expect(shown.texts).toEqual(bodies.map((body) => body.replace(/\r\n?|\n/g, '')))
    expect([shown.foreign, shown.classes]).toEqual([0, []])
    expect(JSON.parse(shown.jsonLd)).toMatchObject({ comment: { length: 10 } })
    expect(await reader.getByRole('region', { name: `Social comments ${bodies.length}` }).count()).toBe(1)
    expect(await reader.getByRole('article').count()).toBe(bodies.length)
    expect(await findings(reader)).toEqual([])
    expect(alarms).toEqual([])
    await leave()
  })

  it('stands in the tag for readers without JavaScript, and gives way to the living one for the others', async () => {
    const article = await world.putArticle({ key: 'in-the-tag' })
    await world.services.sites.update(world.site.key, { origins: [paper.origin] })
    const maya = await world.reader()
    const place = { site: world.site, article }
    await world.services.comments.submit(maya.actor, place, { text: 'Read in both ways.' }, null)
    const asked = `${world.publicUrl}/v1/articles/${article.id}/comments.html`
    const tag = `<script type="module" src="${world.publicUrl}/embed.js"></script>
      <brevier-comments site="ledger" article="in-the-tag">${await (await fetch(asked)).text()}</brevier-comments>`
    const url = paper.page(`<html lang="en"><meta charset="utf-8"><title>News</title><h1>News</h1>${tag}`)

    const plain = await openPerson(browser, undefined, { javaScriptEnabled: false })
    await plain.page.goto(url)
    expect(await plain.page.locator('.brevier-text').textContent()).toBe('Read in both ways.')
    await plain.page.getByRole('link', { name: 'Write a comment' }).click()
    expect(plain.page.url()).toBe(`${world.publicUrl}/a/${article.id}?lang=en#composer`)

    const scripted = await openPerson(browser)
    await scripted.page.goto(url)
    const frame = scripted.page.frameLocator('brevier-comments iframe')
    await frame.locator('.body', { hasText: 'Read in both ways.' }).waitFor()
    await expect.poll(() => scripted.page.locator('.brevier-comments').isVisible()).toBe(false)
    expect(await scripted.page.locator('iframe').getAttribute('title')).toBe('Comments')
    expect([...plain.alarms, ...scripted.alarms]).toEqual([])
    await Promise.all([plain.leave(), scripted.leave()])
  })
})
