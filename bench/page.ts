import { cpus, loadavg } from 'node:os'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import type { Article } from '../src/features/articles/model.ts'
import { DESKTOP, launchBrowser } from '../tests/support/browser.ts'
import { giveSession } from '../tests/support/serve.ts'
import type { Person } from '../tests/support/world.ts'
import { interact, loaded, middle } from './page-interactions.ts'
import { type Paper, servePaper } from './paper.ts'
import { readNotes, slowDown, takeNotes, throttle } from './vitals.ts'

const CPU_RATE = 4
/** Of each kind of page. */
const LOADS = 5
const COMMENTS = { page: 50, many: 500 } as const
const PARAGRAPHS = { short: 2, long: 40 } as const
const LIMITS = { cls: 0.005, inp: 100, longTask: 50 } as const

/**
 * The discussion inside a paper's page and in its process, in Chromium with the CPU slowed to a quarter: what moves
 * without the reader's doing, while five pages load and are read to their end; how long the page takes to answer what a
 * signed-in reader does with 500 comments in it, loaded by "more"; and what keeps it from answering. Beside that, and
 * not judged, `loadLongTask`, the longest while the page loads with its first comments, and `plainLongTask`, of a page
 * whose frame has the same words in plain paragraphs: most of it is the browser's own. Each is the middle of five.
 */
export async function page(): Promise<Record<string, unknown>> {
  const [browser, paper] = await Promise.all([launchBrowser({ sharesProcesses: true }), servePaper()])
  try {
    const article = await paper.article(COMMENTS.page)
    const cls = await shifts(browser, paper, article)
    const many = await paper.article(COMMENTS.many)
    const loads = await loadLongTasks(browser, paper, many)
    const { inp, comments, ...rest } = await stress(browser, paper, many)
    const ok =
      Object.values(cls).every((value) => value < LIMITS.cls) &&
      inp <= LIMITS.inp &&
      rest.longTasks.every((ms) => ms <= LIMITS.longTask) &&
      comments === COMMENTS.many
    // Other work on the machine is in every duration: more than 1 and they say little.
    const machineLoad = round((loadavg()[0] ?? 0) / cpus().length)
    return { cls, inp, comments, ...rest, ...loads, cpuRate: CPU_RATE, machineLoad, limits: LIMITS, ok }
  } finally {
    await browser.close()
    await paper.close()
  }
}

type Reading = (opened: { page: Page; paper: Paper; article: Article; frame: FrameLocator }) => Promise<void>

/** Each answers the sum of all shifts, which is at least what a browser reports as its layout shift. */
async function shifts(browser: Browser, paper: Paper, article: Article): Promise<Record<string, number>> {
  const [item] = (await paper.world.services.comments.page(article, { sort: 'oldest', after: null })).items
  const linked = `?comment=${item?.comment.id}`
  const measure = (paragraphs: number, read: Reading, query = '', isSlow = false) =>
    inContext(browser, async (context) => {
      const page = await context.newPage()
      await throttle(page, CPU_RATE)
      if (isSlow) await slowDown(page)
      await page.goto(paper.page(article, paragraphs) + query)
      const frame = page.frameLocator('iframe').first()
      await read({ page, paper, article, frame })
      const { shifts } = await readNotes(page)
      return round(shifts.reduce((sum, value) => sum + value, 0))
    })
  return {
    short: await measure(PARAGRAPHS.short, readOn),
    long: await measure(PARAGRAPHS.long, readOn),
    permalink: await measure(PARAGRAPHS.long, untilShown, linked),
    slowNetwork: await measure(PARAGRAPHS.short, readOn, '', true),
    lateSignIn: await measure(PARAGRAPHS.short, signInLate),
  }
}

async function untilShown({ frame, page }: Parameters<Reading>[0]): Promise<void> {
  await frame.locator('.comment').first().waitFor({ timeout: 30_000 })
  await page.waitForTimeout(300)
}

/** To the end, half a view at a time, with the wheel: what a script scrolls while the page is laid out counts as moved. */
async function readOn(opened: Parameters<Reading>[0]): Promise<void> {
  const { page } = opened
  const scroll = async () => {
    await page.mouse.wheel(0, (page.viewportSize()?.height ?? 0) / 2)
    await page.waitForTimeout(60)
  }
  for (let step = 0; step < 12; step += 1) await scroll()
  await untilShown(opened)
  for (let step = 0; step < 12; step += 1) await scroll()
}

/** The discussion is on the screen for a while when its reader signs in, in a window of its own. */
async function signInLate(opened: Parameters<Reading>[0]): Promise<void> {
  const { page, frame } = opened
  await untilShown(opened)
  await page.waitForTimeout(1_000)
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('button', { name: 'Continue with X' }).press('Enter'),
  ])
  await popup.getByRole('button', { name: 'Maya Okafor' }).first().click()
  await popup.getByLabel('Name').fill('Maya')
  await popup.getByRole('button', { name: 'Use this name' }).click()
  await frame.getByText('Posting as').waitFor({ timeout: 30_000 })
  await page.waitForTimeout(500)
}

/** Milliseconds. In turn, so that other work on the machine falls on both. */
async function loadLongTasks(browser: Browser, paper: Paper, article: Article) {
  const full: number[] = []
  const plain: number[] = []
  const reader = await paper.world.reader()
  const url = await paper.plainPage(article)
  for (let time = 0; time < LOADS; time += 1) {
    full.push(await longestAtLoad(browser, paper, paper.page(article, PARAGRAPHS.short), reader))
    plain.push(await longestAtLoad(browser, paper, url, reader))
  }
  return { loadLongTask: middle(full), plainLongTask: middle(plain) }
}

async function longestAtLoad(browser: Browser, paper: Paper, url: string, reader: Person): Promise<number> {
  return inContext(browser, async (context) => {
    await giveSession(context, reader, paper.serviceHost)
    const page = await context.newPage()
    await throttle(page, CPU_RATE)
    await page.goto(url)
    return Math.max(0, ...(await loaded(page)))
  })
}

async function stress(browser: Browser, paper: Paper, article: Article) {
  const reader = await paper.world.reader()
  return inContext(browser, async (context) => {
    await giveSession(context, reader, paper.serviceHost)
    const page = await context.newPage()
    await throttle(page, CPU_RATE)
    await page.goto(paper.page(article, PARAGRAPHS.short))
    await loaded(page)
    return interact(page, page.frameLocator('iframe').first(), () => paper.comment(article, 'Just now'))
  })
}

async function inContext<Result>(
  browser: Browser,
  work: (context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const { width, height } = DESKTOP
  const context = await browser.newContext({ viewport: { width, height } })
  context.setDefaultTimeout(30_000)
  await takeNotes(context)
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}

function round(value: number): number {
  return Number(value.toFixed(4))
}
