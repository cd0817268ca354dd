import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PAGE_SIZE } from '../../src/features/comments/model.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

interface Listed {
  items: { id: string }[]
  next: string | null
}

/** The computer's clock is set between two requests; at each time there is one. */
describe.each<[string, readonly number[]]>([
  ['an hour back', [-HOUR]],
  ['a day ahead', [DAY]],
  ['a day ahead and back again', [DAY, -DAY]],
])('a clock that jumps %s', (_what, jumps) => {
  let world: World
  let reader: Person

  beforeEach(async () => {
    world = await createWorld({ steady: true, site: { mode: 'flagged-only' } })
    reader = await world.reader()
  })
  afterEach(() => world.close())

  async function jump(): Promise<void> {
    for (const by of jumps) {
      world.clock.advance(by)
      await world.request(`/a/${world.article.id}`, { as: reader })
    }
  }

  async function post(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let index = 0; index < count; index += 1) {
      const response = await world.json(
        `/v1/articles/${world.article.id}/comments`,
        { text: another('A remark') },
        reader,
        { 'idempotency-key': crypto.randomUUID() },
      )
      expect(response.status).toBe(201)
      const { comment } = (await response.json()) as { comment: { id: string } }
      ids.push(comment.id)
    }
    return ids
  }

  async function page(sort: string, cursor: string | null): Promise<Listed> {
    const query = new URLSearchParams({ sort, ...(cursor !== null && { cursor }) })
    const response = await world.request(`/v1/articles/${world.article.id}/comments?${query}`)
    expect(response.status).toBe(200)
    return (await response.json()) as Listed
  }

  async function pages(sort: string, cursor: string | null): Promise<string[]> {
    const { items, next } = await page(sort, cursor)
    const ids = items.map(({ id }) => id)
    return next === null ? ids : [...ids, ...(await pages(sort, next))]
  }

  it.each(['newest', 'oldest'])(
    'misses nothing, repeats nothing and turns nothing round, by %s',
    async (sort) => {
      const before = await post(PAGE_SIZE + 2)
      const first = await page(sort, null)
      await jump()
      const after = await post(PAGE_SIZE)
      const written = [...before, ...after]
      expect(await pages(sort, null)).toEqual(sort === 'oldest' ? written : written.toReversed())
      // Whoever was reading meanwhile.
      const seen = first.items.map(({ id }) => id)
      const rest = await pages(sort, first.next)
      expect([...seen, ...rest]).toEqual(sort === 'oldest' ? written : before.toReversed())
    },
  )

  it('makes no session live again that had ended', async () => {
    const moderator = await world.staff()
    await jump()
    const isOver = jumps.includes(DAY)
    const entered = await world.request('/console', { as: moderator })
    expect(entered.status === 200).toBe(!isOver)
  })

  it('leaves the log in order, each decision at its time or later', async () => {
    const ids = await post(2)
    const moderator = await world.staff()
    const hold = async (id: string, as: Person) => {
      const fields = { version: '1', explanation: 'Another look' }
      const answer = await world.form(`/console/comments/${id}/hold`, fields, as)
      expect(answer.headers.get('location')).toContain(id)
    }
    await hold(ids[0] ?? '', moderator)
    await jump()
    await hold(ids[1] ?? '', await world.staff('Min'))
    expect(await world.services.moderation.verifyLog(world.site.id)).toMatchObject({
      decisions: 2,
      brokenAt: null,
    })
    const rows = await world.stores.moderation.loggedRows(world.site.id, { afterSeq: 0, limit: 9 })
    expect(rows.map(({ commentId }) => commentId)).toEqual(ids)
    expect(rows[1]?.at).toBeGreaterThanOrEqual(rows[0]?.at ?? 0)
    expect((rows[1]?.id ?? '') > (rows[0]?.id ?? '')).toBe(true)
  })
})
