import { expect } from 'vitest'
import type { Decision } from '../../../src/features/moderation/model.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import { COUNTER_CHECKS } from '../../../src/storage/sqlite/counters.ts'
import { withFile } from '../../support/desk.ts'
import { checkAccount } from './check-accounts.ts'
import { checkMessages } from './check-messages.ts'
import { replay } from './check-moves.ts'
import { checkWork } from './check-work.ts'
import { delivered } from './delivered.ts'
import { type Facts, factsOf } from './facts.ts'
import type { Run } from './run.ts'

/** Holds the file against everything that the domain promises; answers the actions that were seen. */
export async function check(run: Run): Promise<string[]> {
  const { services, site } = run.world
  await settle(run)
  const facts = await factsOf(run)
  checkComments(run, facts)
  expect((await services.articles.byId(run.articleId))?.commentCount).toBe(
    facts.comments.filter(({ state }) => state === 'published').length,
  )
  checkCounters(run)
  for (const { account } of run.company.readers) await checkAccount(run, account.id, facts)
  checkWork(facts)
  checkMessages(facts)
  expect(await services.moderation.verifyLog(site.id)).toMatchObject({
    decisions: run.fromSeq + facts.log.length,
    brokenAt: null,
  })
  return facts.log.filter((decision) => isOf(run, decision)).map(({ action }) => action)
}

/** Every number that is kept is the one that can be counted, whatever was decided and taken back. */
function checkCounters({ world }: Run): void {
  withFile(world, (db) => {
    for (const { counter, query } of COUNTER_CHECKS)
      expect({ counter, wrong: db.prepare(query).all() }).toEqual({ counter, wrong: [] })
  })
}

/** The clock may have purged something of an earlier run. */
function isOf({ comments }: Run, { accountId, commentId }: Decision): boolean {
  return accountId !== null || comments.some(({ id }) => id === commentId)
}

/** Every blind is over, and everybody has been told. */
async function settle({ world }: Run): Promise<void> {
  world.clock.advance(30 * DAY)
  await world.services.moderation.restoreDue()
  world.clock.advance(DAY)
  await delivered(world)
}

function checkComments(run: Run, facts: Facts): void {
  for (const written of run.comments) {
    const own = facts.log.filter(({ commentId }) => commentId === written.id)
    const state = replay(written, own, facts)
    const now = facts.comments.find(({ id }) => id === written.id)
    expect(now).toMatchObject({ state, version: written.version + own.length })
    expect(state).not.toBe('blinded')
  }
}
