import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATES } from '../../src/sandbox/states/list.ts'
import { type StatesServer, serveStates } from '../../src/sandbox/states/server.ts'
import type { State } from '../../src/sandbox/states/state.ts'
import { COMPOSER_STATES } from '../../src/ui/composer-states.ts'
import { findings } from '../support/axe.ts'
import { DESKTOP, leaveBrowser, openPerson, PHONE, takeBrowser } from '../support/browser.ts'
import { freePort } from '../support/process.ts'
import { overflow, proven, visitState } from '../support/states.ts'
import { some } from '../support/whole.ts'

let browser: Browser
let server: StatesServer
beforeAll(async () => {
  ;[browser, server] = await Promise.all([takeBrowser(), freePort().then(serveStates)])
})
afterAll(async () => {
  await leaveBrowser(browser)
  await server?.close()
})

/** What of the states goes wrong in a window of its own; empty when nothing does. */
async function faultsOf(
  states: readonly State[],
  { view, lang }: { view: typeof DESKTOP; lang: 'en' | 'ko' },
): Promise<string[]> {
  const { page, alarms, leave } = await openPerson(browser, view)
  const faults: string[] = []
  for (const state of states) {
    try {
      await visitState(page, server.url, state, { lang, theme: view.scheme })
      const wider = await overflow(page)
      if (wider > 0) faults.push(`${state.name} scrolls sideways by ${wider} px`)
      faults.push(...(await findings(page)).map((fault) => `${state.name} ${fault}`))
    } catch (error) {
      faults.push(`${state.name} was not reached: ${String(error)}`)
    }
    faults.push(...alarms.splice(0).map((alarm) => `${state.name} ${alarm}`))
  }
  await leave()
  return faults
}

/** Each state in one language and theme, and in both in the whole run; what differs between the languages is words. */
describe.each([
  {
    name: 'on a phone, dark, in English',
    view: { ...PHONE, scheme: 'dark' as const },
    lang: 'en' as const,
    turn: 0,
  },
  { name: 'on a desktop, light, in Korean', view: DESKTOP, lang: 'ko' as const, turn: 1 },
])('$name', ({ view, lang, turn }) => {
  it('every state is reached, shows its sentence, and has no fault of accessibility', async () => {
    const states = some(STATES, 2, turn)
    const half = Math.ceil(states.length / 2)
    const faults = await Promise.all([
      faultsOf(states.slice(0, half), { view, lang }),
      faultsOf(states.slice(half), { view, lang }),
    ])
    expect(faults.flat()).toEqual([])
  }, 120_000)
})

describe('the run', () => {
  const [state] = STATES as [State, ...State[]]

  it('finds a fault that was planted', async () => {
    const { page, leave } = await openPerson(browser)
    await visitState(page, server.url, state, { lang: 'en' })
    await page.evaluate(() => {
      const image = document.createElement('img')
      image.src = '/nothing.png'
      document.querySelector('#discussion')?.append(image)
    })
    expect((await findings(page)).join()).toContain('image-alt')
    await leave()
  })

  it('finds a state that does not show what it should', async () => {
    const liar: State = { ...state, shows: { at: '.never' } }
    const { page, leave } = await openPerson(browser)
    await visitState(page, server.url, state, { lang: 'en' })
    await expect(proven(page, liar, 'en', 200)).rejects.toThrow('.never')
    await leave()
  })
})

describe('the names', () => {
  it('are each there once, and those of the documentation, in its order', () => {
    const names = STATES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const documented = readFileSync('docs/states.md', 'utf8').matchAll(/^\| `([^`]+)` \|/gm)
    expect(Array.from(documented, ([, name]) => name)).toEqual(names)
  })

  it('are those that the box itself can say', () => {
    const names = STATES.map(({ name }) => name)
    expect(COMPOSER_STATES.filter((name) => !names.includes(name))).toEqual([])
  })

  it('have each a frame on the page of states, in the chosen language and theme', async () => {
    const html = await (await fetch(`${server.url}/states?lang=ko&theme=dark&width=360`)).text()
    for (const { name } of STATES) expect(html).toContain(`src="/states/${name}?lang=ko&amp;theme=dark"`)
  })
})
