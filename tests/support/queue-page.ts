import type { Browser, Page } from 'playwright-core'
import type { Comment } from '../../src/features/comments/model.ts'
import { openPerson, type View, type Person as Visitor } from './browser.ts'
import { submit } from './desk.ts'
import { giveSession, type ServedWorld } from './serve.ts'
import type { Person } from './world.ts'

/** A key as the page got it: which case was painted, whether decisions were taken, and what it took to the next paint. */
export interface Pressed {
  key: string
  painted: string
  wasReady: boolean
  /** Milliseconds to the frame that shows another case; `null` when none did. */
  ms: number | null
}

/** Comments that wait, each of another reader with words of its own. */
export async function waitingComments(
  world: ServedWorld,
  count: number,
  words = 'Waiting',
): Promise<Comment[]> {
  const comments: Comment[] = []
  const writer = await world.reader(`Writer of ${words}`)
  for (let n = 1; n <= count; n += 1)
    comments.push(await submit(world, writer, `${words} words ${crypto.randomUUID()} number ${n}`))
  return comments
}

/** A moderator's browser with the queue open and its next cases read ahead. */
export async function openQueue(
  browser: Browser,
  world: ServedWorld,
  desk: Person,
  { path = '/console?order=oldest', view, javaScriptEnabled = true, isTimeOurs = false }: Opening = {},
): Promise<Visitor> {
  const visitor = await openPerson(browser, view, { javaScriptEnabled, clock: isTimeOurs })
  await giveSession(visitor.context, desk)
  if (javaScriptEnabled) await visitor.page.addInitScript(record)
  await visitor.page.goto(world.publicUrl + path)
  if (isTimeOurs) await visitor.page.clock.runFor(1_000)
  if (javaScriptEnabled) await ready(visitor.page)
  return visitor
}

interface Opening {
  path?: string
  view?: View
  javaScriptEnabled?: boolean
  /** The page's clock stands until the test moves it. */
  isTimeOurs?: boolean
}

/** By the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.POSITIVE_INFINITY)
}

/** Until the painted case takes decisions. */
export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-keys=ready]').waitFor()
}

export function paintedId(page: Page): Promise<string> {
  return page.locator('main').evaluate(({ dataset }) => dataset['case'] ?? '')
}

export function pressed(page: Page): Promise<Pressed[]> {
  return page.evaluate(() => (window as unknown as { pressed: Pressed[] }).pressed)
}

/** Runs in the page before its own script: keeps what each key met and when the next case was painted. */
function record(): void {
  const list: Pressed[] = []
  Object.assign(window, { pressed: list })
  const painted = () => document.querySelector<HTMLElement>('main')?.dataset['case'] ?? ''
  addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      const entry: Pressed = {
        key,
        painted: painted(),
        wasReady: document.documentElement.dataset['keys'] === 'ready',
        ms: null,
      }
      list.push(entry)
      const watch = () => {
        if (painted() === entry.painted) {
          if (performance.now() - timeStamp < 2_000) requestAnimationFrame(watch)
          return
        }
        // After the frame's own work, so that what it costs to paint is in the figure.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          entry.ms = performance.now() - timeStamp
        }
        port2.postMessage(null)
      }
      requestAnimationFrame(watch)
    },
    true,
  )
}
