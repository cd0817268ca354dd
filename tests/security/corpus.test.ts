import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaveBrowser, takeBrowser } from '../support/browser.ts'
import { CORPUS, SHARE } from './corpus.ts'
import { FIELDS, type Fields } from './fields.ts'
import { type Filled, serveFilled } from './filled.ts'
import { createSowing, nameOf, openAll } from './sowing.ts'

let world: Filled
let browser: Browser
let sowing: Awaited<ReturnType<typeof createSowing>>
beforeAll(async () => {
  ;[world, browser] = await Promise.all([serveFilled(), takeBrowser()])
  sowing = await createSowing(world, browser, SHARE)
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

let sent = 0

describe('hostile texts', () => {
  it('are more than five hundred, and the browser’s parser finds what they hide', async () => {
    expect(CORPUS.length).toBeGreaterThan(500)
    const found = new Set((await sowing.unescaped()).map((fault) => fault.split(':')[0]))
    expect(found.size).toBeGreaterThan(150)
  })

  it.each(FIELDS.map((fields): [string, Fields] => [nameOf(fields), fields]))(
    'are taken as texts or refused, each of them, in %s',
    async (_name, fields) => {
      const sown = await sowing.sow(fields)
      sent += sown.sent
      expect(sown.faults).toEqual([])
      for (const [key, { sent, taken }] of Object.entries(sown.taken)) {
        const least = { most: sent * 0.75, some: 1, none: 0 }[fields.takes]
        expect([key, taken >= least]).toEqual([key, true])
      }
    },
    240_000,
  )

  it('have each been sent to every fourth field', () => {
    const fields = FIELDS.reduce((sum, { keys }) => sum + Object.keys(keys).length, 0)
    expect(sent).toBeGreaterThan((CORPUS.length * fields) / SHARE - fields)
  })

  it('run nowhere and change no page’s structure when a browser opens it', async () => {
    const { opened, found } = await openAll(world, browser)
    expect(opened).toBeGreaterThan(60)
    expect(found).toEqual([])
  }, 240_000)

  it('leave no error in the log', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
