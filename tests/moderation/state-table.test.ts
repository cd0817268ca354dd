import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/kernel/errors.ts'
import { times } from '../support/whole.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { check } from './model/checks.ts'
import { examples } from './model/examples.ts'
import { gatherDesk, type Run, startRun } from './model/run.ts'
import { type Step, step, steps } from './model/steps.ts'

/** What a desk mostly does: one order of the table has all of it, whatever chance makes of the others. */
const MOST = ['approve', 'reject', 'keep']

let world: World
let desk: Person[]

beforeAll(async () => {
  world = await createWorld()
  desk = await gatherDesk(world)
})
afterAll(() => world.close())

/** What a person, or the clock, tries. A refusal is an answer; anything else is a fault. */
async function tryStep(run: Run, one: Step): Promise<void> {
  await step(run, one).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const refusal = `${one.do} ${error.type}`
    run.refused.set(refusal, (run.refused.get(refusal) ?? 0) + 1)
  })
}

/** All of them one after the other, and then the checks; the actions that were made. */
async function play(
  among: World,
  people: readonly Person[],
  list: readonly Step[],
): Promise<[Run, string[]]> {
  const run = await startRun(among, people)
  for (const one of list) await tryStep(run, one)
  return [run, await check(run)]
}

describe('whatever anybody tries, in whatever order, while the clock runs', () => {
  it('every change is a decision of the table, with its reason, once, by somebody who may; the log verifies', async () => {
    const made = new Set<string>()
    const [surely] = examples.filter((one) => MOST.every((action) => one.made.includes(action)))
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const [, actions] = await play(world, desk, list)
        for (const action of actions) made.add(action)
      }),
      {
        numRuns: times(30, 10),
        interruptAfterTimeLimit: 90_000,
        examples: surely ? [[[...surely.steps]]] : [],
      },
    )
    // Otherwise this would hold of nothing.
    for (const action of MOST) expect(made).toContain(action)
  }, 120_000)

  it.each(examples)('$name', async ({ steps: list, made }) => {
    const [, actions] = await play(world, desk, list)
    expect(actions).toEqual(made)
  })

  it('a desk of one admin answers an appeal against its own decision, and it is marked', async () => {
    const small = await createWorld()
    const admin = await small.staff('Park Sora', 'admin')
    const list = examples[0]?.steps ?? []
    const [run, actions] = await play(small, [admin], list)
    expect(actions).toEqual(examples[0]?.made)
    const log = await small.stores.moderation.log(run.world.site.id, { afterSeq: 0, limit: 9 })
    expect(log.map(({ onePersonDesk }) => onePersonDesk)).toEqual([false, false, true, false])
    await small.close()
  })
})
