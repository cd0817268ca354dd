import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { leaveSeat, takeSeat } from './seats.ts'

/**
 * The automation's own list switches storage partitioning off, and with it what an embedded frame has to live
 * with. The last such switch counts: this one leaves partitioning on.
 */
const DISABLED = [
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PaintHolding',
]
/** A frame that asks for a process of its own gets none, as on phones with little memory. */
const OWN_PROCESSES = 'OriginIsolationHeader'

/** What a person has set for third-party cookies; the preference itself is not in the headless browser. */
const THIRD_PARTY_BLOCKED = '--test-third-party-cookie-phaseout'

/**
 * A real Chromium out of an npm package, with the fonts of this repository: no download, nothing installed by
 * hand, and Korean glyphs on a machine that has none.
 */
export async function launchBrowser({
  blocksThirdParty = false,
  sharesProcesses = false,
} = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--headless=new',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
      `--disable-features=${[...DISABLED, ...(sharesProcesses ? [OWN_PROCESSES] : [])].join(',')}`,
      ...(blocksThirdParty ? [THIRD_PARTY_BLOCKED] : []),
    ],
    env: { ...process.env, FONTCONFIG_FILE: fontConfig() },
  })
}

const shared = new Map<string, Promise<Browser>>()
const contextsOf = new WeakMap<Browser, number>()
/** What a browser has kept of its contexts is given back when it ends. */
const MOST_CONTEXTS = 200

/** The browser that all files of this process share; it ends with the process. */
export async function takeBrowser(how: Parameters<typeof launchBrowser>[0] = {}): Promise<Browser> {
  const key = JSON.stringify(how)
  const known = await shared.get(key)
  if (known?.isConnected() && (contextsOf.get(known) ?? 0) < MOST_CONTEXTS) return known
  await known?.close()
  const launched = launchBrowser(how)
  shared.set(key, launched)
  const browser = await launched
  browser.on('context', () => contextsOf.set(browser, (contextsOf.get(browser) ?? 0) + 1))
  return browser
}

/** Closes everything that was opened in it. */
export async function leaveBrowser(browser: Browser | undefined): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
}

/** One for all browsers, and with it what fontconfig has learnt of the fonts. Another process may write it too. */
function fontConfig(): string {
  const folder = resolve('node_modules/.cache/brevier/fonts')
  const file = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    `${file}.${process.pid}`,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${resolve('src/adapters/fonts')}</dir><cachedir>${join(folder, 'cache')}</cachedir>
      <alias><family>system-ui</family><prefer><family>Pretendard</family></prefer></alias>
      <alias><family>sans-serif</family><prefer><family>Pretendard</family></prefer></alias>
      <alias><family>serif</family><prefer><family>Pretendard</family></prefer></alias>
    </fontconfig>`,
  )
  renameSync(`${file}.${process.pid}`, file)
  return file
}

export interface View {
  width: number
  height: number
  scheme: 'light' | 'dark'
}

export const PHONE: View = { width: 360, height: 740, scheme: 'light' }
export const DESKTOP: View = { width: 1280, height: 800, scheme: 'light' }

/** More than the browser's own options. */
export interface PersonOptions extends BrowserContextOptions {
  /** Has the browser's time in the test's hand; it still runs by itself. */
  clock?: boolean
}

/** A person's browser: its own cookies, with an alarm for everything that must never happen. */
export async function openPerson(
  browser: Browser,
  view: View = DESKTOP,
  options: PersonOptions = {},
): Promise<Person> {
  const seat = await takeSeat(browser, view, options)
  const { context, page } = seat
  const alarms: string[] = []
  const watch = (one: Page) => {
    one.on('pageerror', (error) => alarms.push(`error: ${error.message}`))
    one.on('dialog', (dialog) => alarms.push(`dialog: ${dialog.message()}`))
    one.on('console', (message) => {
      if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
        alarms.push(`console: ${message.text()}`)
    })
    one.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url())
      if (/^https?:$/.test(protocol) && !/^(([a-z]+\.)*localhost|127\.0\.0\.1)$/.test(hostname))
        alarms.push(`request: ${request.url()}`)
    })
  }
  context.on('page', watch)
  watch(page)
  let isHere = true
  return {
    context,
    page,
    alarms,
    async leave() {
      if (isHere) await leaveSeat(seat)
      isHere = false
    },
  }
}

export interface Person {
  context: BrowserContext
  page: Page
  /** Script errors, dialogs, policy reports and requests to strangers so far. */
  alarms: string[]
  /** Gives the browser to the next person, who finds nothing of this one. */
  leave(): Promise<void>
}
