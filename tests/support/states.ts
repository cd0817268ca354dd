import type { Page } from 'playwright-core'
import { catalogue } from '../../src/locales/index.ts'
import type { Language } from '../../src/locales/language.ts'
import type { State } from '../../src/sandbox/states/state.ts'

const PATIENCE_MS = 10_000

/** Opens the state's page and lets the driver act. @throws when the state does not show what proves it */
export async function visitState(
  page: Page,
  url: string,
  state: State,
  { lang, theme }: { lang: Language; theme?: 'light' | 'dark' },
): Promise<void> {
  const query = new URLSearchParams({ lang, ...(theme ? { theme } : {}) })
  await page.goto(`${url}/states/${state.name}?${query}`)
  if (!state.noScript) await page.locator('html[data-reached]').waitFor({ timeout: PATIENCE_MS })
  await proven(page, state, lang)
}

/** @throws when the state does not show what proves it */
export async function proven(
  page: Page,
  { name, shows }: State,
  lang: Language,
  timeout = PATIENCE_MS,
): Promise<void> {
  const sentence = shows.says?.(catalogue(lang)) ?? ''
  // A sentence may have a link or a name in its middle: its longest plain piece counts.
  const plain = sentence.split(/\{\w+\}/).sort((a, b) => b.length - a.length)[0] ?? ''
  const bearer = `[data-state="${name}"]`
  if (shows.named) await page.locator(bearer).first().waitFor({ state: 'attached', timeout })
  const shown = page.locator(shows.at ?? bearer).filter({ hasText: plain, visible: true })
  await shown.first().waitFor({ timeout })
  if (shows.without && (await page.locator(shows.without).filter({ visible: true }).count()) > 0)
    throw new Error(`${shows.without} is shown`)
}

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
