import type { BrowserContext, Page } from 'playwright-core'

/** What the browser noted in one document. Milliseconds. */
export interface Vitals {
  /** Moves without a reader's doing, each as its share of the view. */
  shifts: number[]
  interactions: { name: string; ms: number }[]
  longTasks: number[]
}

/** From now on every document of this browser, frames included, keeps notes. */
export async function takeNotes(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const notes: Vitals = { shifts: [], interactions: [], longTasks: [] }
    Object.assign(window, { vitals: notes })
    const watch = (type: string, note: (entry: PerformanceEntry) => void, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
        type,
        buffered: true,
        ...more,
      })
    watch('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      if (!hadRecentInput) notes.shifts.push(value)
    })
    watch(
      'event',
      (entry) => {
        const { interactionId } = entry as PerformanceEntry & { interactionId: number }
        if (interactionId > 0) notes.interactions.push({ name: entry.name, ms: entry.duration })
      },
      { durationThreshold: 16 },
    )
    watch('longtask', ({ duration }) => notes.longTasks.push(Math.round(duration)))
  })
}

/** The notes of all documents of a page together since they were last read. */
export async function readNotes(page: Page): Promise<Vitals> {
  const notes = await Promise.all(page.frames().map((frame) => frame.evaluate(takenSoFar)))
  return {
    shifts: notes.flatMap(({ shifts }) => shifts),
    interactions: notes.flatMap(({ interactions }) => interactions),
    longTasks: notes.flatMap(({ longTasks }) => longTasks),
  }
}

/** Runs in the page. A turn of the screen and a little more later, what has just happened is noted. */
async function takenSoFar(): Promise<Vitals> {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))
  const { vitals } = window as unknown as { vitals: Vitals }
  const taken = structuredClone(vitals)
  for (const list of Object.values(vitals)) list.length = 0
  return taken
}

/** Slows every script, style and layout of the page's process. */
export async function throttle(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** A slow phone connection. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  })
}
