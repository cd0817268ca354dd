import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SORTS } from '../../src/features/comments/model.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { decide } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let min: Person
beforeEach(async () => {
  world = await createWorld({ site: { mode: 'flagged-only', newcomerThreshold: 1 } })
  ;[maya, min] = [await world.reader(), await world.staff()]
})
afterEach(() => world.close())

/** As the service, a minute after the last. */
async function publish(text: string, parent?: string): Promise<string> {
  world.clock.advance(MINUTE)
  const { site, article } = world
  const input = parent === undefined ? { text } : { text, parent }
  const { comment } = await world.services.comments.submit(maya.actor, { site, article }, input, null)
  // The first word of a new writer is read by the desk.
  if (comment.state === 'pending') await decide(world, min, comment, 'approve')
  return comment.id
}

interface Page {
  items: { id: string; state: string; replyCount: number }[]
  next: string | null
}

async function page(query: Record<string, string>): Promise<Page> {
  const path = `/v1/articles/${world.article.id}/comments?${new URLSearchParams(query)}`
  const response = await world.request(path)
  expect(response.status).toBe(200)
  return (await response.json()) as Page
}

describe('a list of comments', () => {
  it('by most replied puts the most answered first, and the newest among equals', async () => {
    const [one, two, three] = [await publish('First word'), await publish('Second'), await publish('Third')]
    await publish('An answer', one)
    const replied = await page({ sort: 'replied' })
    expect(replied.items.map(({ id, replyCount }) => [id, replyCount])).toEqual([
      [one, 1],
      [three, 0],
      [two, 0],
    ])
  })

  it.each(SORTS)('by %s goes on where it was when what ended the page is removed meanwhile', async (sort) => {
    const made: string[] = []
    for (let n = 0; n < 45; n += 1) made.push(await publish(`Word number ${n} of this discussion`))
    const first = await page({ sort })
    const gone = first.items.at(-1)?.id ?? ''
    await world.services.moderation.withdraw(maya.actor, gone)
    const second = await page({ sort, cursor: first.next ?? '' })
    const third = await page({ sort, cursor: second.next ?? '' })
    const seen = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id))
    expect(seen).toEqual(sort === 'oldest' ? made : [...made].reverse())
    expect(third.next).toBeNull()
  })

  it('refuses a place that is none in its order', async () => {
    const id = await publish('One word')
    const cursors = [
      ['newest', `1.2.${id}`],
      ['replied', `2.${id}`],
      ['replied', `zzzzzzzzzzz.2.${id}`],
      ['replied', `1.2.${id}' OR 1=1`],
      ['oldest', '../../etc'],
    ] as const
    for (const [sort, cursor] of cursors) {
      const query = new URLSearchParams({ sort, cursor })
      const response = await world.request(`/v1/articles/${world.article.id}/comments?${query}`)
      expect([sort, cursor, response.status]).toEqual([sort, cursor, 422])
      // On the page, which anybody may have bookmarked, it begins again.
      const html = await (await world.request(`/a/${world.article.id}?${query}`)).text()
      expect(html).toContain(`id="c-${id}"`)
    }
  })

  it('takes any place in its order, wherever it points', async () => {
    await publish('One word')
    const far = `${Number.MAX_SAFE_INTEGER.toString(36)}.0.${crypto.randomUUID()}`
    expect((await page({ sort: 'replied', cursor: far })).items).toHaveLength(1)
    expect((await page({ sort: 'replied', cursor: `0.0.${crypto.randomUUID()}` })).items).toEqual([])
  })
})
