import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../../src/features/delivery/model.ts'
import { OutboundError } from '../../src/features/ports.ts'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const CHECK = 'https://check.ledger.example/'

let isDown = true
let asked = 0
let world: World
let maya: Person

beforeAll(async () => {
  world = await createWorld({
    site: { outsideCheck: { url: CHECK }, mode: 'flagged-only' },
    outbound: {
      async request() {
        asked += 1
        if (isDown) throw new OutboundError('timeout')
        return { status: 200, headers: new Headers(), body: Buffer.from('{"verdict":"pass"}') }
      },
    },
  })
  maya = await world.reader()
})
afterAll(() => world.close())

async function post(): Promise<{ id: string; state: string }> {
  const text = another('A remark')
  const response = await world.json(`/v1/articles/${world.article.id}/comments`, { text }, maya, {
    'idempotency-key': text.replaceAll(' ', '-'),
  })
  expect(response.status).toBe(201)
  return (await response.json()).comment
}

interface Waiting {
  id: string
  attempts: number
}
const outbox = (): Waiting[] =>
  withFile(world, (db) => db.prepare<[], Waiting>('SELECT id, attempts FROM outbox ORDER BY id').all())

it('a moment in which many ask at once and nothing answers is one outage, of ten seconds', async () => {
  const hung: (() => void)[] = []
  let hangs = true
  const busy = await createWorld({
    site: { outsideCheck: { url: CHECK }, mode: 'flagged-only' },
    outbound: {
      request: () =>
        hangs
          ? new Promise((_, reject) => void hung.push(() => reject(new OutboundError('timeout'))))
          : Promise.resolve({ status: 200, headers: new Headers(), body: Buffer.from('{"verdict":"pass"}') }),
    },
  })
  const people = await Promise.all(Array.from({ length: 20 }, () => busy.reader()))
  const written = Promise.all(people.map((person) => submit(busy, person, another('At once'))))
  await expect.poll(() => hung.length).toBe(20)
  hangs = false
  for (const end of hung) end()
  expect(new Set((await written).map(({ state }) => state))).toEqual(new Set(['pending']))
  busy.clock.advance(10 * SECOND)
  expect((await submit(busy, await busy.reader(), another('After'))).state).toBe('published')
  await busy.close()
})

describe('an hour in which nothing outside answers', () => {
  it('is no hour for readers and their sessions: comments are taken, held, and hardly waited for', async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      world.clock.advance(MINUTE)
      for (let count = 0; count < 4; count += 1) expect((await post()).state).toBe('pending')
      expect((await world.request(`/a/${world.article.id}`)).status).toBe(200)
      expect((await world.request(`/a/${world.article.id}`, { as: maya })).status).toBe(200)
      expect((await world.request(`/v1/articles/${world.article.id}/pulse`)).status).toBe(200)
    }
    // Of 240: five until it was noticed, then one at a time.
    expect(asked).toBeLessThan(25)
    isDown = false
    world.clock.advance(5 * MINUTE)
    expect((await post()).state).toBe('published')
  })

  it('leaves nothing undone: each entry is delivered at last under the id that it had', async () => {
    for (let count = 0; count < 60; count += 1) await post()
    const due = outbox()
    expect(due.length).toBeGreaterThan(60)
    const tried = new Map<string, number>()
    const failing = async ({ id }: OutboxEntry) => {
      tried.set(id, (tried.get(id) ?? 0) + 1)
      throw new Error('down')
    }
    for (let minute = 0; minute < 60; minute += 1) {
      world.clock.advance(MINUTE)
      await world.services.delivery.deliverDue({ card: failing, statement: failing, alert: failing })
      await world.services.delivery.deliverDue({ card: failing, statement: failing, alert: failing })
    }
    expect(outbox().map(({ id }) => id)).toEqual(due.map(({ id }) => id))
    const delivered: string[] = []
    const working = async ({ id }: OutboxEntry) => void delivered.push(id)
    while (outbox().length > 0) {
      world.clock.advance(MINUTE)
      await world.services.delivery.deliverDue({ card: working, statement: working, alert: working })
    }
    expect(delivered.sort()).toEqual(due.map(({ id }) => id))
    expect([...tried.keys()].sort()).toEqual(delivered)
  })

  it('at its end, delivers no further once its time is over', async () => {
    for (let count = 0; count < 3; count += 1) await post()
    const end = new AbortController()
    const once = async () => end.abort()
    await world.services.delivery.deliverDue(
      { card: once, statement: once, alert: once },
      { end: end.signal },
    )
    expect(outbox()).toHaveLength(2)
  })
})
