import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import { SECOND } from '../../src/kernel/clock.ts'
import type { Person } from './browser.ts'
import type { Reader } from './reading.ts'

/** What a page has asked of the pulse; nothing is answered from the browser's own cache. */
export interface Pulse {
  asked(): number
  /** From now on every answer is this; `null`: the service's own again. */
  answer(response: { status: number; body: string } | null): void
}

export async function watchPulse({ context }: Pick<Person, 'context'>): Promise<Pulse> {
  let asked = 0
  let canned: { status: number; body: string } | null = null
  await context.route('**/pulse', async (route) => {
    asked += 1
    await (canned ? route.fulfill(canned) : route.continue())
  })
  return {
    asked: () => asked,
    answer(response) {
      canned = response
    },
  }
}

const STEP = 5 * SECOND

/** Lets time go by in the browser, in steps so short that no request is given up meanwhile. */
export async function pass({ context, view }: Reader, ms: number): Promise<void> {
  await sightTold(view)
  for (let gone = 0; gone < ms; gone += STEP) {
    await context.clock.runFor(STEP)
    // An answer that is there has been read before more time goes by.
    await view.evaluate(() => fetch(location.href, { method: 'HEAD' }))
  }
}

/**
 * The browser has told the page by now what of it is in sight, as it has told an observer that came later; it tells some
 * frames that nobody sees nothing at all.
 */
async function sightTold(view: Reader['view']): Promise<void> {
  const told = view.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new IntersectionObserver(() => {
          observer.disconnect()
          resolve()
        })
        observer.observe(document.body)
      }),
  )
  await Promise.race([told, setTimeout(1_000)])
}

/** Writes and posts a comment, as soon as the box has been in sight for long enough. Needs the clock. */
export async function post({ context, view }: Reader, text: string): Promise<void> {
  await view.getByLabel('Your comment').pressSequentially(text)
  const own = view.locator('.comment', { hasText: text })
  await expect
    .poll(
      async () => {
        await context.clock.runFor(2 * SECOND)
        await view.getByRole('button', { name: 'Post' }).press('Enter')
        return own.count()
      },
      { interval: 100 },
    )
    .toBe(1)
}
