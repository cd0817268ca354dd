import type { FrameLocator, Page } from 'playwright-core'
import { readNotes } from './vitals.ts'

const PASSES = 5
const SENTENCE = 'What did the council pay?'

type Deed = (page: Page, frame: FrameLocator) => Promise<void>

/**
 * What a reader does with a discussion in which everything is shown. By the keyboard: the browser drops clicks to a
 * frame that has just moved, as a longer one has.
 */
const DEEDS: Readonly<Record<string, Deed>> = {
  async type(page, frame) {
    await frame.getByLabel('Your comment').focus()
    await page.keyboard.type(SENTENCE, { delay: 40 })
  },
  async erase(page) {
    for (const _letter of SENTENCE) await page.keyboard.press('Backspace', { delay: 20 })
  },
  async help(_page, frame) {
    for (const _time of ['open', 'close']) await frame.locator('.help summary').press('Enter')
  },
  async reply(_page, frame) {
    await frame.locator('[data-reply]').nth(250).press('Enter')
    await frame.locator('[data-part=cancel-reply]').first().press('Enter')
  },
  share: (page, frame) =>
    openSheet(page, frame, '#thread > ol:nth-child(5) > li:last-child a[href*="/share"]'),
  report: (page, frame) =>
    openSheet(page, frame, '#thread > ol:nth-child(6) > li:first-child a[href*="report="]'),
  async tab(page, frame) {
    await frame.locator('[data-reply]').nth(100).focus()
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('Tab', { delay: 20 })
  },
}

async function openSheet(page: Page, frame: FrameLocator, link: string): Promise<void> {
  await frame.locator(link).focus()
  await pressAlone(page)
  await page.keyboard.press('Escape')
}

/**
 * Presses what has the focus and leaves the page to itself for a while: a driver that waits for something looks for it
 * in every frame of the screen, which costs more than what it waits for.
 */
async function pressAlone(page: Page): Promise<void> {
  await page.waitForTimeout(200)
  await readNotes(page)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(800)
}

/**
 * Loads every page by "more", then does each thing a few times, and at last brings what is new. `inp` is the slowest
 * kind of interaction by its middle pass: other work on the machine falls on one pass, ours on all. Long tasks likewise.
 * Milliseconds.
 */
export async function interact(page: Page, frame: FrameLocator, publish: () => Promise<void>) {
  await frame.locator('.comment').first().waitFor()
  const more = await pressMore(page, frame)
  const comments = await frame.locator('#thread .comment').count()
  const deeds: Record<string, { ms: number; longTask: number }> = {}
  for (const [name, deed] of Object.entries(DEEDS)) {
    const passes: { ms: number; longTask: number }[] = []
    for (let pass = 0; pass < PASSES; pass += 1) {
      await deed(page, frame)
      const { interactions, longTasks } = await readNotes(page)
      passes.push({
        ms: Math.max(0, ...interactions.map(({ ms }) => ms)),
        longTask: Math.max(0, ...longTasks),
      })
    }
    deeds[name] = {
      ms: middle(passes.map(({ ms }) => ms)),
      longTask: middle(passes.map((one) => one.longTask)),
    }
  }
  const kinds = { ...deeds, more, news: await pressNews(page, frame, publish) }
  return {
    inp: Math.max(...Object.values(kinds).map(({ ms }) => ms)),
    longTasks: Object.values(kinds)
      .map(({ longTask }) => longTask)
      .filter((ms) => ms > 0),
    comments,
    interactions: kinds,
  }
}

/**
 * Long tasks until all is there. Only then does the driver look inside: what it puts into each document for that is a
 * long task itself.
 */
export async function loaded(page: Page): Promise<number[]> {
  while (page.frames().length < 2) await page.waitForTimeout(50)
  await Promise.all(page.frames().map((one) => one.waitForLoadState('load')))
  await page.waitForTimeout(1_000)
  return (await readNotes(page)).longTasks
}

/** Once: the page asks only every half minute. */
async function pressNews(
  page: Page,
  frame: FrameLocator,
  publish: () => Promise<void>,
): Promise<{ ms: number; longTask: number }> {
  const link = frame.locator('[data-part=new]')
  await publish()
  await link.waitFor({ timeout: 60_000 })
  await link.focus()
  await pressAlone(page)
  const { interactions, longTasks } = await readNotes(page)
  return { ms: Math.max(0, ...interactions.map(({ ms }) => ms)), longTask: Math.max(0, ...longTasks) }
}

/** The last half counts, when the discussion is at its longest. */
async function pressMore(page: Page, frame: FrameLocator): Promise<{ ms: number; longTask: number }> {
  const link = frame.locator('[data-part=more]')
  const passes: { ms: number; longTask: number }[] = []
  while (await link.isVisible()) {
    const before = await frame.locator('#thread .comment').count()
    await link.focus()
    await pressAlone(page)
    await frame.locator('#thread .comment').nth(before).waitFor({ state: 'attached' })
    const { interactions, longTasks } = await readNotes(page)
    passes.push({ ms: Math.max(0, ...interactions.map(({ ms }) => ms)), longTask: Math.max(0, ...longTasks) })
  }
  const late = passes.slice(Math.floor(passes.length / 2))
  return { ms: middle(late.map(({ ms }) => ms)), longTask: middle(late.map(({ longTask }) => longTask)) }
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
