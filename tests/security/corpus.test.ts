import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPerson } from '../support/browser.ts'
import { CORPUS, packed, together } from './corpus.ts'
import { FIELDS, type Field, PARAMETERS } from './fields.ts'
import { type Filled, fillWorld } from './filled.ts'

let world: Filled
let browser: Browser
let page: Page
beforeAll(async () => {
  ;[world, browser] = await Promise.all([fillWorld(), launchBrowser()])
  page = (await openPerson(browser)).page
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** Pages that came back, each once, to be read by a real browser's parser. */
const answered = new Map<string, string>()

async function take(what: string, answer: Response): Promise<number> {
  const text = await answer.text()
  if (answer.headers.get('content-type')?.startsWith('text/html')) answered.set(text, what)
  if (answer.status >= 500) throw new Error(`${what}: ${answer.status}`)
  return answer.status
}

/** Answers how many were taken. */
async function sow(field: Field, texts: readonly string[]): Promise<number> {
  const status = await take(`${field.route} ${field.name}`, await field.put(world, texts))
  if (status < 400) return texts.length
  if (texts.length < 2 || !field.isDeep) return 0
  const half = texts.length >> 1
  return (await sow(field, texts.slice(0, half))) + (await sow(field, texts.slice(half)))
}

/** What is in these pages that no template of ours has put there. */
function foreignIn(pages: readonly string[]): Promise<string[][]> {
  return page.evaluate(
    (all) =>
      all.map((html) => {
        const parsed = new DOMParser().parseFromString(html, 'text/html')
        const scripts = Array.from(parsed.querySelectorAll('script'))
        const elements = Array.from(parsed.querySelectorAll('*'))
        const led = Array.from(
          parsed.querySelectorAll('a[href],form[action],[formaction],img[src],link[href]'),
        )
        return [
          ...scripts
            .filter(
              (one) =>
                one.type !== 'application/ld+json' &&
                !/^\/(assets\/|embed)/.test(one.getAttribute('src') ?? ''),
            )
            .map((one) => `script ${one.outerHTML}`),
          ...scripts
            .filter((one) => one.type !== 'application/ld+json')
            .flatMap((one) => (one.textContent ? ['text'] : [])),
          ...elements.flatMap((one) =>
            one.getAttributeNames().filter((name) => /^on|^style$|srcdoc/.test(name)),
          ),
          ...Array.from(
            parsed.querySelectorAll(
              'iframe,base,object,embed,math,style,svg script,template[shadowrootmode],plaintext,xmp',
            ),
            ({ localName }) => localName,
          ),
          ...led
            .flatMap((one) =>
              ['href', 'action', 'formaction', 'src'].map((name) => one.getAttribute(name) ?? ''),
            )
            .filter((address) => /^[^\w#/?]*(javascript|vbscript|blob|file)\s*:/i.test(address)),
          ...Array.from(
            parsed.querySelectorAll('meta[http-equiv]'),
            (one) => one.getAttribute('content') ?? '',
          ).filter((content) => /evil/.test(content)),
        ]
      }),
    [...pages],
  )
}

async function expectOnlyOurs(): Promise<void> {
  const all = [...answered]
  for (let at = 0; at < all.length; at += 100) {
    const part = all.slice(at, at + 100)
    const found = await foreignIn(part.map(([html]) => html))
    expect(found.flatMap((list, index) => list.map((what) => `${part[index]?.[1]}: ${what}`))).toEqual([])
  }
  answered.clear()
}

describe('hostile texts', () => {
  it('are more than five hundred, and the browser’s parser finds what they hide', async () => {
    expect(CORPUS.length).toBeGreaterThan(500)
    const found = await foreignIn(CORPUS.map((text) => `<!doctype html><body>${text}`))
    expect(found.filter((list) => list.length > 0).length).toBeGreaterThan(150)
  })

  it.each(FIELDS.map((field): [string, Field] => [`${field.route} ${field.name}`, field]))(
    'are no fault of the service and no markup in %s',
    async (_name, field) => {
      let taken = 0
      for (const texts of packed(field.most)) taken += await sow(field, texts)
      await expectOnlyOurs()
      expect(taken).toBeGreaterThanOrEqual(0)
    },
    60_000,
  )

  it('are no fault of the service and no markup where they are asked for', async () => {
    for (const ask of PARAMETERS) {
      for (const texts of packed(300)) {
        const path = ask(world, together(texts))
        await take(path.slice(0, 40), await world.request(path, { as: world.admin }))
      }
    }
    await expectOnlyOurs()
  }, 60_000)

  it('leave no error in the log', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
