import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CDPSession, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const debuggers = new WeakMap<Page, Promise<CDPSession>>()

/** Runs it by the browser's debugger, past the page's own policy: as a script of its own, for `eval` takes half as long again. */
async function load(page: Page): Promise<void> {
  const known = debuggers.get(page) ?? page.context().newCDPSession(page)
  debuggers.set(page, known)
  await (await known).send('Runtime.evaluate', { expression: `${axe};0` })
}

interface Finding {
  id: string
  nodes: { target: unknown }[]
}

/** WCAG 2.2 A and AA, but for locked orientations, which no sheet of ours knows (`styles.test.ts`). */
export async function findings(page: Page): Promise<string[]> {
  await load(page)
  // What is off the screen has no size yet, and axe would measure it all the same.
  await page.evaluate(() => {
    for (const item of document.querySelectorAll<HTMLElement>('li')) item.style.contentVisibility = 'visible'
  })
  const found = await page.evaluate(async () => {
    const run = (
      globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } }
    ).axe
    const { violations } = await run.run({
      resultTypes: ['violations'],
      iframes: false,
      // It reads every style sheet anew, for that one rule.
      preload: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`)
  })
  return found
}
