import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { LANGUAGES, type Language } from '../../src/locales/language.ts'
import { STATE_GROUPS, STATES } from '../../src/sandbox/states/list.ts'
import { serveStates } from '../../src/sandbox/states/server.ts'
import type { State } from '../../src/sandbox/states/state.ts'
import { launchBrowser, openPerson } from '../support/browser.ts'
import { freePort } from '../support/process.ts'
import { overflow, proven, visitState } from '../support/states.ts'
import { contactSheet, type Shot } from './contact-sheet.ts'

/**
 * Photographs every state in three sizes, two themes and two languages, and the starred ones from right to left and
 * in forced colours. Names as arguments photograph those alone. Ends with 1 when a state does not show what proves
 * it, scrolls sideways, reports an error or asks a stranger for something.
 */
const OUT = join('data', 'states')
const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
] as const
const THEMES = ['light', 'dark'] as const

const chosen = process.argv.slice(2)
const states = chosen.length === 0 ? STATES : STATES.filter(({ name }) => chosen.includes(name))
const shots: Shot[] = []
const faults: string[] = []

if (states.length === 0) throw new Error(`no state is named ${chosen.join(', ')}`)
rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
const [browser, server] = await Promise.all([launchBrowser(), freePort().then(serveStates)])
const visits = states.flatMap((state) => LANGUAGES.map((lang) => ({ state, lang })))
await Promise.all(Array.from({ length: availableParallelism() }, () => work(browser)))
await Promise.all([browser.close(), server.close()])
for (const { title, states: own } of STATE_GROUPS) {
  const names = own.map(({ name }) => name).filter((name) => shots.some((shot) => shot.name === name))
  if (names.length > 0) writeFileSync(join(OUT, `${slug(title)}.html`), contactSheet(title, names, shots))
}
console.log(
  `${shots.length} pictures in ${OUT}; contact sheets: ${STATE_GROUPS.map(({ title }) => `${slug(title)}.html`).join(' ')}`,
)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

/** Takes one visit after the other, until none is left. */
async function work(browser: Browser): Promise<void> {
  for (let visit = visits.shift(); visit; visit = visits.shift()) await photograph(browser, visit)
}

async function photograph(
  browser: Browser,
  { state, lang }: { state: State; lang: Language },
): Promise<void> {
  const { page, context, alarms } = await openPerson(browser, { ...SIZES[0], scheme: 'light' })
  try {
    await visitState(page, server.url, state, { lang })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme })
        await shoot(page, state, { lang, width: size.width, look: theme })
      }
    }
    if (state.starred) await shootStarred(page, state, lang)
  } catch (error) {
    faults.push(`${state.name} (${lang}): ${String(error).split('\n')[0]}`)
  }
  faults.push(...alarms.map((alarm) => `${state.name} (${lang}): ${alarm}`))
  await context.close()
}

async function shootStarred(page: Page, state: State, lang: Language): Promise<void> {
  const { width } = SIZES[0]
  await page.setViewportSize(SIZES[0])
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  await shoot(page, state, { lang, width, look: 'forced' })
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
  })
  await shoot(page, state, { lang, width, look: 'rtl' })
}

async function shoot(page: Page, state: State, how: Pick<Shot, 'lang' | 'width' | 'look'>): Promise<void> {
  const { lang, width, look } = how
  const file = `${state.name}-${lang}-${width}-${look}.png`
  await proven(page, state, lang)
  await page.screenshot({ path: join(OUT, file), fullPage: true, animations: 'disabled' })
  shots.push({ name: state.name, file, ...how })
  const wider = await overflow(page)
  if (wider > 0) faults.push(`${file} scrolls sideways by ${wider} px`)
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-')
}
