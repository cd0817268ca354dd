import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { serveTagPages, type TagPages } from '../support/tag-pages.ts'

let browser: Browser
let pages: TagPages
let article: Article
let other: Article
let visitor: Visitor
let asked: URL[]

beforeAll(async () => {
  ;[browser, pages] = await Promise.all([takeBrowser(), serveTagPages()])
  article = await pages.articleWith(2)
  other = await pages.articleWith(1)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await pages?.close()
})
beforeEach(async () => {
  visitor = await openPerson(browser)
  asked = []
  visitor.context.on('request', (request) => {
    if (request.url().includes('/v1/counts')) asked.push(new URL(request.url()))
  })
  return () => visitor.leave()
})

const SCRIPT = () => `<script type="module" src="${pages.publicUrl}/embed-count.js"></script>`
const count = (attributes: string, text = '') =>
  `<brevier-count site="${pages.site.key}" ${attributes}>${text}</brevier-count>`
const texts = (page: Page) => page.locator('brevier-count').allTextContents()

describe('the counts of a page', () => {
  it('come in one request, whether by key or by address, each article once', async () => {
    const { page } = visitor
    await page.goto(
      pages.page(
        SCRIPT() +
          count(`article="${article.key}"`) +
          count(`article="${article.key}"`) +
          count(`url="${other.url}"`) +
          count('article="unknown"', 'No comments yet'),
      ),
    )
    await expect.poll(() => texts(page)).toEqual(['2', '2', '1', 'No comments yet'])
    expect(asked.length).toBe(1)
    expect(asked[0]?.searchParams.getAll('article')).toEqual([article.key, 'unknown'])
    expect(visitor.alarms).toEqual([])
  })

  it('is the page’s own by its canonical address, whatever was added to that on the way', async () => {
    const { page } = visitor
    const url = pages.page(`<link rel="canonical" href="${article.url}">${SCRIPT()}${count('')}`)
    await page.goto(`${url}?fbclid=${'x'.repeat(60)}`)
    await expect.poll(() => texts(page)).toEqual(['2'])
    expect(asked[0]?.searchParams.getAll('url')).toEqual([article.url])
  })

  it('that come as nonsense, or not to their end, leave the page as it is', async () => {
    const { page, context } = visitor
    await context.route('**/v1/counts**', (route) =>
      route.fulfill({ body: '<h1>Log in to this network', headers: { 'access-control-allow-origin': '*' } }),
    )
    await page.goto(pages.page(SCRIPT() + count(`article="${article.key}"`, '?')))
    await expect.poll(() => asked.length).toBe(1)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 0)))
    expect([await texts(page), visitor.alarms]).toEqual([['?'], []])
  })

  it('of another article, in the same element, are never left standing', async () => {
    const { page } = visitor
    await page.goto(pages.page(SCRIPT() + count(`article="${article.key}"`, 'No comments yet')))
    const name = (key: string) =>
      page.locator('brevier-count').evaluate((node, key) => node.setAttribute('article', key), key)
    await expect.poll(() => texts(page)).toEqual(['2'])
    await name('unknown')
    await expect.poll(() => texts(page)).toEqual(['No comments yet'])
    await name(other.key)
    await expect.poll(() => texts(page)).toEqual(['1'])
    expect(visitor.alarms).toEqual([])
  })

  it('beyond fifty come in several', async () => {
    const { page } = visitor
    const many = Array.from({ length: 51 }, (_, at) => count(`article="key-${at}"`)).join('')
    await page.goto(pages.page(SCRIPT() + many))
    await expect
      .poll(() => asked.map(({ searchParams }) => searchParams.getAll('article').length))
      .toEqual([50, 1])
  })

  it('are numbers as the text around writes them, also where its language has no proper name or none at all', async () => {
    const { page, context } = visitor
    await context.route('**/v1/counts**', (route) =>
      route.fulfill({
        json: { counts: { [article.key]: 12345, constructor: '<b>x</b>' } },
        headers: { 'access-control-allow-origin': '*' },
      }),
    )
    const one = count(`article="${article.key}"`)
    await page.goto(
      pages.page(
        `${SCRIPT()}<p lang="{{ lang }}">${one}</p><p lang="de">${one}</p><p lang="en_US">${one}</p><p lang="ko">${one}</p>${count('article="constructor"', '–')}`,
      ),
    )
    await expect.poll(() => texts(page)).toEqual(['12345', '12.345', '12,345', '12,345', '–'])
  })

  it('follow what the discussion on the same page knows', async () => {
    const { page, context } = visitor
    await context.route('**/v1/counts**', (route) => route.abort())
    await page.goto(
      pages.page(
        SCRIPT() +
          count(`article="${article.key}"`, '?') +
          count(`article="${other.key}"`, '?') +
          pages.tag(article),
      ),
    )
    await expect.poll(() => texts(page)).toEqual(['2', '?'])
  })

  it('come for an element that is added or changed later', async () => {
    const { page } = visitor
    await page.goto(pages.page(SCRIPT()))
    await page.evaluate(
      ([html]) => document.body.insertAdjacentHTML('beforeend', html ?? ''),
      [count(`article="${article.key}"`)],
    )
    await expect.poll(() => texts(page)).toEqual(['2'])
    await page.locator('brevier-count').evaluate((node, key) => node.setAttribute('article', key), other.key)
    await expect.poll(() => texts(page)).toEqual(['1'])
    expect(asked.length).toBe(2)
  })

  it('need no more of a strict policy than our host for scripts and requests', async () => {
    const { page } = visitor
    const policy = `default-src 'none'; script-src ${pages.publicUrl}; connect-src ${pages.publicUrl}; require-trusted-types-for 'script'; trusted-types 'none'`
    await page.goto(
      pages.paper.page(SCRIPT() + count(`article="${article.key}"`), { 'content-security-policy': policy }),
    )
    await expect.poll(() => texts(page)).toEqual(['2'])
  })
})
