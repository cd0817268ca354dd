import type { Browser, Page } from 'playwright-core'
import { openPerson } from '../support/browser.ts'
import { submit } from '../support/desk.ts'
import { some } from '../support/whole.ts'
import { CORPUS, packed, together } from './corpus.ts'
import { FIELDS, type Fields, type Said } from './fields.ts'
import type { Filled } from './filled.ts'
import { createReading, foreignOn, squeezed } from './markup.ts'
import { shown } from './shown.ts'

/** What a refusal of a text says; anything else would say nothing about it. */
const REFUSED = new Set([400, 413, 422])

/** A reader's own server is where the reader wants to go. */
const LED = /^POST \/a\/.*\/share server: refresh 0; url=https:\/\/[\w.-]+\/share\?text=/

export const nameOf = ({ route, of, keys }: Fields) =>
  [route, of, Object.keys(keys)].filter(Boolean).join(' ')

export interface Sown {
  /** Sent to all of the fields together. */
  sent: number
  /** By field: how many texts were sent, and how many of them were taken. */
  taken: Record<string, { sent: number; taken: number }>
  /** What no template of ours has put into a page, and texts that a page does not show. */
  faults: string[]
}

/**
 * Writes the corpus into fields and reads the pages that show it with the parser of a real browser.
 * @param share each text goes to one field in so many; 1: to all
 */
export async function createSowing(world: Filled, browser: Browser, share: number) {
  const reading = createReading((await openPerson(browser)).page)

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
    const lost = kept ? wanted.filter((text) => !squeezed(kept).includes(text)) : []
    if (lost.length > 0) throw new Error(`${what}: does not keep ${JSON.stringify(lost)}`)
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

  return {
    /** A page that hides all of it, for the parser to find. */
    async unescaped(): Promise<string[]> {
      for (const [at, text] of CORPUS.entries()) await reading.add(`${at}`, `<!doctype html><body>${text}`)
      return reading.faults()
    },

    /** The texts in each of the fields, a few of every field in a request. @throws where one is neither taken nor refused */
    async sow(fields: Fields): Promise<Sown> {
      const packs = Object.entries(fields.keys).map(([key, { most, count }], keyAt) => {
        const texts = some(CORPUS, share, FIELDS.indexOf(fields) + keyAt)
        const list = fields.takes === 'none' ? texts.map((text) => [text]) : packed(texts, most, count)
        return { key, list, found: { sent: 0, taken: 0 } }
      })
      for (let at = 0; packs.some(({ list }) => at < list.length); at += 1) {
        const now = packs.flatMap((pack) => {
          const texts = pack.list[at]
          return texts ? [{ ...pack, texts }] : []
        })
        const isGroup = now.length > 1 && fields.takes !== 'none'
        const said = Object.fromEntries(now.map(({ key, texts }) => [key, texts]))
        const isTaken = isGroup && (await put(fields, said))
        for (const { key, texts, found } of now) {
          found.taken += isTaken ? texts.length : await split(fields, key, texts)
          found.sent += texts.length
        }
      }
      return {
        sent: packs.reduce((sum, { found }) => sum + found.sent, 0),
        taken: Object.fromEntries(packs.map(({ key, found }) => [key, found])),
        faults: (await reading.faults()).filter((fault) => !LED.test(fault)),
      }
    },
  }
}

/** As a person would: what can be unfolded, and at the desk the next rows by the keyboard. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })
  if (new URL(page.url()).pathname !== '/console') return
  for (const key of ['j', 'j', 'Enter', 'k']) await page.keyboard.press(key)
}

/**
 * Opens every page of a reader and the desk in a real browser. Answers how many, and by page what has run, what is
 * foreign in it and what the browser complained of.
 */
export async function openAll(
  world: Filled,
  browser: Browser,
): Promise<{ opened: number; found: [path: string, what: string][] }> {
  for (const texts of packed(CORPUS, 230)) {
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
  const paths = await shown(world)
  const found: [string, string][] = []
  for (const path of paths) {
    const answer = await page.goto(world.publicUrl + path)
    const status = answer?.status()
    await unfold(page)
    const has = [
      ...(status === 200 ? [] : [`answered ${status}`]),
      ...(await foreignOn(page)),
      ...((await page.evaluate(() => 'ran' in window)) ? ['a script ran'] : []),
      ...visitor.alarms.splice(0),
    ]
    found.push(...has.map((what): [string, string] => [path, what]))
  }
  await visitor.leave()
  return { opened: paths.length, found }
}
