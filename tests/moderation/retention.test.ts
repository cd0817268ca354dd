import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RETENTION } from '../../src/features/retention.ts'
import { cleanUp } from '../../src/jobs/index.ts'
import { decide, submit, withFile } from '../support/desk.ts'
import { createLegalWorld, DAY, type LegalWorld } from './legal-world.ts'

let world: LegalWorld
beforeEach(async () => {
  world = await createLegalWorld()
})
afterEach(() => world.close())

const { keptMs } = RETENTION.hiddenComments

describe('the text of a hidden comment', () => {
  it('goes after its time by a decision of the system, and the log still holds', async () => {
    const comment = await submit(world, world.writer, 'You fool.')
    await decide(world, world.moderator, comment, 'reject:SB-01', 'Attack the argument.')
    world.clock.advance(keptMs - 1)
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'rejected', body: 'You fool.' })
    world.clock.advance(1)
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'purged', body: '' })
    const { decisions } = await world.services.moderation.legalFile(world.senior.actor, {
      commentId: comment.id,
    })
    expect(decisions.at(-1)).toMatchObject({ action: 'purge', actorType: 'system', source: 'expiry' })
    const salts = withFile(world, (db) => db.prepare("SELECT 1 FROM decision_texts WHERE salt <> ''").all())
    expect(salts).toEqual([])
    world.clock.advance(RETENTION.reasons.keptMs)
    await cleanUp(world.services)
    expect(await world.services.moderation.verifyLog(world.site.id)).toMatchObject({
      decisions: 2,
      brokenAt: null,
    })
  })

  it('goes with every salt, and the decision that takes it away is given none to write down', async () => {
    const comment = await submit(world, world.writer, 'You fool.')
    await decide(world, world.moderator, comment, 'reject:SB-01', 'Attack the argument.')
    const salts = () =>
      withFile(world, (db) =>
        db
          .prepare('SELECT salt FROM decision_texts JOIN decisions ON id = decision_id WHERE comment_id = ?')
          .pluck()
          .all(comment.id),
      )
    expect(salts()).toEqual([expect.stringMatching(/^[\w-]{43}$/)])
    const { recordDecision } = world.stores.moderation
    const written: string[] = []
    world.stores.moderation.recordDecision = (write) => {
      written.push(`${write.decision.action} ${write.text.salt}`)
      return recordDecision(write)
    }
    world.clock.advance(keptMs)
    await cleanUp(world.services)
    expect(written).toEqual(['purge '])
    expect(salts()).toEqual(['', ''])
  })

  it('stays while a notice about it is open, and goes when that is answered', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    const { notice } = await world.file(comment)
    await moderation.withdraw(world.writer.actor, comment.id)
    world.clock.advance(keptMs + DAY)
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'withdrawn' })
    const { version } = await world.now(comment)
    const answer = { commentId: comment.id, version, noticeId: notice.id, explanation: 'It is gone.' }
    await moderation.refuseNotice(world.senior.actor, answer)
    world.clock.advance(keptMs)
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'purged', body: '' })
  })

  it('of somebody who is gone goes as soon as nothing holds it', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    const { notice } = await world.file(comment)
    await world.stores.accounts.erase(world.site.id, world.writer.account.id, world.clock.now())
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'withdrawn' })
    const { version } = await world.now(comment)
    const answer = { commentId: comment.id, version, noticeId: notice.id, explanation: 'It is gone.' }
    await moderation.refuseNotice(world.senior.actor, answer)
    await cleanUp(world.services)
    expect(await world.now(comment)).toMatchObject({ state: 'purged', body: '' })
    expect(await moderation.verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })

  it('of a comment that was blinded is not left behind when its author goes', async () => {
    const comment = await world.published()
    const { notice } = await world.file(comment)
    await world.blind(comment)
    await world.stores.accounts.erase(world.site.id, world.writer.account.id, world.clock.now())
    expect(await world.now(comment)).toMatchObject({ state: 'purged', body: '' })
    expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'removed' })
  })

  it('goes in batches, one that fails not keeping the others from it', async () => {
    const texts = Array.from({ length: 3 }, (_, n) => `I take back number ${n}`)
    for (const text of texts)
      await world.services.moderation.withdraw(
        world.writer.actor,
        (await submit(world, world.writer, text)).id,
      )
    world.clock.advance(keptMs)
    const byId = world.stores.comments.byId
    let asked = 0
    world.stores.comments.byId = async (...args) => {
      asked += 1
      if (asked === 1) throw new Error('a fault')
      return byId(...args)
    }
    await expect(cleanUp(world.services)).rejects.toThrow('a fault')
    world.stores.comments.byId = byId
    const left = () =>
      withFile(world, (db) => db.prepare("SELECT 1 FROM comments WHERE body <> ''").all().length)
    expect(left()).toBe(1)
    await cleanUp(world.services)
    expect(left()).toBe(0)
  })
})
