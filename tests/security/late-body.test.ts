import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY } from '../../src/kernel/clock.ts'
import type { Person } from '../support/world.ts'
import { type Filled, fillWorld } from './filled.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

/** Sends the headers, and the body when it is told to: what comes between finds a request that has begun. */
async function slowly(path: string, type: string, text: string, as: Person) {
  let send = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = () => {
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      }
    },
  })
  const headers = { 'content-type': type, 'idempotency-key': 'slow-and-late' }
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' }
  const answer = world.request(path, { ...init, as })
  for (let wait = 0; wait < 50; wait += 1) await turn()
  return async () => {
    send()
    return (await answer).status
  }
}

function rows(query: string, ...values: string[]): unknown[] {
  const file = new Sqlite(join(world.dir, 'brevier.sqlite'), { readonly: true })
  try {
    return file.prepare(query).all(...values)
  } finally {
    file.close()
  }
}

it('what somebody was sending while the account was erased leaves nothing of them', async () => {
  const person = await world.person('Going Soon')
  const refused = await world.decided(await world.pending(person), 'reject')
  const { id: reported } = await world.published()
  const { account } = person
  const text = 'Sent before, whole only after.'
  const late = [
    await slowly(
      `/v1/articles/${world.article.id}/comments`,
      'application/json',
      JSON.stringify({ text }),
      person,
    ),
    await slowly(
      `/v1/comments/${reported}/reports`,
      'application/json',
      JSON.stringify({ clause: 'SB-01', note: text }),
      person,
    ),
    await slowly(`/me/appeals/${refused.id}`, 'application/x-www-form-urlencoded', `text=${text}`, person),
  ]
  await world.stores.accounts.requestErasure(account.siteId, account.id, {
    erasureAt: world.clock.now() + DAY,
    keepSessionId: '',
  })
  world.clock.advance(DAY)
  expect(await world.services.accounts.eraseDue()).toBe(1)
  const statuses: number[] = []
  for (const end of late) statuses.push(await end())
  expect(statuses.every((status) => status >= 400)).toBe(true)
  expect(rows('SELECT DISTINCT state, body FROM comments WHERE account_id = ?', account.id)).toEqual([
    { state: 'purged', body: '' },
  ])
  expect(rows('SELECT id FROM reports WHERE reporter_id = ?', account.id)).toEqual([])
  expect(rows('SELECT id FROM appeals WHERE appellant_id = ?', account.id)).toEqual([])
  expect(rows('SELECT key FROM idempotency_keys WHERE account_id = ?', account.id)).toEqual([])
})

it('a form of the desk that is whole only after its sender’s role has ended does nothing', async () => {
  const senior = await world.person('Leaving Soon', 'senior')
  const word = 'sentbeforewholeafter'
  const late = await slowly(
    '/console/words',
    'application/x-www-form-urlencoded',
    `kind=hold&word=${word}`,
    senior,
  )
  await world.services.accounts.changeRole(world.admin.actor, senior.account.id, 'moderator')
  expect(await late()).toBe(401)
  const words = await world.services.words.list(world.admin.actor)
  expect(words.map((one) => one.word)).not.toContain(word)
})
