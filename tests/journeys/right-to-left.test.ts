import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submit } from '../support/desk.ts'
import { hiddenFocus, misfits } from '../support/layout.ts'
import { giveSession } from '../support/serve.ts'
import { openSettings, type Settings, WIDE } from '../support/settings.ts'

let settings: Settings
beforeAll(async () => {
  settings = await openSettings()
})
afterAll(() => settings?.close())

const { open, page, frame, permalink } = {
  open: (...asked: Parameters<Settings['open']>) => settings.open(...asked),
  page: () => settings.page(),
  frame: () => settings.frame(),
  permalink: () => settings.permalink(),
}

describe('from right to left', () => {
  /** Where parts of the page begin and end, by the side at which reading starts. */
  function places(shown: Page, direction: 'ltr' | 'rtl'): Promise<Record<string, number[]>> {
    return shown.evaluate((dir) => {
      document.documentElement.dir = dir
      const width = document.documentElement.clientWidth
      const at = (selector: string) =>
        Array.from(document.querySelectorAll(selector), (node) => {
          const { left, right } = node.getBoundingClientRect()
          return Math.round(dir === 'rtl' ? width - right : left)
        }).slice(0, 12)
      const parts = [
        '.head h2',
        '.own',
        'summary',
        '.composer',
        '.who .face',
        '.who .plain',
        '.policy',
        '.n',
        '.post',
      ]
      const more = [
        '.tools a',
        '.comment',
        '.body',
        '.by .face',
        '.by strong',
        '.replies',
        '.acts a',
        '.why',
        '.tomb',
      ]
      return Object.fromEntries([...parts, ...more].map((name) => [name, at(name)]))
    }, direction)
  }

  it.each([
    ['the page', page, 1280],
    ['the page on a phone', page, 360],
    ['the frame', frame, 700],
    ['a comment’s own address', permalink, 1280],
  ] as const)('%s is its own mirror image', async (_name, url, width) => {
    const shown = await open(url(), { ...WIDE, width })
    const ltr = await places(shown.page, 'ltr')
    const rtl = await places(shown.page, 'rtl')
    for (const [name, starts] of Object.entries(ltr)) {
      expect([name, starts.length > 0 || name === '.tomb']).toEqual([name, true])
      for (const [index, start] of starts.entries())
        expect([name, index, Math.abs((rtl[name]?.[index] ?? -99) - start) <= 1]).toEqual([name, index, true])
    }
    expect(await misfits(shown.page)).toEqual([])
    expect(await hiddenFocus(shown.page)).toEqual([])
    const side = await shown.page.evaluate(() =>
      getComputedStyle(document.querySelector('.replies') as Element),
    )
    expect(side.borderRightWidth).toBe('2px')
    await shown.close()
  })

  it('a text from right to left fills its own box in a page from left to right and moves nothing beside it', async () => {
    const shown = await open(page())
    const found = await shown.page.evaluate(() =>
      Array.from(document.querySelectorAll('#thread > ol > li > .comment'), (comment) => {
        const box = (selector: string) => comment.querySelector(selector)?.getBoundingClientRect()
        const [face, name, time, body] = ['.face', 'strong', 'time', '.body'].map(box)
        const range = document.createRange()
        range.selectNodeContents(comment.querySelector('.body') ?? comment)
        return {
          name: comment.querySelector('strong')?.textContent ?? '',
          order: (face?.right ?? 0) < (name?.left ?? 0) && (name?.right ?? 0) < (time?.left ?? 0),
          body: [body?.left, body?.right].map((edge) => Math.round(edge ?? 0)),
          text: Math.round(range.getBoundingClientRect().right),
        }
      }),
    )
    expect(found.length).toBeGreaterThan(10)
    expect(found.every(({ order }) => order)).toBe(true)
    expect(new Set(found.map(({ body }) => body.join())).size).toBe(1)
    for (const name of ['مريم الخطيب', 'דנה לוי']) {
      const comment = found.find((entry) => entry.name === name)
      expect([name, comment?.text]).toEqual([name, comment?.body[1]])
    }
    await shown.close()
  })

  it('a name from right to left stays inside the sentence that it is said in', async () => {
    const { page: shown, close } = await open(`${page()}?lang=ko`)
    const arabic = shown.locator('#thread > ol > li > .comment', { hasText: 'مريم الخطيب' })
    await arabic.getByRole('link', { name: '답글' }).click()
    const line = shown.locator('[data-part=replying] span')
    expect(await line.textContent()).toContain('مريم الخطيب')
    expect(await line.evaluate((node) => getComputedStyle(node).direction)).toBe('ltr')
    await close()
  })
})

describe('a name from right to left', () => {
  it.each([
    ['on the own page', '/me', '.row span'],
    ['on a comment’s page at the desk', '/console/comments/:comment', 'h1'],
    ['on the form of a legal notice', '/legal/notice?comment=:comment', '.claim-about bdi'],
  ])('stands among our words where they put it, in both languages: %s', async (_name, path, at) => {
    const { world } = settings
    const name = 'محمد بن عبد'
    const writer = await world.reader(name)
    const comment = await submit(world, writer, `Words ${crypto.randomUUID()}`)
    const desk = await world.staff()
    for (const lang of ['en', 'ko']) {
      const url = new URL(path.replace(':comment', comment.id), world.publicUrl)
      url.searchParams.set('lang', lang)
      const shown = await open(`${world.publicUrl}/policy?site=ledger`)
      await shown.context.clearCookies()
      await giveSession(shown.context, writer)
      await giveSession(shown.context, desk)
      await shown.page.goto(url.href)
      const order = await shown.page.locator(at).evaluate((box, who) => {
        const text = box.firstChild
        const start = text?.textContent?.indexOf(who) ?? -1
        if (!text || start < 0) return []
        const place = (from: number, to: number) => {
          const range = document.createRange()
          range.setStart(text, from)
          range.setEnd(text, to)
          return range.getBoundingClientRect()
        }
        const own = place(start, start + who.length)
        const before = place(0, start)
        const after = place(start + who.length, text.textContent?.trimEnd().length ?? 0)
        return [
          before.width === 0 || before.right <= own.left + 1,
          after.width === 0 || own.right - 1 <= after.left,
        ]
      }, name)
      expect([lang, ...order]).toEqual([lang, true, true])
      await shown.close()
    }
  })
})
