import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '../../src/features/accounts/providers/provider.ts'
import { findings } from '../support/axe.ts'
import { launchBrowser, openPerson, type Person, type View } from '../support/browser.ts'
import { type FullDiscussion, fullDiscussion } from '../support/full-discussion.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'

let browser: Browser
let world: ServedWorld
let full: FullDiscussion

beforeAll(async () => {
  const offered = (['x', 'facebook'] as const).map((name) => aProvider(name))
  const options = { site: { mode: 'flagged-only' as const }, providers: offered }
  ;[browser, world] = await Promise.all([launchBrowser(), serveWorld(options)])
  full = await fullDiscussion(world)
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** One that is only offered. */
function aProvider(name: 'x' | 'facebook'): Provider {
  const nobody = () => Promise.reject(new Error('nobody signs in here'))
  return { name, identityProvider: name, appId: name, authorizationUrl: nobody, identify: nobody }
}

const WIDE: View = { width: 1280, height: 800, scheme: 'light' }
const page = () => `${world.publicUrl}/a/${full.article.id}`
const frame = () => `${world.publicUrl}/frame?site=ledger&article=${full.article.key}`
const permalink = () => `${page()}/c/${full.published.id}`

interface Opened extends Person {
  close(): Promise<void>
}

/** The discussion as the writer sees it, with everything laid out, also what is far away. */
async function open(url: string, view: View = WIDE, options: BrowserContextOptions = {}): Promise<Opened> {
  const person = await openPerson(browser, view, { reducedMotion: 'reduce', ...options })
  await giveSession(person.context, full.writer)
  await person.page.goto(url)
  await layOut(person.page)
  return { ...person, close: () => person.context.close() }
}

async function layOut(shown: Page): Promise<void> {
  await shown.evaluate(() => {
    for (const item of document.querySelectorAll<HTMLElement>('#thread > li'))
      item.style.contentVisibility = 'visible'
  })
}

/** What does not fit: the page itself, and every text that reaches out of it or lies under another. */
function misfits(shown: Page): Promise<string[]> {
  return shown.evaluate(() => {
    const root = document.documentElement
    const wide = root.scrollWidth - root.clientWidth
    const found = wide > 0 ? [`the page is ${wide} px too wide`] : []
    const name = (node: Element) => `${node.tagName}.${node.className} “${node.textContent?.slice(0, 30)}”`
    const seen = Array.from(document.querySelectorAll('body *')).filter(
      (node) => node.checkVisibility() && !node.closest('.unseen, .limit, .skip, template'),
    )
    for (const node of seen) {
      const box = node.getBoundingClientRect()
      if (box.left < -1 || box.right > root.clientWidth + 1) found.push(`${name(node)} is off the page`)
      const { overflowX, overflowY } = getComputedStyle(node)
      const cuts = [overflowX, overflowY].some((value) => value !== 'visible') && node.tagName !== 'TEXTAREA'
      if (cuts && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
        found.push(`${name(node)} is cut`)
    }
    const controls = seen.filter((node) => node.matches('a, button, summary, textarea, h2, .n, time, strong'))
    for (const [index, one] of controls.entries())
      for (const two of controls.slice(index + 1)) {
        if (one.contains(two) || two.contains(one)) continue
        const [a, b] = [one.getBoundingClientRect(), two.getBoundingClientRect()]
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (x > 1 && y > 1 && y > 0.5 * Math.min(a.height, b.height))
          found.push(`${name(one)} lies over ${name(two)}`)
      }
    return found
  })
}

/** Controls that are too small to hit: 44 px for those that one comes for, 24 px for the others (WCAG 2.5.8). */
function smallTargets(shown: Page): Promise<string[]> {
  return shown.evaluate(() =>
    Array.from(document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden])'))
      .filter((node) => node.checkVisibility() && !node.closest('.skip'))
      .flatMap((node) => {
        const { width, height } = node.getBoundingClientRect()
        const isMain = node.matches(
          '.post, .way, .plain, .button, .acts a, .tools a, .own, summary, textarea',
        )
        // A link inside a sentence is as high as its line.
        const isInText = node.parentElement?.matches('p:not(.acts, .more)') === true
        const least = isMain ? 44 : isInText ? 0 : 24
        return height < least || width < Math.min(least, 24)
          ? [`${node.textContent} ${Math.round(width)}×${Math.round(height)}`]
          : []
      }),
  )
}

/** Walks through every control by Tab; answers those whose focus cannot be seen, or lies under something. */
async function hiddenFocus(shown: Page): Promise<string[]> {
  const hidden: string[] = []
  await shown.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let steps = 0; steps < 200; steps += 1) {
    await shown.keyboard.press('Tab')
    const found = await shown.evaluate(() => {
      const node = document.activeElement
      if (!node || node === document.body) return 'end'
      const around = node.closest('.composer')
      const ring = (target: Element | null) => {
        if (!target) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      }
      const box = node.getBoundingClientRect()
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20))
      const isCovered = !top || !(node.contains(top) || top.contains(node))
      const isSeen = ring(node) || (node.matches('textarea') && ring(around))
      return isSeen && !isCovered
        ? ''
        : `${node.tagName} “${node.textContent?.slice(0, 30)}” ${isSeen} ${isCovered}`
    })
    if (found === 'end') return steps > 20 ? hidden : [`only ${steps} stops`]
    if (found !== '') hidden.push(found)
  }
  return hidden
}

/** What the discussion can look like beside being read, each brought about as a reader does it. */
const STATES: readonly (readonly [string, (shown: Opened) => Promise<void>])[] = [
  [
    'locked',
    async ({ context, page: shown }) => {
      await context.clearCookies()
      await shown.goto(frame())
      await shown.locator('.way').last().waitFor()
    },
  ],
  [
    'a report being written',
    async ({ page: shown }) => {
      await shown.goto(`${page()}?report=${full.published.id}#act`)
      await shown.locator('.act select').waitFor()
    },
  ],
  [
    'a comment too long, refused by the server',
    async ({ page: shown }) => {
      await shown.locator('#text').fill('각'.repeat(255))
      await shown.evaluate(() => {
        const form = document.querySelector<HTMLFormElement>('form.composer')
        if (form) form.action = document.querySelector('.post')?.getAttribute('formaction') ?? ''
        form?.submit()
      })
      await shown.waitForURL(/comments$/)
      await shown.getByRole('alert').waitFor()
    },
  ],
  [
    'an answer being written, with the help open',
    async ({ page: shown }) => {
      await shown.locator('#thread a[data-reply]').last().click()
      await shown.locator('summary').click()
      await shown.locator('[data-part=replying]').waitFor()
    },
  ],
]

describe('where there is little room', () => {
  it.each(STATES)(
    '%s: nothing is cut, off the page, covered or too small, from either side',
    async (_name, bring) => {
      for (const width of [280, 320, 640]) {
        const shown = await open(page(), { ...WIDE, width })
        await bring(shown)
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
    for (const path of [...around, `/legal/notice?comment=${full.published.id}`])
      for (const language of ['en', 'ko']) {
        await shown.page.goto(`${world.publicUrl}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
        for (const dir of ['ltr', 'rtl']) {
          await shown.page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir)
          expect([path, language, dir, ...(await misfits(shown.page))]).toEqual([path, language, dir])
        }
      }
    await shown.close()
  }, 60_000)

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
      Array.from(document.querySelectorAll('#thread > li > .comment'), (comment) => {
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
    const arabic = shown.locator('#thread > li > .comment', { hasText: 'مريم الخطيب' })
    await arabic.getByRole('link', { name: '답글' }).click()
    const line = shown.locator('[data-part=replying] span')
    expect(await line.textContent()).toContain('مريم الخطيب')
    expect(await line.evaluate((node) => getComputedStyle(node).direction)).toBe('ltr')
    await close()
  })
})

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
    await bring(shown)
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
        pressed: visible('button, textarea, input, summary, .acts a, .tools a, .button').map(
          (node) => node.textContent,
        ),
        comments: visible('#thread .comment').length,
        tombs: visible('.tomb').map((node) => node.textContent),
        times: times.map((node) => getComputedStyle(node, '::after').content),
        titles: times.map((node) => `"${node.getAttribute('title')}"`),
        hidden: visible('#thread > li').filter(
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

  it('the address of the article stands beside its link, and no comment is torn in two', async () => {
    const shown = await open(page())
    await shown.page.emulateMedia({ media: 'print' })
    const link = shown.page.locator('.about p a')
    expect(await link.evaluate((node) => getComputedStyle(node, '::after').content)).toContain(
      full.article.url,
    )
    const torn = shown.page.locator('#thread .comment').first()
    expect(await torn.evaluate((node) => getComputedStyle(node).breakInside)).toBe('avoid')
    const pdf = (await shown.page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1)
    await shown.close()
  })
})
