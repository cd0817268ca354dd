import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Decision } from '../../src/features/moderation/model.ts'
import { en } from '../../src/locales/en.ts'
import { launchBrowser, type Person as Visitor } from '../support/browser.ts'
import { openQueue, type Pressed, paintedId, pressed, ready, waitingComments } from '../support/queue-page.ts'
import { type ServedWorld, serveWorld } from '../support/serve.ts'
import type { Person } from '../support/world.ts'

let browser: Browser
let world: ServedWorld
let min: Person
let visitor: Visitor | undefined

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  world = await serveWorld()
  min = await world.staff('Han Jiwoo')
})
afterEach(async () => {
  await visitor?.context.close()
  expect(visitor?.alarms ?? []).toEqual([])
  await world.close()
})

/** Oldest first. */
async function decisions(): Promise<Decision[]> {
  return (await world.stores.moderation.newestDecisions(world.site.id, 200)).reverse()
}

const ACTIONS: Readonly<Record<string, string>> = { a: 'approve', u: 'undo' }

/** What each key that was taken must have done, to the case that was painted when it was pressed. */
function meant(keys: readonly Pressed[]): [string, string][] {
  const last: string[] = []
  return keys.flatMap(({ key, painted, wasReady }): [string, string][] => {
    if (key === 'u') return [['undo', last.pop() ?? '']]
    if (!wasReady || key === 's') return []
    last.push(painted)
    return [[ACTIONS[key] ?? `reject SB-0${key}`, painted]]
  })
}

const did = (list: readonly Decision[]) =>
  list.map(({ action, caseId, clauses }) => [[action, ...clauses].join(' '), caseId ?? ''])

const MIXED = [...'a1a2s3a45aua1sa2u3aa4a5aa1a']

describe('twenty-five mixed decisions', () => {
  it('typed three a second: none on the wrong comment', async () => {
    await waitingComments(world, 40)
    visitor = await openQueue(browser, world, min)
    const { page } = visitor
    for (const key of MIXED) {
      await page.keyboard.press(key)
      await page.waitForTimeout(1_000 / 3)
    }
    await ready(page)
    const keys = await pressed(page)
    await expect.poll(async () => (await decisions()).length).toBe(meant(keys).length)
    expect(did(await decisions())).toEqual(meant(keys))
    console.log(
      'ignored',
      keys.filter(({ wasReady }) => !wasReady).length,
      'of',
      keys.length,
      keys.map((k) => k.ms),
    )
  }, 60_000)
})
