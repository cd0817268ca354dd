import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Inspection, Upkeep } from '../../src/features/ports.ts'
import { nightly, verify } from '../../src/jobs/verify.ts'
import { DAY, HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { createWorld, type World } from '../support/world.ts'

const SOUND: Inspection = { damage: [], orphans: [], counters: [], losses: [] }
const WRONG = { counter: 'comments of an article', id: 'a', kept: 9, counted: 2 } as const

describe('verifying what is kept', () => {
  let world: World
  let inspections: number
  /** The first so many inspections end with an error. */
  let failing: number
  let repaired: unknown[]
  let found: Inspection
  let told: string[]

  beforeEach(async () => {
    world = await createWorld({ start: Date.UTC(2026, 5, 1, 1, 30) })
    inspections = 0
    failing = 0
    repaired = []
    found = SOUND
    told = []
  })
  afterEach(() => world.close())

  const upkeep: Upkeep = {
    lookAtSpace: () => Promise.reject(new Error('not asked')),
    noteProgress: async () => {},
    async inspect() {
      inspections += 1
      if (inspections <= failing) throw new Error('unreadable')
      return found
    },
    async repairCounters(faults) {
      repaired.push(...faults)
      return faults.length
    },
  }
  const note = (_fields: object, message: string) => void told.push(message)
  const job = () =>
    nightly(world.services, { upkeep, log: { info: note, warn: note, error: note }, clock: world.clock })

  it('runs once a night, and once in the next', async () => {
    const turn = job()
    for (let minute = 0; minute < (2 * DAY) / MINUTE; minute += 10) {
      await turn()
      world.clock.advance(10 * MINUTE)
    }
    expect(inspections).toBe(2)
  })

  it('is tried again in the same night, not at once, where it could not be done', async () => {
    const turn = job()
    world.clock.advance(HOUR)
    failing = 1
    await expect(turn()).rejects.toThrow('unreadable')
    await turn()
    expect(inspections).toBe(1)
    world.clock.advance(10 * MINUTE)
    await turn()
    await turn()
    expect(inspections).toBe(2)
    expect(told).toEqual(['what is kept was verified'])
  })

  it('runs each night also after a clock that was days ahead', async () => {
    const turn = job()
    world.clock.advance(3 * DAY + HOUR)
    await turn()
    world.clock.advance(-2 * DAY)
    await turn()
    expect(inspections).toBe(2)
  })

  it('tells both numbers of a counter, and counts it anew', async () => {
    found = { ...SOUND, counters: [WRONG] }
    const turn = job()
    world.clock.advance(HOUR)
    await turn()
    expect(repaired).toEqual([WRONG])
    expect(told).toEqual(['a counter was wrong: kept 9, counted 2', 'what is kept was verified'])
  })

  it('changes nothing unless told to', async () => {
    found = { ...SOUND, counters: [WRONG] }
    expect(await verify(world.services, upkeep, { repair: false })).toMatchObject({ ok: false, repaired: 0 })
    expect(repaired).toEqual([])
  })
})
