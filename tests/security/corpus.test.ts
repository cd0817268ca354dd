import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/kernel/errors.ts'
import { another } from '../support/another.ts'
import { launchBrowser, openPerson } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { CORPUS, packed, sampled, together } from './corpus.ts'
import { FIELDS, type Field, PARAMETERS } from './fields.ts'
import { type Filled, serveFilled } from './filled.ts'
import { shown } from './shown.ts'

let world: Filled
let browser: Browser
let page: Page
beforeAll(async () => {
  ;[world, browser] = await Promise.all([serveFilled(), launchBrowser()])
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

/** Requests for a field. */
const PACKS = 30

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
      const packs = packed(field.most)
      for (const texts of field.isDeep ? packs : sampled(packs, PACKS)) taken += await sow(field, texts)
      await expectOnlyOurs()
      expect(taken).toBeGreaterThanOrEqual(field.isDeep ? 400 : field.isStrict ? 0 : 1)
    },
    60_000,
  )

  it('are no fault of the service and no markup where they are asked for', async () => {
    for (const ask of PARAMETERS) {
      for (const texts of sampled(packed(300), PACKS)) {
        const path = ask(world, together(texts))
        await take(path.slice(0, 40), await world.request(path, { as: world.admin }))
      }
    }
    await expectOnlyOurs()
  }, 60_000)

  it('are names of nobody, or names and no more', async () => {
    const { accounts } = world.services
    const refused = (error: unknown) => {
      if (!(error instanceof Problem)) throw error
    }
    let taken = 0
    for (const [at, name] of CORPUS.entries()) {
      const identity = { provider: 'x', appId: 'app', subject: `hostile-${at}` }
      const account = await accounts.register(world.site.id, identity, name, 'en').catch(refused)
      if (!account) continue
      taken += 1
      const actor = { type: 'reader', siteId: world.site.id, accountId: account.id, articleId: null } as const
      await submit(world, { account, actor, token: '', cookie: '' }, another('By somebody'))
    }
    expect(taken).toBeGreaterThan(3)
  }, 60_000)

  it('run nowhere and change no page’s structure when a browser opens it', async () => {
    const visitor = await openPerson(browser)
    await visitor.context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`refused by policy: ${violatedDirective} ${blockedURI}`)
      })
    })
    for (const who of ['a reader', 'an admin'] as const) {
      const [name = '', value = ''] = (world.credentials(who)['cookie'] ?? '').split('=')
      const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true }
      await visitor.context.addCookies([{ name, value, ...place, sameSite: 'Lax' }])
    }
    for (const path of await shown(world)) {
      const answer = await visitor.page.goto(world.publicUrl + path)
      expect(`${path} ${answer?.status()}`).toBe(`${path} 200`)
      const [html] = [await visitor.page.content()]
      expect([path, await foreignIn([html])]).toEqual([path, [[]]])
      expect([path, await visitor.page.evaluate(() => 'ran' in window)]).toEqual([path, false])
      expect([path, visitor.alarms]).toEqual([path, []])
    }
    await visitor.context.close()
  }, 60_000)

  it('leave no error in the log', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
