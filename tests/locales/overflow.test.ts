import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Language } from '../../src/locales/language.ts'
import { STATES } from '../../src/sandbox/states/list.ts'
import { type StatesServer, serveStates } from '../../src/sandbox/states/server.ts'
import type { State } from '../../src/sandbox/states/state.ts'
import { launchBrowser, openPerson } from '../support/browser.ts'
import { misfits } from '../support/layout.ts'
import { freePort } from '../support/process.ts'
import { PSEUDO } from '../support/pseudo-language.ts'
import { visitState } from '../support/states.ts'

vi.mock(import('../../src/locales/registry.ts'), async (load) => {
  const { withPseudo } = await import('../support/pseudo-language.ts')
  return withPseudo(await load(), 'ltr')
})

const NARROW = [280, 320, 360]

let browser: Browser
let states: StatesServer
beforeAll(async () => {
  ;[browser, states] = await Promise.all([launchBrowser(), freePort().then(serveStates)])
})
afterAll(async () => {
  await browser?.close()
  await states?.close()
})

async function misfitsAt(page: Page, widths: readonly number[]): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    found.push(...(await misfits(page)).map((fault) => `${width} px: ${fault}`))
  }
  return found
}

async function statesThatOverflow(some: readonly State[], lang: Language): Promise<string[]> {
  const { page, context } = await openPerson(browser, { width: 360, height: 800, scheme: 'light' })
  const faults: string[] = []
  for (const state of some) {
    try {
      await visitState(page, states.url, state, { lang })
      faults.push(...(await misfitsAt(page, NARROW)).map((fault) => `${state.name} at ${fault}`))
    } catch (error) {
      faults.push(`${state.name} was not reached: ${String(error)}`)
    }
  }
  await context.close()
  return faults
}

describe.each([PSEUDO, 'ko'] as const)('in %s', (lang) => {
  it('no state of the discussion overflows', async () => {
    const half = Math.ceil(STATES.length / 2)
    const faults = await Promise.all([
      statesThatOverflow(STATES.slice(0, half), lang),
      statesThatOverflow(STATES.slice(half), lang),
    ])
    expect(faults.flat()).toEqual([])
  }, 60_000)
})
