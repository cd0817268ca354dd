import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { holdFrames, serveTagPages, type TagPages } from '../support/tag-pages.ts'

let browser: Browser
let pages: TagPages
let first: Article
let second: Article
let visitor: Visitor
let asked: string[]

beforeAll(async () => {
  ;[browser, pages] = await Promise.all([takeBrowser(), serveTagPages()])
  first = await pages.articleWith(2)
  second = await pages.articleWith(1)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await pages?.close()
})
beforeEach(async () => {
  visitor = await openPerson(browser)
  asked = []
  visitor.context.on('request', (request) => {
    const { origin, pathname, searchParams } = new URL(request.url())
    if (origin === pages.publicUrl && pathname === '/frame') asked.push(searchParams.get('article') ?? '')
  })
  return () => visitor.leave()
})

const TALL = '<p style="height: 3000px">The article.</p>'
const frames = (page: Page) => page.locator('brevier-comments iframe')
const shown = (page: Page) => frames(page).first().waitFor({ state: 'visible' })
const height = (page: Page) =>
  frames(page)
    .first()
    .evaluate((node) => Number.parseFloat(node.style.height))

/** Notes every event of the tags, as the page hears them. */
async function listen(page: Page): Promise<() => Promise<[string, unknown][]>> {
  await page.addInitScript(() => {
    const heard: [string, unknown][] = []
    Object.assign(window, { heard })
    for (const name of ['ready', 'count', 'login', 'submitted', 'published', 'error'])
      addEventListener(`brevier:${name}`, (event) => heard.push([name, (event as CustomEvent).detail]))
  })
  return () => page.evaluate(() => (window as unknown as { heard: [string, unknown][] }).heard)
}

describe('when it loads', () => {
  it.each([
    ['shortly before it is seen', '', 1_000, 1_800],
    ['when it is seen', 'loading="lazy"', 2_000, 2_400],
  ])('%s', async (_when, attribute, before, after) => {
    const { page } = visitor
    await page.goto(pages.page(TALL + pages.tag(first, attribute)))
    await page.evaluate((y) => window.scrollTo(0, y), before)
    // Two frames of the screen: time enough to notice.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(asked).toEqual([])
    await page.evaluate((y) => window.scrollTo(0, y), after)
    await shown(page)
    expect(asked).toEqual([first.key])
  })

  it('at a click on what stands in it, and not before', async () => {
    const { page } = visitor
    await page.goto(pages.page(pages.tag(first, 'loading="click"')))
    await page.getByRole('link', { name: 'Comments' }).waitFor()
    expect([asked, await frames(page).count()]).toEqual([[], 0])
    await page.getByRole('link', { name: 'Comments' }).press('Enter')
    await shown(page)
    expect(asked).toEqual([first.key])
    expect(new URL(page.url()).pathname).not.toBe('/all-comments')
    expect(await page.getByRole('link', { name: 'Comments' }).isVisible()).toBe(false)
  })

  it('at once for a linked comment, however far down and whatever the tag says', async () => {
    const { page } = visitor
    const [item] = (await pages.services.comments.page(first, { sort: 'newest', after: null })).items
    const url = pages.page(TALL + pages.tag(first, 'loading="click"'))
    await page.goto(`${url}?comment=${item?.comment.id}`)
    await shown(page)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
  })
})

describe('what is discussed', () => {
  const framed = async (more: string) => {
    const { page } = visitor
    await page.goto(
      pages.page(`${more}<brevier-comments site="${pages.site.key}">Comments</brevier-comments>`),
    )
    await frames(page).waitFor({ state: 'attached' })
    return new URL((await frames(page).getAttribute('src')) ?? '').searchParams.get('url')
  }

  it('is the page’s canonical address where the tag names nothing', async () => {
    expect(await framed(`<link rel="canonical" href="${first.url}">`)).toBe(first.url)
    await shown(visitor.page)
  })

  it('is the page’s own address where it gives none, without its fragment', async () => {
    expect(await framed('')).toBe(visitor.page.url())
  })

  it('is never created by looking at it', async () => {
    await framed('')
    await expect.poll(() => pages.services.articles.byUrl(pages.site, visitor.page.url())).toBeNull()
  })
})

describe('a page that changes without loading', () => {
  it('shows the other article, once for however many changes, and nothing of the old one', async () => {
    const { page } = visitor
    const heard = await listen(page)
    await page.goto(pages.page(pages.tag(first)))
    await shown(page)
    await page.evaluate(
      ([key]) => {
        const tag = document.querySelector('brevier-comments')
        const old = tag?.shadowRoot?.querySelector('iframe')?.contentWindow
        for (const article of ['x', 'y', key ?? '']) tag?.setAttribute('article', article)
        tag?.setAttribute('lang', 'ko')
        Object.assign(window, { old })
      },
      [second.key],
    )
    await page.frameLocator('brevier-comments iframe').getByText('댓글').first().waitFor()
    await shown(page)
    expect(asked).toEqual([first.key, second.key])
    expect((await heard()).filter(([name]) => name === 'ready')).toEqual([
      ['ready', { count: 2 }],
      ['ready', { count: 1 }],
    ])
    expect(visitor.alarms).toEqual([])
  })

  it('takes the discussion out and brings it back', async () => {
    const { page } = visitor
    await page.goto(pages.page(`<main></main>${pages.tag(first)}`))
    await shown(page)
    await page.evaluate(() => {
      const tag = document.querySelector('brevier-comments')
      tag?.remove()
      Object.assign(window, { tag })
    })
    expect(await page.evaluate(() => window.length)).toBe(0)
    await page.evaluate(() => {
      document.querySelector('main')?.append((window as unknown as { tag: Element }).tag)
    })
    await shown(page)
    expect(asked).toEqual([first.key, first.key])
  })

  it('moves it: one new load, no leftover', async () => {
    const { page } = visitor
    await page.goto(pages.page(`<main></main>${pages.tag(first)}`))
    await shown(page)
    await page.evaluate(() => {
      const tag = document.querySelector('brevier-comments')
      if (tag) document.querySelector('main')?.append(tag)
    })
    await expect.poll(() => asked.length).toBe(2)
    await shown(page)
    expect([asked.length, await frames(page).count()]).toEqual([2, 1])
  })

  it('leaves it alone when an attribute says what it said before', async () => {
    const { page } = visitor
    await page.goto(pages.page(pages.tag(first)))
    await shown(page)
    await page.evaluate(() => {
      const tag = document.querySelector('brevier-comments')
      tag?.setAttribute('article', tag.getAttribute('article') ?? '')
      tag?.setAttribute('class', 'wide')
    })
    await page.evaluate(() => new Promise((done) => setTimeout(done, 0)))
    expect(asked).toEqual([first.key])
  })
})

describe('the theme', () => {
  const scheme = (page: Page) =>
    page
      .frameLocator('brevier-comments iframe')
      .locator('html')
      .evaluate((html) => getComputedStyle(html).colorScheme)

  it.each([
    ['the tag’s', 'theme="dark"', 'light', 'dark'],
    ['the page’s, where the tag says nothing', '', 'dark', 'dark'],
    ['the page’s, also where it insists', '', 'only light', 'light'],
    ['the reader’s, where both say nothing', '', 'normal', 'light dark'],
  ])('is %s', async (_whose, attribute, css, expected) => {
    const { page } = visitor
    await page.goto(pages.page(`<style>:root { color-scheme: ${css} }</style>${pages.tag(first, attribute)}`))
    await shown(page)
    expect(await scheme(page)).toBe(expected)
  })

  it('changes with the tag, without loading again, and no text can be anything but a theme', async () => {
    const { page } = visitor
    await page.goto(pages.page(pages.tag(first, 'theme="light"')))
    await shown(page)
    const set = (theme: string) =>
      page.locator('brevier-comments').evaluate((tag, value) => tag.setAttribute('theme', value), theme)
    await set('dark')
    await expect.poll(() => scheme(page)).toBe('dark')
    await set('dark"]{}*{display:none}')
    await expect.poll(() => scheme(page)).toBe('light dark')
    await set('dark')
    await expect.poll(() => scheme(page)).toBe('dark')
    expect(asked).toEqual([first.key])
    // And it stays for what is read next in the frame.
    await page.frameLocator('brevier-comments iframe').getByRole('link', { name: 'Oldest' }).press('Enter')
    await expect.poll(() => asked.length).toBe(2)
    await expect.poll(() => scheme(page)).toBe('dark')
    expect(await page.frameLocator('brevier-comments iframe').locator('#discussion').isVisible()).toBe(true)
  })
})

describe('when no discussion comes', () => {
  it('the link stays and the page is told; a click tries again', async () => {
    const { page, context } = visitor
    const heard = await listen(page)
    await context.clock.install()
    let isDown = true
    await context.route('**/frame?**', (route) => (isDown ? route.abort() : route.continue()))
    await page.goto(pages.page(pages.tag(first)))
    await expect.poll(() => asked.length).toBe(1)
    await context.clock.fastForward(9_000)
    expect(await heard()).toEqual([])
    await context.clock.fastForward(1_000)
    await expect.poll(heard).toEqual([['error', { type: 'load-failed' }]])
    isDown = false
    await page.getByRole('link', { name: 'Comments' }).press('Enter')
    await shown(page)
    expect(await page.getByRole('link', { name: 'Comments' }).isVisible()).toBe(false)
  })

  it('one that is only slow still comes', async () => {
    const { page, context } = visitor
    const held = await holdFrames(context)
    await context.clock.install()
    await page.goto(pages.page(pages.tag(first)))
    await expect.poll(held.asked).toBe(1)
    await context.clock.fastForward(11_000)
    held.letGo()
    await shown(page)
    expect(await height(page)).toBeGreaterThan(100)
  })

  it('an article that is not known leaves the link', async () => {
    const { page } = visitor
    await page.goto(pages.page(pages.tag({ ...first, key: 'unknown' })))
    await expect.poll(() => asked).toEqual(['unknown'])
    await page.getByRole('link', { name: 'Comments' }).waitFor()
    expect(await frames(page).isVisible()).toBe(false)
  })
})

describe('pages of every kind', () => {
  it('with a strict policy and trusted types', async () => {
    const { page } = visitor
    const policy = `default-src 'none'; script-src ${pages.publicUrl}; frame-src ${pages.publicUrl}; require-trusted-types-for 'script'; trusted-types 'none'`
    await page.goto(
      pages.paper.page(
        `<script type="module" src="${pages.publicUrl}/embed.js"></script>${pages.tag(first)}`,
        { 'content-security-policy': policy },
      ),
    )
    await shown(page)
    expect(visitor.alarms.filter((alarm) => !alarm.includes('favicon'))).toEqual([])
  })

  it.each([
    [
      'that hides and squeezes every frame',
      'iframe { display: none !important; width: 1px !important; height: 1px !important }',
    ],
    ['that resets everything', '* { all: unset !important }'],
    [
      'that shouts at everything',
      '* { margin: 9px !important; border: 3px solid !important; font-size: 3px !important }',
    ],
    ['from right to left', 'html { direction: rtl; writing-mode: horizontal-tb }'],
  ])('with a style sheet %s', async (_which, css) => {
    const { page } = visitor
    await page.goto(pages.page(`<style>${css}</style>${pages.tag(first)}`))
    await shown(page)
    const box = await frames(page).boundingBox()
    expect(box?.height).toBeGreaterThan(200)
    expect(visitor.alarms).toEqual([])
  })

  it('with a column of 280 pixels', async () => {
    const { page } = visitor
    await page.goto(pages.page(`<div style="width: 280px">${pages.tag(first)}</div>`))
    await shown(page)
    expect((await frames(page).boundingBox())?.width).toBe(280)
    const frame = page.frames().find((one) => one.url().includes('/frame?'))
    const overflow = await frame?.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBe(0)
  })

  it('with two discussions and one twice, each with its own frame and its own height', async () => {
    const { page } = visitor
    const heard = await listen(page)
    await page.goto(pages.page(pages.tag(first) + pages.tag(second) + pages.tag(first)))
    await expect.poll(async () => (await heard()).length).toBe(3)
    await expect
      .poll(() => frames(page).evaluateAll((all) => all.every((one) => one.clientHeight > 200)))
      .toBe(true)
    expect(asked.toSorted()).toEqual([first.key, first.key, second.key].toSorted())
    // Each frame is heard by its own tag alone.
    expect(await heard()).toHaveLength(3)
  })

  it('in a shadow root of theirs, whose events come out', async () => {
    const { page } = visitor
    const heard = await listen(page)
    await page.goto(pages.page('<main></main>'))
    await page.evaluate((html) => {
      const root = document.querySelector('main')?.attachShadow({ mode: 'open' })
      if (root) root.innerHTML = html
    }, pages.tag(first))
    await shown(page)
    expect(await heard()).toEqual([['ready', { count: 2 }]])
  })

  it('hidden, until they show it', async () => {
    const { page } = visitor
    await page.goto(pages.page(`<div hidden>${pages.tag(first)}</div>${pages.tag(second, 'hidden')}`))
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(asked).toEqual([])
    await page.evaluate(() => document.querySelector('div')?.removeAttribute('hidden'))
    await shown(page)
    expect(asked).toEqual([first.key])
  })
})

describe('what the page is told', () => {
  it('how many there are, and of the reader’s comment no more than its state', async () => {
    const reader = await pages.reader('Maya Okafor')
    const { page, context } = visitor
    const [name = '', value = ''] = reader.cookie.split('=')
    const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true }
    await context.addCookies([{ name, value, ...place, sameSite: 'None' }])
    const heard = await listen(page)
    await page.goto(pages.page(pages.tag(second)))
    await shown(page)
    const frame = page.frameLocator('brevier-comments iframe')
    await frame.getByLabel('Your comment').pressSequentially('Nobody but the paper may know')
    const post = frame.getByRole('button', { name: 'Post' })
    await expect
      .poll(async () => {
        await post.press('Enter')
        return (await heard()).map(([what]) => what)
      })
      .toContain('submitted')
    // Pressed once too often, an empty text was refused.
    const all = (await heard()).filter(([what]) => what !== 'error')
    expect(all).toEqual([
      ['ready', { count: 1 }],
      ['submitted', { state: 'pending' }],
    ])
    expect(JSON.stringify(all)).not.toMatch(/Maya|Nobody|[0-9a-f]{8}-/)
  })

  it('nothing by anybody else’s messages', async () => {
    const { page } = visitor
    const heard = await listen(page)
    await page.goto(
      pages.page(`${pages.tag(first)}<iframe name="advert" srcdoc="<title>advert</title>"></iframe>`),
    )
    await shown(page)
    const before = await height(page)
    const messages = [
      null,
      7,
      'x'.repeat(5_000_000),
      { type: 'brevier:published', detail: {} },
      { type: 'brevier:height', height: 9 },
      { type: 'brevier:error', detail: { type: 'load-failed' } },
      [],
    ]
    for (const from of [page, page.frame({ name: 'advert' })]) {
      await from?.evaluate((all) => {
        for (const message of all) window.top?.postMessage(message, '*')
      }, messages)
    }
    await page.evaluate(() => new Promise((done) => setTimeout(done, 0)))
    // Nor by whoever has been led into the very frame.
    const stranger = pages.paper.page(
      `<title>stranger</title><script>for (const message of [{ type: 'brevier:published', detail: {} }, { type: 'brevier:height', height: 9 }, 'end']) parent.postMessage(message, '*')</script>`,
    )
    await page.evaluate((src) => {
      addEventListener('message', ({ data }) => {
        if (data === 'end') document.title = 'heard'
      })
      document
        .querySelector('brevier-comments')
        ?.shadowRoot?.querySelector('iframe')
        ?.setAttribute('src', src)
    }, stranger)
    await expect.poll(() => page.title()).toBe('heard')
    expect(await heard()).toEqual([['ready', { count: 2 }]])
    expect(await height(page)).toBe(before)
    expect(visitor.alarms).toEqual([])
  })
})
