import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findings } from '../support/axe.ts'
import { hiddenFocus } from '../support/layout.ts'
import { giveSession } from '../support/serve.ts'
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

describe('with colours of the reader’s own (forced colours)', () => {
  it.each(['light', 'dark'] as const)(
    'every control and mark is still drawn, and focus is seen (%s)',
    async (scheme) => {
      for (const url of [page, permalink]) {
        const shown = await open(url(), { ...WIDE, scheme }, { forcedColors: 'active' })
        const undrawn = await shown.page.evaluate(() =>
          Array.from(document.querySelectorAll('.chip, .face, .button, .post, .composer, .why, .note'))
            .filter((node) => node.checkVisibility())
            .filter((node) => getComputedStyle(node).borderTopWidth === '0px')
            .map((node) => `${node.className} ${node.textContent}`),
        )
        expect(undrawn).toEqual([])
        expect(await hiddenFocus(shown.page)).toEqual([])
        // The colours are the reader's own; axe takes the author's for them.
        const faults = await findings(shown.page)
        expect(faults.filter((fault) => !fault.startsWith('color-contrast'))).toEqual([])
        if (url === permalink) {
          const linked = shown.page.locator('.is-linked')
          expect(await linked.evaluate((node) => getComputedStyle(node).borderLeftWidth)).toBe('3px')
        }
        await shown.close()
      }
    },
  )

  it.each(STATES)('%s: every control is drawn, and focus is seen', async (_name, bring) => {
    const shown = await open(page(), { ...WIDE, width: 360 }, { forcedColors: 'active' })
    await bring(shown, settings)
    await layOut(shown.page)
    const undrawn = await shown.page.evaluate(() =>
      Array.from(document.querySelectorAll('.way, .button, .post, .field, .note, .act, .help[open] p'))
        .filter((node) => node.checkVisibility() && getComputedStyle(node).borderTopWidth === '0px')
        .map((node) => `${node.className} ${node.textContent}`),
    )
    expect(undrawn).toEqual([])
    expect(await hiddenFocus(shown.page)).toEqual([])
    await shown.close()
  })

  it('what the desk is told has an edge, and the page that is open a line', async () => {
    const { world } = settings
    const shown = await open(`${page()}`, WIDE, { forcedColors: 'active' })
    await giveSession(shown.context, await world.staff())
    const edge = (selector: string, side: 'borderTopWidth' | 'borderBottomWidth') =>
      shown.page
        .locator(selector)
        .first()
        .evaluate((node, one) => getComputedStyle(node)[one], side)
    await shown.page.goto(`${world.publicUrl}/console/log`)
    expect(await edge('.message', 'borderTopWidth')).toBe('1px')
    await shown.page.goto(`${world.publicUrl}/console`)
    expect(await edge('.why', 'borderTopWidth')).toBe('1px')
    await shown.page.goto(`${world.publicUrl}/me`)
    expect(await edge('.tabs a[aria-current]', 'borderBottomWidth')).toBe('2px')
    await shown.page.goto(`${world.publicUrl}/me/account`)
    expect(await edge('#language [aria-current]', 'borderTopWidth')).toBe('3px')
    expect(await edge('#language .button:not([aria-current])', 'borderTopWidth')).toBe('1px')
    await shown.close()
  })

  it('the focused field has a ring of its own, because no shadow is drawn', async () => {
    const shown = await open(page(), WIDE, { forcedColors: 'active' })
    const composer = shown.page.locator('.composer')
    const ring = () => composer.evaluate((node) => getComputedStyle(node).outlineWidth)
    const style = () => composer.evaluate((node) => getComputedStyle(node).outlineStyle)
    expect(await style()).toBe('none')
    await shown.page.locator('#text').focus()
    expect([await style(), await ring()]).toEqual(['solid', '2px'])
    await shown.close()
  })
})

describe('with reduced motion', () => {
  it('nothing moves by itself or glides', async () => {
    const shown = await open(page())
    const moving = await shown.page.evaluate(() => ({
      scroll: getComputedStyle(document.documentElement).scrollBehavior,
      animations: document.getAnimations().length,
      gliding: Array.from(document.querySelectorAll('*')).filter(
        (node) => getComputedStyle(node).transitionDuration !== '0s',
      ).length,
    }))
    expect(moving).toEqual({ scroll: 'auto', animations: 0, gliding: 0 })
    await shown.close()
  })
})

describe('on paper', () => {
  it.each([
    ['the page', page],
    ['the frame', frame],
  ] as const)('%s says who wrote what and exactly when, and offers nothing to press', async (name, url) => {
    const shown = await open(`${url()}${name === 'the frame' ? '&theme=dark' : ''}`, WIDE, {
      colorScheme: 'dark',
    })
    await shown.page.emulateMedia({ media: 'print', colorScheme: 'light' })
    const paper = await shown.page.evaluate(() => {
      const visible = (selector: string) =>
        Array.from(document.querySelectorAll(selector)).filter((node) => node.checkVisibility())
      const times = visible('.comment .by time')
      return {
        pressed: visible('button, textarea, input, summary, .acts a, .tools a, .news, .button').map(
          (node) => node.textContent,
        ),
        comments: visible('#thread .comment').length,
        tombs: visible('.tomb').map((node) => node.textContent),
        times: times.map((node) => getComputedStyle(node, '::after').content),
        titles: times.map((node) => `"${node.getAttribute('title')}"`),
        hidden: visible('#thread > ol > li').filter(
          (node) => getComputedStyle(node).contentVisibility !== 'visible',
        ).length,
        ink: getComputedStyle(document.body).color,
      }
    })
    expect(paper.pressed).toEqual([])
    expect(paper.comments).toBeGreaterThan(20)
    expect(paper.tombs).toHaveLength(2)
    expect(paper.times).toEqual(paper.titles)
    expect(paper.times[0]).toMatch(/\d+ June 2026 at \d\d:\d\d:\d\d/)
    expect(paper.hidden).toBe(0)
    expect(paper.ink).toMatch(/oklch\(0\.2/)
    await shown.close()
  })

  it('the paper’s name is on top, the article’s address beside its link, and no comment is torn in two', async () => {
    const shown = await open(page())
    await shown.page.emulateMedia({ media: 'print' })
    expect(await shown.page.locator('.paper-name').isVisible()).toBe(true)
    expect(await shown.page.locator('.languages').isVisible()).toBe(false)
    const link = shown.page.locator('.about p a')
    expect(await link.evaluate((node) => getComputedStyle(node, '::after').content)).toContain(
      settings.full.article.url,
    )
    const torn = shown.page.locator('#thread .comment').first()
    expect(await torn.evaluate((node) => getComputedStyle(node).breakInside)).toBe('avoid')
    const pdf = (await shown.page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)
    await shown.close()
  })

  it('the transparency report has its figures, and no link to press', async () => {
    for (const path of ['/transparency', '/transparency/2026-H1']) {
      const shown = await open(`${settings.world.publicUrl}${path}?site=ledger&lang=en`)
      await shown.page.emulateMedia({ media: 'print' })
      const links = await shown.page.evaluate(() =>
        Array.from(document.querySelectorAll('main a'))
          .filter((node) => node.checkVisibility())
          .map((node) => node.textContent)
          .filter((text) => /JSON|CSV|reports/i.test(text ?? '')),
      )
      expect([path, links]).toEqual([path, []])
      await shown.close()
    }
  })
})

describe('where more contrast is asked for', () => {
  it.each(['light', 'dark'] as const)(
    'quiet words are as black as the rest, lines as strong as edges (%s)',
    async (scheme) => {
      for (const path of ['/policy', '/login', '/transparency', '/privacy']) {
        const url = `${settings.world.publicUrl}${path}?site=ledger&lang=en`
        const shown = await open(url, { ...WIDE, scheme }, { contrast: 'more' })
        const colours = await shown.page.evaluate(() => {
          const foot = document.querySelector('.foot a, .hint')
          const top = document.querySelector('.top')
          const quiet = foot && getComputedStyle(foot).color
          return {
            quiet,
            line: top && getComputedStyle(top).borderBottomColor,
            ink: getComputedStyle(document.body).color,
          }
        })
        expect(colours).toEqual({ quiet: colours.ink, line: colours.ink, ink: colours.ink })
        await shown.close()
      }
    },
  )
})

describe('a comment that a link leads to', () => {
  it('has as much room at its end as at its beginning, with whatever is in it', async () => {
    const shown = await open(permalink())
    const linked = shown.page.locator('.comment.is-linked')
    expect(await linked.evaluate((node) => getComputedStyle(node).paddingRight)).toBe('12px')
    await shown.close()
  })
})
