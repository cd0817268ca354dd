import { createServer, type RequestListener } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { meter } from '../../src/adapters/metering.ts'
import { createOutbound } from '../../src/adapters/outbound.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { OutboundError, type OutboundRequest } from '../../src/features/ports.ts'
import { deliveries } from '../../src/jobs/deliveries.ts'
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { createMeters } from '../../src/kernel/meters.ts'
import { another } from '../support/another.ts'
import { decide, submit } from '../support/desk.ts'
import { freePort } from '../support/process.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const HOOK = 'https://hooks.example/services/T0/B0/canary-secret'
let world: World
let sent: OutboundRequest[] = []
let answer: () => number = () => 200
let headers: Record<string, string> = {}
let maya: Person
const told: string[] = []
const note = (_: unknown, message: string) => void told.push(message)
const quiet = { debug: note, info: note, warn: note, error: note }

beforeEach(async () => {
  sent = []
  answer = () => 200
  headers = {}
  world = await createWorld({
    alerts: { webhookUrl: { reveal: () => HOOK }, afterMs: HOUR },
    outbound: {
      async request(request) {
        const status = answer()
        if (status === 0) throw new OutboundError('timeout')
        sent.push(request)
        return { status, headers: new Headers(headers), body: new Uint8Array() }
      },
    },
  })
  maya = await world.reader()
})
afterEach(() => world.close())

/** Minute by minute, as the jobs do it. */
async function pass(minutes: number): Promise<void> {
  const handlers = deliveries(world.services, quiet)
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(MINUTE)
    await world.services.moderation.watchQueues()
    await world.services.delivery.deliverDue(handlers)
  }
}

/** By somebody who has just signed in. */
async function approve(comment: Comment): Promise<void> {
  await decide(world, await world.staff(), comment, 'approve')
}

const deliveryOf = ({ headers }: OutboundRequest) => headers?.['x-brevier-delivery']
const textOf = ({ body }: OutboundRequest) => String(JSON.parse(body ?? '').text)
const wait = (): Promise<Comment> => submit(world, maya, another('Waiting'))

describe('a queue that waits too long', () => {
  it('is told of once, again after an hour, and when it is over', async () => {
    const comment = await wait()
    await pass(59)
    expect(sent).toEqual([])
    await pass(1)
    expect(sent.map(textOf)).toEqual([
      `The Morning Ledger: one case waits for the desk, the oldest for 1 h 0 min. ${world.publicUrl}/console`,
    ])
    await pass(59)
    expect(sent).toHaveLength(1)
    await pass(1)
    expect(sent.map(textOf)[1]).toContain('2 h 0 min')
    await approve(comment)
    await pass(1)
    expect(sent.map(textOf).slice(2)).toEqual([
      `The Morning Ledger: no case waits too long any more; 0 open. ${world.publicUrl}/console`,
    ])
    await pass(180)
    expect(sent).toHaveLength(3)
  })

  it('is one message an hour also when it comes and goes', async () => {
    const first = await wait()
    await world.services.moderation.watchQueues()
    world.clock.advance(10 * MINUTE)
    await wait()
    await pass(50)
    expect(sent).toHaveLength(1)
    await approve(first)
    // Over, and ten minutes later the second is late: no new message within the hour of the first.
    await pass(30)
    expect(sent.map(textOf).filter((text) => /waits? for/.test(text))).toHaveLength(1)
    await pass(40)
    expect(sent.map(textOf).filter((text) => /waits? for/.test(text))).toHaveLength(2)
  })

  it('is told of in the language of the paper, without a word of a comment, in the form that Slack takes', async () => {
    await world.services.sites.update('ledger', { language: 'ko', title: { ko: '모닝 <!channel> & 레저' } })
    const comment = await wait()
    await wait()
    await pass(61)
    const [request] = sent
    expect(request?.url.href).toBe(HOOK)
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json' })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      text: `모닝 &lt;!channel&gt; &amp; 레저: 검토를 기다리는 댓글이 2건 있으며, 가장 오래된 건은 1시간 0분째 기다리고 있습니다. ${world.publicUrl}/console`,
    })
    expect(request?.body).not.toContain(comment.body)
  })

  it('is delivered afterwards when the channel is away for a while, the same message under the same id', async () => {
    await wait()
    await pass(59)
    let turn = 0
    answer = () => {
      turn += 1
      return turn % 2 === 0 ? 0 : 503
    }
    await pass(15)
    const ids = sent.map(deliveryOf)
    expect(turn).toBeGreaterThan(3)
    expect(new Set(ids).size).toBe(1)
    sent = []
    answer = () => 200
    await pass(44)
    expect(sent.map(deliveryOf)).toEqual([ids[0]])
    expect(told.join('\n')).not.toContain('canary-secret')
  })

  it('is not told to a channel again before that wants it', async () => {
    await wait()
    answer = () => 429
    headers = { 'retry-after': '1200' }
    await pass(79)
    expect(sent).toHaveLength(1)
    await pass(1)
    expect(sent).toHaveLength(2)
  })

  it('is not told of by old news after new, once the channel is back', async () => {
    const comment = await wait()
    answer = () => 503
    await pass(150)
    await approve(comment)
    await pass(1)
    sent = []
    answer = () => 200
    await pass(180)
    expect(sent.map(textOf)).toEqual([
      `The Morning Ledger: no case waits too long any more; 0 open. ${world.publicUrl}/console`,
    ])
  })

  it('is dropped after a day, and nothing at all is kept where no channel is set', async () => {
    await wait()
    answer = () => 404
    await pass(60)
    expect(sent).not.toEqual([])
    const [first] = sent.map(deliveryOf)
    await approve(await lastWaiting())
    world.clock.advance(25 * HOUR)
    sent = []
    await pass(2)
    expect(sent.map(deliveryOf)).not.toContain(first)

    const silent = await createWorld()
    await submit(silent, await silent.reader(), another('Quiet'))
    silent.clock.advance(5 * HOUR)
    await silent.services.moderation.watchQueues()
    expect(await silent.stores.moderation.lastAlert(silent.site.id)).toBeNull()
    await silent.close()
  })

  it('is counted where it was given up, and not while it is still tried', async () => {
    const meters = createMeters()
    meter(world.services.events, meters, [])
    const givenUp = () => meters.alertsGivenUp.entries().map(({ count }) => count)
    await wait()
    answer = () => 404
    await pass(100)
    expect(givenUp()).toEqual([0])
    // The next hour's message takes the place of the first.
    await pass(90)
    expect(givenUp()).toEqual([1])
  })

  it('is not held up by a clock that was put back', async () => {
    await wait()
    await pass(60)
    expect(sent).toHaveLength(1)
    world.clock.advance(-10 * 365 * 24 * HOUR)
    await pass(2)
    world.clock.advance(10 * 365 * 24 * HOUR + HOUR)
    await pass(2)
    expect(sent.length).toBeGreaterThan(1)
  })

  it('is told of once an hour, too, after a clock that was a day ahead is right again', async () => {
    await wait()
    world.clock.advance(DAY)
    await pass(1)
    expect(sent).toHaveLength(1)
    world.clock.advance(HOUR - DAY)
    await pass(59)
    expect(sent).toHaveLength(2)
    await pass(2)
    expect(sent).toHaveLength(3)
  })
})

describe('a channel that has taken a message', () => {
  it.each<[string, RequestListener]>([
    ['says more than anybody asked', (_request, answer) => void answer.end(Buffer.alloc(100_000))],
    ['says it compressed', (_request, answer) => void answer.setHeader('content-encoding', 'br').end('x')],
    ['never comes to an end', (_request, answer) => void answer.writeHead(202).write('{')],
  ])('and %s is not sent it again', async (_what, answering) => {
    const { server, host, taken } = await channel(answering)
    const served = await createWorld({
      alerts: { webhookUrl: { reveal: () => `http://${host}/` }, afterMs: HOUR },
      outbound: createOutbound({ allow: [host] }),
    })
    await submit(served, await served.reader(), another('Waiting'))
    served.clock.advance(HOUR)
    await served.services.moderation.watchQueues()
    const { alert } = deliveries(served.services, quiet)
    expect(await served.services.delivery.deliverDue({ alert })).toBe(1)
    served.clock.advance(MINUTE)
    expect(await served.services.delivery.deliverDue({ alert })).toBe(0)
    expect(taken).toHaveLength(1)
    await served.close()
    server.closeAllConnections()
    server.close()
  })
})

async function channel(answering: RequestListener) {
  const taken: unknown[] = []
  const server = createServer((request, answer) => {
    taken.push(request.headers['x-brevier-delivery'])
    answering(request, answer)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { server, host: `127.0.0.1:${port}`, taken }
}

it('a message that arrived is not sent again because the disk would not take note of it', async () => {
  await wait()
  world.clock.advance(HOUR)
  await world.services.moderation.watchQueues()
  const { delivery } = world.stores
  const { done, retry } = delivery
  const broken = () => Promise.reject(new Error('read-only'))
  const { alert } = deliveries(world.services, quiet)
  Object.assign(delivery, { done: broken, retry: broken })
  for (let turn = 0; turn < 3; turn += 1)
    await expect(world.services.delivery.deliverDue({ alert })).rejects.toThrow('read-only')
  Object.assign(delivery, { done, retry })
  expect(await world.services.delivery.deliverDue({ alert })).toBe(1)
  expect(await world.services.delivery.deliverDue({ alert })).toBe(0)
  expect(sent).toHaveLength(1)
})

async function lastWaiting(): Promise<Comment> {
  const [item] = await world.services.moderation.queue((await world.staff()).actor, {
    order: 'oldest',
    filter: 'all',
    limit: 1,
  })
  if (!item) throw new Error('nothing waits')
  return item.comment
}
