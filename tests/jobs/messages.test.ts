import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { OutboundError } from '../../src/features/ports.ts'
import { startJobs } from '../../src/jobs/index.ts'
import { HOUR, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { another } from '../support/another.ts'
import { decide, submit, withFile } from '../support/desk.ts'
import { createWorld } from '../support/world.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

it('tells people what was decided while the operator’s channel does not answer', async () => {
  const hung: (() => void)[] = []
  const request = vi.fn(
    () => new Promise<never>((_, reject) => void hung.push(() => reject(new OutboundError('timeout')))),
  )
  const world = await createWorld({
    alerts: { webhookUrl: { reveal: () => 'https://hooks.example/' }, afterMs: HOUR },
    outbound: { request },
  })
  const maya = await world.reader()
  const [first] = [await submit(world, maya, another('Waiting')), await submit(world, maya, another('Too'))]
  world.clock.advance(HOUR)
  await world.services.moderation.watchQueues()
  await decide(world, await world.staff(), first, 'approve')
  world.clock.advance(MINUTE)

  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  const upkeep = {
    lookAtSpace: () => Promise.reject(new Error('no disk')),
    noteProgress: async () => {},
    inspect: () => Promise.reject(new Error('no file')),
    repairCounters: async () => 0,
  }
  const jobs = startJobs(world.services, quiet, upkeep, world.clock)
  vi.advanceTimersByTime(SECOND)
  const kinds = () =>
    withFile(world, (db) =>
      db.prepare<[], string>("SELECT kind FROM outbox WHERE kind <> 'card'").pluck().all(),
    )
  await expect.poll(() => request.mock.calls.length).toBe(1)
  await expect.poll(kinds).toEqual(['alert'])
  for (const end of hung) end()
  await jobs.stop()
  await world.close()
})
