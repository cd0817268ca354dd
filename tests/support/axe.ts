import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  nodes: { target: unknown }[]
}

/** WCAG 2.2 A and AA. The script is run by the browser's debugger, past the page's own policy. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
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
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`)
  })
  return found
}
