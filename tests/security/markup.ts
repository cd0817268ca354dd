import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'

/** A page as it was answered, and the texts that have to stand in it, each squeezed. */
interface Answered {
  what: string
  html: string
  texts: readonly string[]
}

/**
 * A text without what some place may drop or write otherwise: blanks and line ends, control characters, controls of
 * the direction, halves of surrogate pairs and U+0000, which HTML reads as U+FFFD.
 */
export function squeezed(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Cs}\s\u202A-\u202E\u2066-\u2069\uFFFD]+/gu, '')
}

/** What is in a page that no template of ours has put there. Runs in the browser: it knows nothing from outside. */
function foreignIn(parsed: Document): string[] {
  const evil = /^[^\w#/?]*(javascript|vbscript|blob|file)\s*:/i
  const scripts = Array.from(parsed.querySelectorAll('script')).filter(
    ({ type }) => type !== 'application/ld+json',
  )
  const elements = Array.from(parsed.querySelectorAll('*'))
  const led = parsed.querySelectorAll('a[href],form[action],[formaction],img[src],link[href]')
  const metas = parsed.querySelectorAll('meta[http-equiv]')
  return [
    ...scripts
      .filter((one) => !/^\/(assets\/|embed)/.test(one.getAttribute('src') ?? ''))
      .map((one) => `script ${one.outerHTML}`),
    ...scripts.filter((one) => one.textContent).map(() => 'text of a script'),
    ...elements.flatMap((one) => one.getAttributeNames().filter((name) => /^on|^style$|srcdoc/.test(name))),
    ...Array.from(
      parsed.querySelectorAll(
        'iframe,base,object,embed,math,style,svg script,template[shadowrootmode],plaintext,xmp',
      ),
      ({ localName }) => localName,
    ),
    ...Array.from(led)
      .flatMap((one) => ['href', 'action', 'formaction', 'src'].map((name) => one.getAttribute(name) ?? ''))
      .filter((address) => evil.test(address)),
    ...Array.from(metas, (one) => one.getAttribute('content') ?? '')
      .filter((to) => /evil/.test(to))
      .map((to) => `refresh ${to}`),
  ]
}

/**
 * What is foreign in the pages of this address, and which of their texts are not there. They are fetched, for the
 * debugger's pipe is slow.
 */
async function faultsOf(address: string, foreign: typeof foreignIn): Promise<string[]> {
  const all: Answered[] = await (await fetch(address)).json()
  const words = (parsed: Document): string => {
    const values = Array.from(parsed.querySelectorAll('input,meta[content],img[alt],[aria-label]'), (one) =>
      ['value', 'content', 'alt', 'aria-label'].map((name) => one.getAttribute(name) ?? '').join('\n'),
    )
    return [parsed.documentElement.textContent, ...values]
      .join('\n')
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cs}\s\u202A-\u202E\u2066-\u2069\uFFFD]+/gu, '')
  }
  return all.flatMap(({ what, html, texts }) => {
    const parsed = new DOMParser().parseFromString(html, 'text/html')
    const all = texts.length > 0 ? words(parsed) : ''
    return [
      ...foreign(parsed).map((found) => `${what}: ${found}`),
      ...texts.filter((text) => !all.includes(text)).map((text) => `${what}: does not show ${text}`),
    ]
  })
}

/** What is foreign in a page as a browser has it. */
export function foreignOn(page: Page): Promise<string[]> {
  return page.evaluate(`(${foreignIn})(document)`)
}

/** Opens an empty page beside them. Answers their address, until the page is closed. */
async function servePages(page: Page, read: () => string): Promise<string> {
  const server = createServer(({ url }, answer) => {
    answer.setHeader('content-type', url === '/' ? 'text/html' : 'application/json')
    answer.end(url === '/pages' ? read() : '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  page.once('close', () => server.close())
  const { port } = server.address() as AddressInfo
  await page.goto(`http://127.0.0.1:${port}/`)
  return `http://127.0.0.1:${port}/pages`
}

/** Of a request, on a page that refuses it. */
const REQUEST_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Pages that are read by a real browser's parser, many at a time; one that says the same as another once. */
export function createReading(page: Page) {
  const known = new Set<string>()
  const waiting: Answered[] = []
  let units = 0
  const found: string[] = []
  const pages = servePages(page, () => JSON.stringify(waiting.splice(0)))

  async function read(): Promise<void> {
    units = 0
    const all = await page.evaluate<string[]>(`(${faultsOf})(${JSON.stringify(await pages)}, ${foreignIn})`)
    found.push(...all)
  }

  return {
    async add(what: string, html: string, texts: readonly string[] = []): Promise<void> {
      const same = createHash('sha256').update(html.replace(REQUEST_ID, '')).digest('hex')
      if (texts.length === 0 && known.has(same)) return
      known.add(same)
      waiting.push({ what, html: html.replace(/\p{Cs}/gu, '\uFFFD'), texts })
      units += html.length
      if (units > 4_000_000) await read()
    },
    /** What was found since it was asked for last. */
    async faults(): Promise<string[]> {
      await read()
      return found.splice(0)
    },
  }
}
