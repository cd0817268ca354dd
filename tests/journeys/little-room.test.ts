import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hiddenFocus, misfits, smallTargets } from '../support/layout.ts'
import { layOut, openSettings, type Settings, STATES, WIDE } from '../support/settings.ts'

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

describe('where there is little room', () => {
  it.each(STATES)(
    '%s: nothing is cut, off the page, covered or too small, from either side',
    async (_name, bring) => {
      for (const width of [280, 320, 640]) {
        const shown = await open(page(), { ...WIDE, width })
        await bring(shown, settings)
        await layOut(shown.page)
        for (const dir of ['ltr', 'rtl']) {
          await shown.page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
          expect([width, dir, ...(await misfits(shown.page))]).toEqual([width, dir])
          expect([width, dir, ...(await smallTargets(shown.page))]).toEqual([width, dir])
        }
        await shown.close()
      }
    },
    60_000,
  )

  it.each([
    ['a column of 280 px', frame, { ...WIDE, width: 280 }],
    ['400 % zoom of a window of 1280 × 1024 px', page, { ...WIDE, width: 320, height: 256 }],
    ['a comment’s own address at 400 %', permalink, { ...WIDE, width: 320, height: 256 }],
    ['a narrow window', page, { ...WIDE, width: 520 }],
    ['a wide window', page, WIDE],
  ] as const)('%s: nothing is cut, off the page, covered or too small', async (_name, url, view) => {
    for (const language of ['en', 'ko']) {
      const shown = await open(`${url()}${url().includes('?') ? '&' : '?'}lang=${language}`, view)
      expect(await misfits(shown.page)).toEqual([])
      expect(await smallTargets(shown.page)).toEqual([])
      if (language === 'en') expect(await hiddenFocus(shown.page)).toEqual([])
      expect(shown.alarms).toEqual([])
      await shown.close()
    }
  })

  it('a phone at twice its size scrolls to no side, and the policy’s link breaks within no word', async () => {
    for (const url of [page(), frame(), permalink()]) {
      const shown = await open(url, { ...WIDE, width: 188 })
      for (const width of [188, 200, 240, 300]) {
        await shown.page.setViewportSize({ width, height: 700 })
        const found = await shown.page.evaluate(() => {
          const text = document.querySelector('.policy')?.firstChild
          const words = [...(text?.textContent ?? '').matchAll(/\S+/g)].map(({ index, 0: word }) => {
            const range = document.createRange()
            if (text) range.setStart(text, index)
            if (text) range.setEnd(text, index + word.length)
            return { word, lines: range.getClientRects().length }
          })
          return {
            wider: document.documentElement.scrollWidth - innerWidth,
            broken: words.filter(({ lines }) => lines > 1),
          }
        })
        expect({ url, width, ...found }).toEqual({ url, width, wider: 0, broken: [] })
      }
      await shown.close()
    }
  })

  it.each([
    { width: 360, url: page },
    { width: 640, url: page },
    { width: 1280, url: page },
    { width: 640, url: frame },
  ])('letters of twice the size alone, $width px wide', async ({ width, url }) => {
    const shown = await open(url(), { ...WIDE, width })
    await shown.page.evaluate(() => {
      const all = Array.from(document.querySelectorAll<HTMLElement>('*'))
      const sizes = all.map((node) => Number.parseFloat(getComputedStyle(node).fontSize))
      for (const [index, node] of all.entries()) node.style.fontSize = `${2 * (sizes[index] ?? 16)}px`
    })
    expect(await misfits(shown.page)).toEqual([])
    await shown.close()
  })

  it('the pages around the discussion fit into 280 px, from the right to the left as well', async () => {
    const around = ['/policy', '/privacy', '/transparency', '/me', '/me/account', '/', '/nothing']
    const shown = await open(page(), { ...WIDE, width: 280 })
    for (const path of [...around, `/legal/notice?comment=${settings.full.published.id}`])
      for (const language of ['en', 'ko']) {
        await shown.page.goto(
          `${settings.world.publicUrl}${path}${path.includes('?') ? '&' : '?'}lang=${language}`,
        )
        for (const dir of ['ltr', 'rtl']) {
          await shown.page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
          expect([path, language, dir, ...(await misfits(shown.page))]).toEqual([path, language, dir])
        }
      }
    await shown.close()
  })

  it('text spacing as readers may set it (WCAG 1.4.12)', async () => {
    for (const url of [page, frame, permalink]) {
      const shown = await open(url(), { ...WIDE, width: 320 })
      await shown.page.evaluate(() => {
        const sheet = new CSSStyleSheet()
        const spacing = 'line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em'
        sheet.replaceSync(`* { ${spacing} !important } p { margin-bottom: 2em !important }`)
        document.adoptedStyleSheets = [sheet]
      })
      expect(await misfits(shown.page)).toEqual([])
      await shown.close()
    }
  })
})
