import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/kernel/errors.ts'
import { createWorld, type World } from '../support/world.ts'
import { check } from './model/checks.ts'
import { type Company, gather, type Run, startRun } from './model/run.ts'
import { type Step, step, steps } from './model/steps.ts'

let world: World
let company: Company

beforeAll(async () => {
  world = await createWorld()
  company = await gather(world)
})
afterAll(() => world.close())

/** What a person, or the clock, tries. A refusal is an answer; anything else is a fault. */
async function tryStep(run: Run, one: Step): Promise<void> {
  await step(run, one).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    run.refused.set(one.do, (run.refused.get(one.do) ?? 0) + 1)
  })
}

describe('whatever anybody tries, in whatever order, while the clock runs', () => {
  it('every change is a decision of the table, with its reason, once, by somebody who may; the log verifies', async () => {
    const made = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const run = await startRun(world, company)
        for (const one of list) await tryStep(run, one)
        for (const action of await check(run)) made.set(action, (made.get(action) ?? 0) + 1)
      }),
      { numRuns: 40, interruptAfterTimeLimit: 90_000 },
    )
    // Otherwise this would hold of nothing.
    for (const action of ['approve', 'reject', 'keep', 'withdraw'])
      expect([action, (made.get(action) ?? 0) > 0]).toEqual([action, true])
  }, 120_000)
})
