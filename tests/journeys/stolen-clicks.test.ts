import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { another } from '../support/another.ts'
import { leaveBrowser, openPerson, takeBrowser, type Person as Visitor } from '../support/browser.ts'
import { type Neighbour, startNeighbour } from '../support/neighbour.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'

let browser: Browser
let world: ServedWorld
/** The paper itself, or whoever writes into its pages. */
let paper: Neighbour

beforeAll(async () => {
  ;[paper, browser] = await Promise.all([startNeighbour(), takeBrowser()])
  world = await serveWorld({ site: { origins: [paper.origin] } })
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
  await paper?.close()
})

/** Longer than the half second that a comment must be in sight; the browser's own clock counts. */
const LONG_MS = 900

interface Scene {
  visitor: Visitor
  frame: Frame
  /** Requests that would post a comment. */
  posts: string[]
  /** Runs in the hostile page; `box` holds the `frame`, `cover` lies over nothing yet. */
  change(code: string): Promise<void>
  /** A real click where Post is; answers how many clicks Post has got. */
  steal(): Promise<number>
}

/** A signed-in reader in front of the paper's page, with a frame that looks honest so far. */
async function scene(): Promise<Scene> {
  const visitor = await openPerson(browser)
  const [name = '', value = ''] = (await world.reader()).cookie.split('=')
  const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true }
  await visitor.context.addCookies([{ name, value, ...place, sameSite: 'None' }])
  const { page } = visitor
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /comments/.test(request.url())) posts.push(request.url())
  })
  const src = `${world.publicUrl}/frame?site=${world.site.key}&article=${world.article.key}`
  await page.goto(
    paper.page(`<style>body { margin: 0 } #box { position: absolute; top: 0; left: 0 }
      #cover { position: absolute; pointer-events: none }</style>
      <div id="box"><iframe id="frame" src="${src}" width="500" height="600"></iframe></div>
      <div id="cover"></div>`),
  )
  const [frame] = page.mainFrame().childFrames()
  if (!frame) throw new Error('no frame')
  await frame.evaluate(() => {
    const counts = window as unknown as { clicks: number }
    counts.clicks = 0
    document.querySelector('[data-part=post]')?.addEventListener('click', (event) => {
      if (event.isTrusted) counts.clicks += 1
    })
  })
  return {
    visitor,
    frame,
    posts,
    change: (code) =>
      page.evaluate(`{ const box = document.getElementById('box'),
      frame = document.getElementById('frame'), cover = document.getElementById('cover'); ${code} }`),
    async steal() {
      const { x, y } = await middleOfPost(page, frame)
      await page.mouse.click(x, y)
      return frame.evaluate(() => (window as unknown as { clicks: number }).clicks)
    },
  }
}

/** On the screen. The frame may be a process of its own, which knows nothing of how it is placed and shrunk. */
async function middleOfPost(page: Page, frame: Frame): Promise<{ x: number; y: number }> {
  const inside = await frame.locator('[data-part=post]').evaluate((post) => {
    const { left, top, width, height } = post.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  })
  return page.locator('#frame').evaluate((element, { x, y }) => {
    const { left, top, width } = element.getBoundingClientRect()
    const scale = width / (element as HTMLElement).offsetWidth
    return { x: left + (element.clientLeft + x) * scale, y: top + (element.clientTop + y) * scale }
  }, inside)
}

async function type({ visitor, frame }: Scene, text: string): Promise<void> {
  const field = frame.locator('textarea')
  // Until the frame has been painted, its place takes no clicks.
  await vi.waitUntil(
    async () => {
      await field.click()
      return frame.evaluate(() => document.activeElement?.matches('textarea'))
    },
    { interval: 50 },
  )
  await visitor.page.keyboard.type(text)
}

const rest = ({ visitor }: Scene) => visitor.page.waitForTimeout(LONG_MS)
const written = async () => (await world.services.moderation.summary((await world.staff()).actor)).waiting

interface Place {
  x: number
  y: number
  width: number
  height: number
}

/** Code for the hostile page, given where Post is. Each leaves it under the cursor and hides what it belongs to. */
const TRICKS: [string, (post: Place) => string][] = [
  ['invisible', () => "frame.style.opacity = '0'"],
  ['all but invisible', () => "box.style.opacity = '0.01'"],
  ['faded by a filter', () => "frame.style.filter = 'opacity(0)'"],
  ['grey by a filter of the page around it', () => "box.style.filter = 'grayscale(1)'"],
  [
    'covered by a picture that lets clicks through',
    () => "cover.style.cssText = 'inset: 0; background: white'",
  ],
  [
    'covered but for Post',
    ({ y }) => `cover.style.cssText = 'inset: 0 0 auto 0; height: ${y - 4}px; background: white'`,
  ],
  [
    'so small that only a bit of Post fits',
    ({ x, y, width, height }) =>
      cut({ x: x + width / 2 - 15, y: y + height / 2 - 10, width: 30, height: 20 }),
  ],
  ['as large as Post alone', cut],
  [
    'scrolled until only Post is left',
    ({ y }) => `box.style.cssText = 'overflow: scroll; width: 500px; height: 60px'
    box.scrollTop = ${y - 4}`,
  ],
  ['clipped to Post', ({ y }) => `frame.style.clipPath = 'inset(${y - 2}px 0 0 0)'`],
  [
    'shrunk to nothing one can read',
    () => "frame.style.cssText = 'transform: scale(0.12); transform-origin: 0 0'",
  ],
]

/** Shows that part of the frame and no more. */
function cut({ x, y, width, height }: Place): string {
  return `box.style.cssText = 'overflow: hidden; width: ${width}px; height: ${height}px'
    frame.style.cssText = 'position: absolute; left: ${-x}px; top: ${-y}px'`
}

describe('a click that a page steals for Post', () => {
  it.each(TRICKS)(
    'posts nothing while the frame is %s, and posts once it is seen again',
    async (_how, trick) => {
      const hostile = await scene()
      await type(hostile, another('Typed with care'))
      const post = await hostile.frame.locator('[data-part=post]').boundingBox()
      const before = await written()
      if (!post) throw new Error('Post is nowhere')
      await hostile.change(trick(post))
      await rest(hostile)
      expect(await hostile.steal()).toBe(1)
      await hostile.frame.getByText(en.reader.composer.notSeen).waitFor({ state: 'attached' })
      expect([hostile.posts, await written()]).toEqual([[], before])

      await hostile.change("for (const part of [box, frame, cover]) part.removeAttribute('style')")
      await rest(hostile)
      await hostile.steal()
      await hostile.frame.locator('.chip', { hasText: en.reader.comment.states.pending }).waitFor()
      expect([hostile.posts.length, await written()]).toEqual([1, before + 1])
      expect(hostile.visitor.alarms).toEqual([])
      await hostile.visitor.leave()
    },
  )

  it.each([
    ['shown', "frame.style.opacity = '0'"],
    ['made large enough', "frame.style.cssText = 'width: 0; height: 0'"],
  ])('posts nothing when the frame is %s for the moment of the click alone', async (_how, trick) => {
    const hostile = await scene()
    await type(hostile, 'Shown too late')
    await hostile.change(trick)
    await rest(hostile)
    await hostile.change("for (const part of [box, frame]) part.removeAttribute('style')")
    expect(await hostile.steal()).toBe(1)
    await hostile.frame.getByText(en.reader.composer.notSeen).waitFor()
    expect(hostile.posts).toEqual([])
    await hostile.visitor.leave()
  })

  it('posts nothing that nobody typed, however long it was in sight', async () => {
    const hostile = await scene()
    await hostile.frame.locator('textarea').evaluate((field: HTMLTextAreaElement) => {
      field.value = 'Put there by a script'
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await rest(hostile)
    expect(await hostile.steal()).toBe(1)
    await hostile.frame.getByText(en.reader.composer.notSeen).waitFor()
    expect(hostile.posts).toEqual([])
    await hostile.visitor.leave()
  })
})
