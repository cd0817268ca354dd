import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRateLimits } from '../../src/adapters/rate-limits.ts'
import { PUSH_LIMITS } from '../../src/features/articles/push-model.ts'
import { LEASE_MS } from '../../src/features/moderation/model.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { caseOf, decide, openCase, press, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const PAUSE = 60
const RATES = { perArticle: 100, perDay: 3, secondsBetween: PAUSE }

async function post(world: World, reader: Person): Promise<Response> {
  const key = { 'idempotency-key': crypto.randomUUID() }
  return world.json(`/v1/articles/${world.article.id}/comments`, { text: another('A remark') }, reader, key)
}

const retryAfter = (response: Response) => Number(response.headers.get('retry-after'))

/** While the service runs: it goes by the steady clock, which may go at half the speed for a while. */
describe.each<[string, readonly number[]]>([
  ['an hour back', [-HOUR]],
  ['a day ahead', [DAY]],
  ['a day ahead and back again', [DAY, -DAY]],
])('a running service whose clock jumps %s', (_what, jumps) => {
  let world: World
  let watch: number

  beforeEach(async () => {
    watch = 0
    world = await createWorld({ steady: () => watch, site: { rates: RATES } })
  })
  afterEach(() => world.close())

  async function jump(): Promise<void> {
    for (const by of jumps) {
      world.clock.advance(by)
      await world.request(`/a/${world.article.id}`)
    }
  }

  function pass(ms: number): void {
    watch += ms
    world.clock.advance(ms)
  }

  it('leaves a case to whoever has it, and to the next one after twice its time at most', async () => {
    const comment = await submit(world, await world.reader(), another('Waiting'))
    const [han, min] = [await world.staff('Han Jiwoo'), await world.staff('Min')]
    const caseId = await caseOf(world, han, comment)
    const fields = await openCase(world, han, caseId)
    expect([fields !== null, await openCase(world, min, caseId)]).toEqual([true, null])
    await jump()
    const [hanAgain, minAgain] = [await world.staff('Han Jiwoo'), await world.staff('Min')]
    pass(2 * LEASE_MS)
    const late = await press(world, hanAgain, caseId, { ...fields, decision: 'approve' })
    expect(late.status).not.toBe(303)
    const theirs = await openCase(world, minAgain, caseId)
    expect((await press(world, minAgain, caseId, { ...theirs, decision: 'approve' })).status).toBe(303)
  })

  it('lets people write again after twice the pause at most', async () => {
    expect((await post(world, await world.reader())).status).toBe(201)
    const reader = await world.reader()
    expect((await post(world, reader)).status).toBe(201)
    await jump()
    const soon = await post(world, reader)
    if (jumps.at(-1) === DAY) expect(soon.status).toBe(201)
    else if (soon.status !== 201) expect(retryAfter(soon)).toBeLessThanOrEqual(PAUSE)
    pass(2 * PAUSE * SECOND)
    expect((await post(world, reader)).status).toBe(201)
  })

  it('takes the paper’s articles again after two minutes at most', async () => {
    const { key } = await world.services.sites.addKey(world.site.id)
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const put = () => world.request('/v1/articles/one', { method: 'PUT', body: '{', headers })
    for (let at = 0; at < PUSH_LIMITS.perMinute; at += 1) await put()
    const full = await put()
    expect([full.status, retryAfter(full)]).toEqual([429, 60])
    await jump()
    expect(retryAfter(await put())).toBeLessThanOrEqual(60)
    pass(2 * MINUTE)
    expect((await put()).status).toBe(400)
  })
})

/** While it was down, or between two machines: what is kept is of times that have not come yet. */
describe.each<[string, number]>([
  ['an hour', HOUR],
  ['a day', DAY],
])('a service that is started again with a clock %s behind what it has kept', (_what, ms) => {
  let world: World

  beforeEach(async () => {
    world = await createWorld({ site: { rates: RATES } })
    world.clock.advance(ms)
  })
  afterEach(() => world.close())

  it('gives a case to the next one at once', async () => {
    const comment = await submit(world, await world.reader(), another('Waiting'))
    const [han, min] = [await world.staff('Han Jiwoo'), await world.staff('Min')]
    const caseId = await caseOf(world, han, comment)
    expect(await openCase(world, han, caseId)).not.toBeNull()
    const isHeld = async () =>
      (await (await world.request('/console', { as: min })).text()).includes('Han Jiwoo')
    expect(await isHeld()).toBe(true)
    world.clock.advance(-ms)
    const ahead = { order: 'risk', filter: 'all', limit: 5, except: [] } as const
    const [next] = await world.services.moderation.next(min.actor, 'Min', ahead)
    expect(next?.lease).toMatchObject({ holderName: 'Min', expiresAt: world.clock.now() + LEASE_MS })
    const fields = await openCase(world, min, caseId)
    expect((await press(world, min, caseId, { ...fields, decision: 'approve' })).status).toBe(303)
  })

  it('shows a case that the other one had as free, and lets somebody open it', async () => {
    const comment = await submit(world, await world.reader(), another('Waiting'))
    const [han, min] = [await world.staff('Han Jiwoo'), await world.staff('Min')]
    const caseId = await caseOf(world, han, comment)
    await openCase(world, han, caseId)
    const isHeld = async () =>
      (await (await world.request('/console', { as: min })).text()).includes('Han Jiwoo')
    expect(await isHeld()).toBe(true)
    world.clock.advance(-ms)
    expect(await isHeld()).toBe(false)
    expect(await openCase(world, min, caseId)).not.toBeNull()
    expect(await openCase(world, han, caseId)).toBeNull()
  })

  it.each([
    ['mute', 'restricted'],
    ['ban', 'banned'],
  ] as const)('holds back whoever the desk held back by a %s, and says so there', async (kind, refusal) => {
    const [han, reader] = [await world.staff('Han Jiwoo'), await world.reader('Tom Ashworth')]
    const accountId = reader.account.id
    await world.services.moderation.restrict(han.actor, 'Han Jiwoo', {
      ...{ accountId, kind, days: 7, clauses: ['SB-01'], lawReference: null },
      ...{ explanation: '', followsFrom: null, rejects: [] },
    })
    world.clock.advance(-ms)
    const min = await world.staff('Min')
    await expect(submit(world, reader, another('A remark'))).rejects.toThrow(refusal)
    expect(await world.services.moderation.restricted(min.actor)).toMatchObject([{ accountId, kind }])
    const record = await world.request(`/console/writers/${accountId}`, { as: min })
    expect(await record.text()).toContain('in force')
  })

  it('tells people what was decided, no later than an hour', async () => {
    const told: string[] = []
    const tell = async ({ subjectId }: { subjectId: string }) => void told.push(subjectId)
    const comment = await submit(world, await world.reader(), another('Waiting'))
    await decide(world, await world.staff('Han Jiwoo'), comment, 'approve')
    world.clock.advance(-ms)
    await world.services.delivery.deliverDue({ statement: tell })
    world.clock.advance(HOUR + MINUTE)
    await world.services.delivery.deliverDue({ statement: tell })
    expect(told).toHaveLength(1)
  })

  it('lets people write at once, and by the figures from then on', async () => {
    const reader = await world.reader()
    for (let at = 0; at < RATES.perDay; at += 1) {
      expect((await post(world, reader)).status).toBe(201)
      world.clock.advance(MINUTE)
    }
    expect((await post(world, reader)).status).toBe(429)
    world.clock.advance(-ms - RATES.perDay * MINUTE)
    expect((await post(world, reader)).status).toBe(201)
    const soon = await post(world, reader)
    expect([soon.status, retryAfter(soon)]).toEqual([429, PAUSE])
    world.clock.advance(MINUTE)
    expect((await post(world, reader)).status).toBe(201)
  })
})

describe('a limit by network', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it.each([-HOUR, DAY])('ends in its own time, whatever the computer’s clock does: %i', async (by) => {
    const counter = createRateLimits().counter({ most: 2, seconds: 60 })
    for (let at = 0; at < 2; at += 1) expect(await counter.take('a')).toBe(0)
    vi.setSystemTime(Date.now() + by)
    if (by < 0) {
      expect(await counter.take('a')).toBe(MINUTE)
      expect(await counter.wait('a')).toBe(MINUTE)
    }
    vi.advanceTimersByTime(MINUTE)
    expect(await counter.wait('a')).toBe(0)
    expect([await counter.take('a'), await counter.take('a')]).toEqual([0, 0])
    expect(await counter.take('a')).toBe(MINUTE)
  })
})
