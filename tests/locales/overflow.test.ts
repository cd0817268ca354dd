import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Language } from '../../src/locales/language.ts'
import { STATES } from '../../src/sandbox/states/list.ts'
import { type StatesServer, serveStates } from '../../src/sandbox/states/server.ts'
import { goodToken, scripted } from '../accounts/scripted.ts'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { misfits } from '../support/layout.ts'
import { freePort } from '../support/process.ts'
import { PSEUDO } from '../support/pseudo-language.ts'
import { giveSession, type ServedWorld, serveWorld } from '../support/serve.ts'
import { layOut } from '../support/settings.ts'
import { visitState } from '../support/states.ts'
import { some } from '../support/whole.ts'
import type { Person } from '../support/world.ts'
import { type Furnished, furnish } from './furnish.ts'
import { DESK, OWN, place, READERS } from './pages.ts'

vi.mock(import('../../src/locales/registry.ts'), async (load) => {
  const { withPseudo } = await import('../support/pseudo-language.ts')
  return withPseudo(await load(), 'ltr')
})

const NARROW = [280, 320, 360]
const DESKTOP = [1280]
/** Tables and panes that scroll by themselves, and in the queue's rows the reasons after the first. */
const SCROLLS = '.scroll, .console .case, .console .context, .console .also'
/** In Korean those with parts of their own. */
const PARTS = [
  ...['list+more', 'closed', 'locked', 'login-window-open', 'login-failed', 'in-app-browser', 'muted-until'],
  ...['banned', 'nudge', 'failed-kept', 'rate-limited', 'rejected', 'appealed', 'reply-open', 'share-sheet'],
  'report-dialog',
]

let browser: Browser
let states: StatesServer
let world: ServedWorld
let made: Furnished
beforeAll(async () => {
  const { x, facebook } = scripted(goodToken)
  ;[browser, states, world] = await Promise.all([
    takeBrowser(),
    freePort().then(serveStates),
    serveWorld({ providers: [x, facebook] }),
  ])
  made = await furnish(world)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await states?.close()
  await world?.close()
})

type Visit = readonly [name: string, open: (page: Page) => Promise<unknown>]

/** Two windows share the work; what is shown in each place must fit at each width. */
async function misfitsIn(all: readonly Visit[], widths: readonly number[], as?: Person): Promise<string[]> {
  const waiting = [...all]
  const work = async () => {
    const { page, context, leave } = await openPerson(browser, { width: 360, height: 800, scheme: 'light' })
    if (as) await giveSession(context, as)
    const found: string[] = []
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, open] = next
      await open(page)
      await layOut(page)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        found.push(...(await misfits(page, SCROLLS)).map((fault) => `${name}, ${width} px: ${fault}`))
      }
    }
    await leave()
    return found
  }
  return (await Promise.all([work(), work()])).flat()
}

function stateVisits(lang: Language, names: readonly string[] | null = null): Visit[] {
  return STATES.filter(({ name }) => names?.includes(name) ?? true).map((state) => [
    state.name,
    (page) => visitState(page, states.url, state, { lang }),
  ])
}

function pageVisits(lang: Language, paths: readonly string[]): Visit[] {
  return paths.map((path) => {
    const url = new URL(place(path, made), world.publicUrl)
    url.searchParams.set('lang', lang)
    return [path, (page) => page.goto(url.href)]
  })
}

describe.each([PSEUDO, 'ko'] as const)(
  'in %s nothing is cut, off the page or under something else',
  (lang) => {
    /** The longest words are tried everywhere. */
    const places = <Place>(all: readonly Place[]) => (lang === PSEUDO ? all : some(all, 2))

    it('in the states of the discussion', async () => {
      const visits = stateVisits(lang, lang === PSEUDO ? null : PARTS)
      expect(visits.length).toBeGreaterThanOrEqual(PARTS.length)
      expect(await misfitsIn(visits, NARROW)).toEqual([])
    })

    it('on the pages around it, of a visitor and of a reader', async () => {
      expect(await misfitsIn(pageVisits(lang, places(READERS)), NARROW)).toEqual([])
      expect(await misfitsIn(pageVisits(lang, places(OWN)), NARROW, made.reader)).toEqual([])
    })

    it('in the console', async () => {
      expect(await misfitsIn(pageVisits(lang, places(DESK)), DESKTOP, made.admin)).toEqual([])
    })
  },
)

describe('the check', () => {
  it('finds a row that does not wrap', async () => {
    const [[name, open] = ['', async () => {}]] = stateVisits(PSEUDO, ['rate-limited'])
    const planted: Visit = [
      name,
      async (page) => {
        await open(page)
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync('.bar { flex-wrap: nowrap } .post { flex: none }')
          document.adoptedStyleSheets = [sheet]
        })
      },
    ]
    expect((await misfitsIn([planted], [280])).join()).toContain('BUTTON.post')
  })
})
