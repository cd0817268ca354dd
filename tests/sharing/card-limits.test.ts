import { availableParallelism } from 'node:os'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCardRenderer } from '../../src/adapters/card-renderer.ts'
import { PATHS } from '../../src/config/paths.ts'
import type { Article } from '../../src/features/articles/model.ts'
import { createWorld, type World } from '../support/world.ts'

/** So many are drawn at once, and 32 more may wait. */
const AT_MOST = Math.min(2, availableParallelism()) + 32

/** Not the paper’s own colour, which a card has that was never drawn. */
const BRAND = '#406020'

let world: World
/** The paper's own card, as it was drawn while drawing worked. */
let brand: Buffer
let isStuck = false
/** Drawings that have begun and do not end until they are let go. */
let stuck: (() => void)[] = []
let onBegin = () => {}

beforeAll(async () => {
  const cards = createCardRenderer({
    fontsDir: PATHS.fonts,
    async draw({ kind }) {
      if (isStuck) {
        await new Promise<never>((_, reject) => {
          stuck.push(() => reject(new Error('let go')))
          onBegin()
        })
      }
      return cards.plain(kind === 'brand' ? BRAND : '#204060')
    },
  })
  brand = Buffer.from(cards.plain(BRAND).bytes)
  world = await createWorld({ cards })
  await world.services.sharing.prepareArticle(world.site, world.article)
})
afterAll(() => world.close())

beforeEach(() => {
  isStuck = true
  // Not `setImmediate`, by which reads and writes go on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  isStuck = false
  vi.useRealTimers()
  for (const end of stuck) end()
  stuck = []
  // Their places are free once they have ended.
  await new Promise((resolve) => setImmediate(resolve))
})

const begun = () =>
  new Promise<void>((resolve) => {
    onBegin = resolve
  })

async function pathOf({ id }: Article): Promise<string> {
  const html = await (await world.request(`/a/${id}`)).text()
  return new URL(/property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '').pathname
}

async function expectBrand(answer: Response): Promise<void> {
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=60'])
  expect(Buffer.from(await answer.arrayBuffer()).equals(brand)).toBe(true)
}

describe('a card that is asked for', () => {
  it('is the paper’s own after two seconds, when drawing it does not end', async () => {
    const path = await pathOf(await world.putArticle())
    const drawing = begun()
    let answer: Response | undefined
    const asked = world.request(path).then((response) => {
      answer = response
    })
    await drawing
    await vi.advanceTimersByTimeAsync(1_999)
    expect(answer).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    await asked
    if (answer) await expectBrand(answer)
    expect(stuck).toHaveLength(1)
  })

  it('is the paper’s own at once, when as many wait as may', async () => {
    const path = await pathOf(await world.putArticle())
    const waiting = Array.from({ length: AT_MOST }, async () => {
      const article = await world.putArticle()
      return world.services.sharing.prepareArticle(world.site, article).catch((error: Error) => error.name)
    })
    while (vi.getTimerCount() < AT_MOST) await new Promise((resolve) => setImmediate(resolve))
    const before = stuck.length
    await expectBrand(await world.request(path))
    expect(stuck).toHaveLength(before)
    expect(vi.getTimerCount()).toBe(AT_MOST)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['QueueTimeout']))
  })
})
