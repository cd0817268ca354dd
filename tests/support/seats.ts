import type { Browser, BrowserContext, Disposable, Page, Response } from 'playwright-core'
import type { PersonOptions, View } from './browser.ts'

/** A browser context with one page, for one person after the other: a new one costs half a second. */
interface Seat {
  browser: Browser
  context: BrowserContext
  page: Page
  options: PersonOptions
  /** Everywhere that something may have been stored, and the sites of the pages above it. */
  origins: Set<string>
  sites: Set<string>
  /** What the shown page says of who shares its process. */
  process: Record<string, string>
  /** Scripts that the person gave it to run in each page. */
  scripts: Disposable[]
  persons: number
}

const free = new WeakMap<Browser, Seat[]>()
/** What time has been told is told anew to each page. */
const MOST_PERSONS = 20

export async function takeSeat(browser: Browser, view: View, options: PersonOptions): Promise<Seat> {
  const seats = free.get(browser) ?? []
  const wanted = JSON.stringify(options)
  const at = seats.findIndex((one) => JSON.stringify(one.options) === wanted && !one.page.isClosed())
  const [seat = await newSeat(browser, view, options)] = at < 0 ? [] : seats.splice(at, 1)
  seat.persons += 1
  watch(seat)
  if (seat.persons > 1) {
    const { page } = seat
    await page.setViewportSize({ width: view.width, height: view.height })
    const { reducedMotion = 'no-preference', forcedColors = 'none' } = options
    await page.emulateMedia({ media: null, colorScheme: view.scheme, reducedMotion, forcedColors })
  }
  if (options.clock) await seat.context.clock.install()
  return seat
}

async function newSeat(
  browser: Browser,
  { width, height, scheme }: View,
  options: PersonOptions,
): Promise<Seat> {
  const { clock: _, ...own } = options
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, ...own })
  const page = await context.newPage()
  const seat: Seat = {
    ...{ browser, context, page, options, persons: 0 },
    ...{ origins: new Set(), sites: new Set(), process: {}, scripts: [] },
  }
  for (const one of [context, page]) {
    const add = one.addInitScript.bind(one) as (...all: unknown[]) => Promise<Disposable>
    one.addInitScript = async (...all: unknown[]) => {
      const script = await add(...all)
      seat.scripts.push(script)
      return script
    }
  }
  return seat
}

function watch({ context, page, origins, sites, process }: Seat): void {
  context.on('response', (response: Response) => {
    origins.add(new URL(response.url()).origin)
  })
  page.on('response', (response) => {
    const request = response.request()
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return
    sites.add(siteOf(new URL(response.url()).origin))
    for (const name of SHARING) process[name] = response.headers()[name] ?? ''
  })
}

function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${/^[\d.]+$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.')}`
}

/** A page that says otherwise gets a process of its own. */
const SHARING = ['cross-origin-opener-policy', 'origin-agent-cluster']
const HEARD = ['request', 'response', 'requestfinished', 'requestfailed', 'console', 'dialog'] as const

/** Leaves it as it was found: what cannot be cleaned is not used again. */
export async function leaveSeat(seat: Seat): Promise<void> {
  const { browser, context } = seat
  const isClean = await clean(seat).catch(() => false)
  if (!isClean) return context.close()
  const open = (free.get(browser) ?? []).filter((one) => !one.page.isClosed())
  free.set(browser, [...open, seat])
}

async function clean(seat: Seat): Promise<boolean> {
  const { context, page, options, origins, sites } = seat
  if (seat.persons >= MOST_PERSONS || options.storageState || !page.url().startsWith('http')) return false
  for (const other of context.pages()) if (other !== page) await other.close()
  for (const one of [context, page]) {
    await one.unrouteAll({ behavior: 'ignoreErrors' })
    for (const name of HEARD) one.removeAllListeners(name)
  }
  context.removeAllListeners('page')
  for (const name of ['pageerror', 'popup', 'framenavigated'] as const) page.removeAllListeners(name)
  await context.setOffline(false)
  await Promise.all(seat.scripts.splice(0).map((script) => script.dispose()))
  await showNothing(seat)
  if (options.javaScriptEnabled !== false) {
    const hasClock = await page.evaluate(() => {
      sessionStorage.clear()
      window.name = ''
      return '__pwClock' in window
    })
    // It cannot be taken away.
    if (hasClock !== (options.clock ?? false)) return false
  }
  await Promise.all([context.clearCookies(), context.clearPermissions()])
  const debug = await context.newCDPSession(page)
  for (const origin of origins) {
    await debug.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    // A frame's is kept apart for each site that it is shown on.
    for (const site of sites) {
      const storageKey = `${origin}/^0${site}`
      if (site !== siteOf(origin))
        await debug.send('Storage.clearDataForStorageKey', { storageKey, storageTypes: 'all' })
    }
  }
  await debug.send('Network.clearBrowserCache')
  await debug.send('Page.resetNavigationHistory')
  await debug.detach()
  origins.clear()
  sites.clear()
  return true
}

/** An empty page of the shown one's own origin, which keeps the process: starting one is what costs most. */
async function showNothing({ page, process }: Seat): Promise<void> {
  const { origin } = new URL(page.url())
  const nothing = `${origin}/nothing-at-all`
  await page.route(nothing, (route) =>
    route.fulfill({ contentType: 'text/html', headers: process, body: '<!doctype html>' }),
  )
  await page.goto(nothing)
  await page.unrouteAll()
}
