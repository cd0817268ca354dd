import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { CORPUS, packed, together } from './corpus.ts'
import { FIELDS, type Fields, type Said } from './fields.ts'
import { type Filled, serveFilled } from './filled.ts'
import { createReading, foreignOn, squeezed } from './markup.ts'
import { shown } from './shown.ts'

let world: Filled
let browser: Browser
let reading: ReturnType<typeof createReading>
beforeAll(async () => {
  ;[world, browser] = await Promise.all([serveFilled(), takeBrowser()])
  reading = createReading((await openPerson(browser)).page)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

/** What a refusal of a text says; anything else would say nothing about it. */
const REFUSED = new Set([400, 413, 422])

const nameOf = ({ route, of, keys }: Fields) => [route, of, Object.keys(keys)].filter(Boolean).join(' ')

/** Sends them, reads the page that shows them, and answers whether they were taken. */
async function put(fields: Fields, said: Said): Promise<boolean> {
  const what = nameOf(fields)
  const { answer, isTaken, seen, kept } = await fields.put(world, said)
  const body = await answer.text()
  const isAnswered =
    answer.status < 400 ||
    REFUSED.has(answer.status) ||
    answer.status === fields.known ||
    (fields.takes === 'none' && answer.status < 500)
  if (!isAnswered) throw new Error(`${what}: ${answer.status} for ${JSON.stringify(said)}`)
  const texts = Object.entries(said).flatMap(([key, list]) =>
    fields.keys[key]?.count === undefined ? [together(list)] : list,
  )
  const wanted = isTaken && fields.takes === 'most' ? texts.map(squeezed).filter((text) => text !== '') : []
  const isPage = answer.headers.get('content-type')?.startsWith('text/html')
  if (isPage) await reading.add(what, body, seen ? [] : wanted)
  if (kept) for (const text of wanted) expect(squeezed(kept)).toContain(text)
  if (!seen) return isTaken
  const headers = seen.cookie === '' ? {} : { cookie: seen.cookie }
  const page = await world.app.request(seen.path, { headers })
  if (page.status !== 200) throw new Error(`${what}: ${seen.path} ${page.status}`)
  await reading.add(`${what} at ${seen.path.slice(0, 60)}`, await page.text(), kept ? [] : wanted)
  return isTaken
}

/** Each half of what is refused by itself, until every single text of the field is taken or refused. */
async function split(fields: Fields, key: string, texts: readonly string[]): Promise<number> {
  if (await put(fields, { [key]: texts })) return texts.length
  if (texts.length < 2 || fields.takes === 'none') return 0
  const half = texts.length >> 1
  return (await split(fields, key, texts.slice(0, half))) + (await split(fields, key, texts.slice(half)))
}

/** All texts in each of the fields, a few of every field in a request. Answers how many were taken, by field. */
async function sow(fields: Fields): Promise<Record<string, number>> {
  const packs = Object.entries(fields.keys).map(([key, { most, count }]) => ({
    key,
    list: fields.takes === 'none' ? CORPUS.map((text) => [text]) : packed(most, count),
  }))
  const taken = Object.fromEntries(packs.map(({ key }) => [key, 0]))
  for (let at = 0; packs.some(({ list }) => at < list.length); at += 1) {
    const now: Record<string, string[]> = {}
    for (const { key, list } of packs) {
      const texts = list[at]
      if (texts) now[key] = texts
    }
    const isGroup = Object.keys(now).length > 1 && fields.takes !== 'none'
    const isTaken = isGroup && (await put(fields, now))
    for (const [key, texts] of Object.entries(now)) {
      taken[key] = (taken[key] ?? 0) + (isTaken ? texts.length : await split(fields, key, texts))
      sent += texts.length
    }
  }
  return taken
}

let sent = 0

/** As a person would: what can be unfolded, and at the desk the next rows by the keyboard. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })
  if (new URL(page.url()).pathname !== '/console') return
  for (const key of ['j', 'j', 'Enter', 'k']) await page.keyboard.press(key)
}

/** A reader's own server is where the reader wants to go. */
const LED = /^POST \/a\/.*\/share server: refresh 0; url=https:\/\/[\w.-]+\/share\?text=/

describe('hostile texts', () => {
  it('are more than five hundred, and the browser’s parser finds what they hide', async () => {
    expect(CORPUS.length).toBeGreaterThan(500)
    for (const [at, text] of CORPUS.entries()) await reading.add(`${at}`, `<!doctype html><body>${text}`)
    const found = new Set((await reading.faults()).map((fault) => fault.split(':')[0]))
    expect(found.size).toBeGreaterThan(150)
  })

  it.each(FIELDS.map((fields): [string, Fields] => [nameOf(fields), fields]))(
    'are taken as texts or refused, each of them, in %s',
    async (_name, fields) => {
      const taken = await sow(fields)
      const faults = await reading.faults()
      expect(faults.filter((fault) => !LED.test(fault))).toEqual([])
      const least = { most: 400, some: 1, none: 0 }[fields.takes]
      for (const [key, count] of Object.entries(taken)) expect([key, count >= least]).toEqual([key, true])
    },
    240_000,
  )

  it('have each been sent to each field', () => {
    const fields = FIELDS.reduce((sum, { keys }) => sum + Object.keys(keys).length, 0)
    expect(sent).toBe(CORPUS.length * fields)
  })

  it('run nowhere and change no page’s structure when a browser opens it', async () => {
    for (const texts of packed(230)) {
      const comment = await submit(world, world.writer, together(texts)).catch(() => null)
      if (comment?.state === 'pending') await world.decided(comment, 'approve')
    }
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
    const { page } = visitor
    for (const path of await shown(world)) {
      const answer = await page.goto(world.publicUrl + path)
      expect(`${path} ${answer?.status()}`).toBe(`${path} 200`)
      await unfold(page)
      expect([path, await foreignOn(page)]).toEqual([path, []])
      expect([path, await page.evaluate(() => 'ran' in window)]).toEqual([path, false])
      expect([path, visitor.alarms]).toEqual([path, []])
    }
    await visitor.leave()
  }, 240_000)

  it('leave no error in the log', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
