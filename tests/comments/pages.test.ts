import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import type { Sort } from '../../src/features/comments/model.ts'
import type { Cursor } from '../../src/kernel/cursor.ts'
import { decide } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let min: Person
beforeAll(async () => {
  world = await createWorld({ site: { mode: 'flagged-only' } })
  ;[maya, min] = [await world.reader(), await world.staff()]
})
afterAll(() => world.close())

/** What happens in a discussion; `which` picks among the comments that there are. */
interface Event {
  what: 'write' | 'hold' | 'approve' | 'answer' | 'withdraw' | 'withdraw answer'
  which: number
  /** Milliseconds; comments of the same one are ordered too. */
  later: number
}

const event: fc.Arbitrary<Event> = fc.record({
  what: fc.constantFrom('write', 'write', 'hold', 'approve', 'answer', 'withdraw', 'withdraw answer'),
  which: fc.nat(99),
  later: fc.nat(2),
})
const events = (maxLength: number) => fc.array(event, { maxLength })

/** A discussion of its own in which anything can happen. */
async function discussion(): Promise<{ article: Article; happen(events: readonly Event[]): Promise<void> }> {
  const article = await world.putArticle()
  const [tops, held, answers]: [string[], string[], string[]] = [[], [], []]
  let made = 0

  async function write(text: string, parent?: string): Promise<string> {
    made += 1
    const input = { text: `${text} ${made} under ${article.key}`, ...(parent && { parent }) }
    const place = { site: world.site, article }
    return (await world.services.comments.submit(maya.actor, place, input, null)).comment.id
  }
  const take = (ids: string[], which: number) => ids.splice(which % Math.max(1, ids.length), 1)
  const withdraw = (id: string) => world.services.moderation.withdraw(maya.actor, id)

  async function happens({ what, which, later }: Event): Promise<void> {
    world.clock.advance(later)
    const top = tops[which % Math.max(1, tops.length)]
    if (what === 'write') tops.push(await write('Word'))
    if (what === 'hold') held.push(await write('See https://example.org/'))
    if (what === 'answer' && top) answers.push(await write('Answer', top))
    // It appears in the middle of the list, at the time when it was written.
    if (what === 'approve')
      for (const id of take(held, which)) {
        await decide(world, min, { id }, 'approve')
        tops.push(id)
      }
    // With answers it leaves a marker in its place, without any it is gone.
    if (what === 'withdraw') for (const id of take(tops, which)) await withdraw(id)
    if (what === 'withdraw answer') for (const id of take(answers, which)) await withdraw(id)
  }

  return {
    article,
    async happen(all) {
      for (const one of all) await happens(one)
    },
  }
}

/** Ids in the list as it is now, each with its answers. */
async function listed(article: Article, sort: Sort): Promise<Map<string, number>> {
  const { items } = await world.services.comments.page(article, { sort, after: null, limit: 1_000 })
  return new Map(items.map(({ comment, replyCount }) => [comment.id, replyCount]))
}

/** Reads page by page while things happen: what was seen, and what was in the list all along. */
async function readAll(
  { article, happen }: Awaited<ReturnType<typeof discussion>>,
  { sort, limit, between }: { sort: Sort; limit: number; between: readonly Event[][] },
): Promise<{ seen: string[]; throughout: Map<string, number> }> {
  const seen: string[] = []
  let throughout = await listed(article, sort)
  let after: Cursor | null = null
  for (let turn = 0; ; turn += 1) {
    const { items, next } = await world.services.comments.page(article, { sort, after, limit })
    seen.push(...items.map(({ comment }) => comment.id))
    if (!next) return { seen, throughout }
    after = next
    await happen(between[turn] ?? [])
    const now = await listed(article, sort)
    // Where the count makes the order, only what keeps its own stays in its place.
    const stays = (id: string, count: number) => now.has(id) && (sort !== 'replied' || now.get(id) === count)
    throughout = new Map([...throughout].filter(([id, count]) => stays(id, count)))
  }
}

const runs = [events(25), fc.array(events(6), { maxLength: 6 }), fc.integer({ min: 1, max: 5 })] as const

describe('a discussion that is read page by page while it goes on', () => {
  it.each(['newest', 'oldest'] as const)(
    'by %s shows nothing twice and misses nothing',
    async (sort) => {
      await fc.assert(
        fc.asyncProperty(...runs, async (first, between, limit) => {
          const one = await discussion()
          await one.happen(first)
          const { seen, throughout } = await readAll(one, { sort, limit, between })
          expect(new Set(seen).size).toBe(seen.length)
          expect([...throughout.keys()].filter((id) => !seen.includes(id))).toEqual([])
        }),
        { numRuns: 40 },
      )
    },
    60_000,
  )

  it('by most replied shows once what keeps its replies; what gains or loses some may move past the reader', async () => {
    await fc.assert(
      fc.asyncProperty(...runs, async (first, between, limit) => {
        const one = await discussion()
        await one.happen(first)
        const { seen, throughout } = await readAll(one, { sort: 'replied', limit, between })
        for (const id of throughout.keys()) expect(seen.filter((other) => other === id)).toEqual([id])
      }),
      { numRuns: 40 },
    )
  })
})
