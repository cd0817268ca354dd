import type { Browser, CDPSession } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, leaveBrowser, PHONE, takeBrowser } from '../support/browser.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import { openWriter, seen, type Writer } from '../support/writing.ts'

let browser: Browser
let world: ServedWorld
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveWorld({ site: { mode: 'flagged-only' } })])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const field = ({ page }: Writer) => page.locator('.composer textarea')
const post = ({ page }: Writer) => page.locator('[data-part=post]')
const counter = ({ page }: Writer) => page.locator('[data-part=counter]').textContent()
const isOff = async (writer: Writer) => (await post(writer).getAttribute('aria-disabled')) === 'true'

describe('the spoken counter', () => {
  it('speaks at most six times while 260 characters are typed key by key, with pauses', async () => {
    const writer = await openWriter(world, browser)
    const { page, context, leave } = writer
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
        new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        })
    })
    await field(writer).focus()
    for (let typed = 0; typed < 260; typed += 1) {
      await page.keyboard.press(typed % 7 === 6 ? 'Space' : 'a')
      // A breath after each word, and a long one now and then: both are pauses, none of them news.
      if (typed % 7 === 6) await context.clock.runFor(typed % 3 === 0 ? 1_200 : 400)
    }
    await context.clock.runFor(5_000)
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    expect(heard.length).toBeGreaterThan(2)
    expect(heard.length).toBeLessThanOrEqual(6)
    expect(heard.at(-1)).toMatch(/^Over the limit by \d+$/)
    await leave()
  })
})

describe('Hangul at the limit', () => {
  /** Composes one syllable as an input method does: each key replaces what is underlined. */
  async function compose(cdp: CDPSession, steps: readonly string[]): Promise<void> {
    for (const text of steps)
      await cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
  }

  const HAN = ['ㅎ', '하', '한']

  it.each([
    [248, '249/250자', 'near', false],
    [249, '250/250자', 'near', false],
    [250, '−1', 'over', true],
  ] as const)(
    'after %i syllables, the next is whole, counted, and posted by nobody',
    async (before, count, tone, off) => {
      const writer = await openWriter(world, browser, { language: 'ko' })
      const { page, context, leave } = writer
      const sent: string[] = []
      page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(request.url())
      })
      const cdp = await context.newCDPSession(page)
      const start = '가'.repeat(before)
      await field(writer).focus()
      await cdp.send('Input.insertText', { text: start })
      await seen(page, writer.pass)
      await compose(cdp, HAN)
      expect(await writer.state()).toBe('composing-IME')
      expect(await field(writer).inputValue()).toBe(`${start}한`)
      expect([await counter(writer), await isOff(writer)]).toEqual([count, off])

      // As Chromium reports the key that ends or confirms a syllable.
      await cdp.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        windowsVirtualKeyCode: 229,
        key: 'Enter',
        code: 'Enter',
        modifiers: 2,
      })
      expect([sent, await field(writer).inputValue()]).toEqual([[], `${start}한`])

      await cdp.send('Input.insertText', { text: '한' })
      await expect.poll(() => writer.state()).toBe(tone)
      expect(await field(writer).inputValue()).toBe(`${start}한`)
      expect([await counter(writer), await isOff(writer)]).toEqual([count, off])
      await compose(cdp, ['ㄱ', '그', '글'])
      await cdp.send('Input.insertText', { text: '글' })
      expect(await field(writer).inputValue()).toBe(`${start}한글`)
      expect(sent).toEqual([])
      await leave()
    },
  )

  it('a composition that is given up leaves the text as it was', async () => {
    const writer = await openWriter(world, browser, { language: 'ko' })
    const cdp = await writer.context.newCDPSession(writer.page)
    await field(writer).focus()
    await cdp.send('Input.insertText', { text: '가'.repeat(250) })
    await compose(cdp, HAN)
    await compose(cdp, [''])
    expect(await field(writer).inputValue()).toBe('가'.repeat(250))
    await expect.poll(() => counter(writer)).toBe('250/250자')
    expect(await isOff(writer)).toBe(false)
    await writer.leave()
  })
})

describe('Enter', () => {
  it('is a new line, and posts only with Ctrl or Cmd', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    await field(writer).pressSequentially('One')
    await seen(page, writer.pass)
    await page.keyboard.press('Enter')
    await page.keyboard.type('two')
    expect(await field(writer).inputValue()).toBe('One\ntwo')
    await page.keyboard.press('Meta+Enter')
    await expect.poll(() => field(writer).inputValue()).toBe('')
    expect(await writer.stored()).toEqual(['One\ntwo'])
    await writer.leave()
  })
})

const OVER: Record<string, string> = {
  'Latin letters': 'Somebody has to answer for that, and when? '.repeat(7),
  'Hangul, which breaks between words': '대피소 문이 잠겨 있었습니다. '.repeat(18),
  'one word without an end': 'a'.repeat(400),
  'right-to-left, and both ways mixed': 'שלום עולם, hello world. مرحبا بالعالم '.repeat(8),
  'a direction per paragraph': `${'Left to right. '.repeat(12)}\n${'مرحبا بالعالم '.repeat(8)}`,
  'new lines at the end': `${'Many lines\n'.repeat(26)}\n\n`,
  'emoji and blanks': '👨‍👩‍👧‍👦 🇰🇷  👍🏽   '.repeat(60),
  tabs: 'a\tb\t\tc '.repeat(80),
}

describe('what is too much', () => {
  it.each(Object.entries(OVER))(
    'is marked where the field shows it, to the pixel: %s',
    async (_name, text) => {
      for (const view of [PHONE, DESKTOP]) {
        const writer = await openWriter(world, browser, { view })
        const { page } = writer
        await field(writer).fill(text)
        expect(await writer.state()).toBe('over')
        const mark = page.locator('.marks span')
        expect(await mark.getAttribute('class')).toBe('over')
        expect(text.endsWith((await mark.textContent()) ?? '?')).toBe(true)
        await page.locator('.layers').evaluate((sheet) => {
          const css = document.createElement('style')
          css.textContent = `.text { caret-color: transparent !important }
          .shown-field .marks { visibility: hidden }
          .shown-layer textarea { color: transparent !important }
          .shown-layer :is(.marks, .marks span) { color: var(--ink) !important; background: none !important;
            text-decoration: none !important }`
          // The page's policy takes no inline sheet; a constructed one is the test's own.
          const own = new CSSStyleSheet()
          own.replaceSync(css.textContent)
          document.adoptedStyleSheets = [own]
          sheet.classList.add('shown-field')
        })
        const sheet = page.locator('.layers')
        const shown = await sheet.screenshot()
        await sheet.evaluate((element) => element.classList.replace('shown-field', 'shown-layer'))
        const layer = await sheet.screenshot()
        expect(shown.equals(layer)).toBe(true)
        await writer.leave()
      }
    },
  )

  it('is marked no more where the field scrolls by itself, and when the text is short again', async () => {
    const writer = await openWriter(world, browser)
    const { page } = writer
    await field(writer).evaluate((element) => {
      element.style.height = '84px'
    })
    await field(writer).fill('Some more lines\n'.repeat(30))
    const mark = page.locator('.marks span')
    expect(await mark.getAttribute('class')).toBe('')
    await field(writer).fill('Short')
    expect(await mark.textContent()).toBe('')
    expect(await post(writer).textContent()).toBe('Post')
    await writer.leave()
  })

  it('lies behind a field that grows, also where fields do not by themselves', async () => {
    const writer = await openWriter(world, browser, { view: PHONE })
    const { page } = writer
    await page.addInitScript(() => {
      CSS.supports = () => false
    })
    await page.reload()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('textarea { field-sizing: fixed !important }')
      document.adoptedStyleSheets = [sheet]
    })
    await field(writer).fill('A line\n'.repeat(20))
    const [shown, all] = await field(writer).evaluate((element) => [
      element.clientHeight,
      element.scrollHeight,
    ])
    expect([shown, Number(shown) > 300]).toEqual([all, true])
    await writer.leave()
  })

  it('is not read out twice, and not copied with the page', async () => {
    const writer = await openWriter(world, browser)
    await field(writer).fill('Not twice')
    const layer = writer.page.locator('.marks')
    expect(await layer.getAttribute('aria-hidden')).toBe('true')
    expect(await layer.evaluate((element) => getComputedStyle(element).userSelect)).toBe('none')
    await writer.leave()
  })
})

it('as long as it may be, a comment can be posted at 400 % in a window of 1280 × 1024', async () => {
  const view = { width: 320, height: 256, scheme: 'light' } as const
  const writer = await openWriter(world, browser, { language: 'ko', view })
  const text = '국경 도로에 대피소를 두 곳 연다는 소식입니다. '.repeat(10).slice(0, 250).trimEnd()
  await field(writer).pressSequentially(text)
  await expect.poll(() => writer.state()).toBe('near')
  // Half of the text and the button do not fit into the window together.
  await post(writer).focus()
  // What has come into sight just now the browser tells a tenth of a second later.
  const posted = async () => {
    await seen(writer.page, writer.pass)
    await post(writer).press('Enter')
    return writer.state()
  }
  await expect.poll(posted).toBe('idle')
  expect(await writer.stored()).toEqual([text])
  await writer.leave()
})
