import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/kernel/errors.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { check } from './model/checks.ts'
import { gatherDesk, type Run, startRun } from './model/run.ts'
import { type Step, step, steps } from './model/steps.ts'

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

describe('whatever anybody tries, in whatever order, while the clock runs', () => {
  it('every change is a decision of the table, with its reason, once, by somebody who may; the log verifies', async () => {
    const made = new Map<string, number>()
    const refused = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const run = await startRun(world, desk)
        for (const one of list) await tryStep(run, one)
        if (process.env['SHOW']) await check(run).catch(async (e) => { const l = await world.stores.moderation.log(world.site.id, {afterSeq: run.fromSeq, limit: 999}); console.log(l.filter(d=>d.accountId||run.comments.some(c=>c.id===d.commentId)).map(d=>`${d.at%1e9} ${d.id.slice(-4)} ${run.comments.findIndex(c=>c.id===d.commentId)} ${d.action} ${d.from}>${d.to} ${d.source} ${d.role} rev:${d.reverses?.slice(-4)} ff:${d.followsFrom?.slice(-4)} ${d.actorId?.slice(-3)}`).join('\n')); throw e })
        for (const action of await check(run)) made.set(action, (made.get(action) ?? 0) + 1)
        for (const [k, n] of run.refused) refused.set(k, (refused.get(k) ?? 0) + n)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: !!process.env['SHOW'], interruptAfterTimeLimit: 90_000 },
    )
    if (process.env['SHOW']) console.log(Object.fromEntries([...made].sort()), Object.fromEntries([...refused].sort()))
    // Otherwise this would hold of nothing.
    const actions = new Set([...made.keys()].map((action) => action.split(' ')[0]))
    for (const action of ['approve', 'reject', 'keep', 'withdraw']) expect(actions).toContain(action)
  }, 120_000)
})
