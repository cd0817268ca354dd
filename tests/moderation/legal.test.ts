import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caseOf, decide, submit, withFile } from '../support/desk.ts'
import { createWorld } from '../support/world.ts'
import { createLegalWorld, DAY, LAW, type LegalWorld } from './legal-world.ts'

let world: LegalWorld
beforeEach(async () => {
  world = await createLegalWorld()
})
afterEach(() => world.close())

const problem = (type: string) => expect.objectContaining({ type })

describe('a blind', () => {
  it('hides the comment until its end, and the clock puts it back by a decision of the system', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    const { notice } = await world.file(comment)
    await world.blind(comment)
    expect(await world.now(comment)).toMatchObject({ state: 'blinded' })
    expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'blinded', decidedAt: null })
    world.clock.advance(30 * DAY - 1)
    expect(await moderation.restoreDue()).toBe(0)
    world.clock.advance(1)
    expect(await moderation.restoreDue()).toBe(1)
    expect(await world.now(comment)).toMatchObject({ state: 'published' })
    const { decisions } = await moderation.legalFile(world.senior.actor, { noticeId: notice.id })
    expect(decisions.at(-1)).toMatchObject({
      actorType: 'system',
      action: 'restore',
      source: 'expiry',
      sourceIds: [notice.id],
      automatedDecision: 'full',
    })
    expect(await world.noticeNow(notice.id)).toMatchObject({
      outcome: 'restored',
      decidedAt: world.clock.now(),
    })
    expect(await moderation.verifyLog(world.site.id)).toMatchObject({ brokenAt: null })
  })

  it('is put back once when several do it at once', async () => {
    await world.blind(await world.published(), 3)
    world.clock.advance(3 * DAY)
    const turns = [1, 2, 3].map(() => world.services.moderation.restoreDue())
    await Promise.all(turns)
    await world.services.moderation.restoreDue()
    const restored = withFile(world, (db) =>
      db.prepare("SELECT count(*) AS n FROM decisions WHERE action = 'restore'").get(),
    )
    expect(restored).toEqual({ n: 1 })
  })

  it('is put back after a restart, by whatever process runs then', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'brevier-legal-'))
    const before = await createLegalWorld({ dir })
    const comment = await before.published()
    await before.blind(comment, 3)
    await before.close()
    const start = before.clock.now() + 40 * DAY
    const after = await createWorld({ dir, start, site: { key: 'second' } })
    expect(await after.services.moderation.restoreDue()).toBe(1)
    expect(await after.stores.comments.byId(before.site.id, comment.id)).toMatchObject({ state: 'published' })
    await after.close()
    rmSync(dir, { recursive: true })
  })

  it('lasts at most thirty days, for the service and for the database', async () => {
    const { id: commentId, version } = await world.published()
    for (const days of [0, 31, 1.5, Number.NaN])
      await expect(
        world.services.moderation.blind(world.senior.actor, { commentId, version, days, ...LAW }),
      ).rejects.toEqual(problem('invalid-field'))
    await world.blind({ id: commentId })
    const longer = () =>
      withFile(world, (db) =>
        db.exec(`INSERT INTO decisions SELECT id || 'x', site_id, chain_version, seq + 1, at, actor_type, actor_id, role,
          comment_id, comment_version + 1, account_id, body_hmac, action, "from", "to", policy_version, clauses, ground,
          law_reference, source, source_ids, automated_detection, automated_decision, detectors, starts_at, ends_at + 1,
          reverses, follows_from, case_id, batch_id, one_person_desk, explanation_hmac, ms_on_screen, prev_hash, hash, hashed
          FROM decisions WHERE action = 'blind'`),
      )
    expect(longer).toThrow(/decisions_blind/)
  })

  it('of a comment that waited puts it back into the queue, with the reason', async () => {
    const waiting = await submit(world, world.writer, 'See https://spam.example for his accounts')
    expect(waiting.state).toBe('pending')
    await world.blind(waiting, 2)
    await expect(caseOf(world, world.moderator, waiting)).rejects.toThrow()
    world.clock.advance(2 * DAY)
    await world.services.moderation.restoreDue()
    expect(await world.now(waiting)).toMatchObject({ state: 'pending', publishedAt: null })
    const [item] = await world.services.moderation.queue(world.moderator.actor, {
      order: 'oldest',
      filter: 'all',
      limit: 9,
    })
    expect(item?.caseFile.factors).toEqual([{ factor: 'restored', points: 0 }])
    await decide(world, await world.staff(), waiting, 'approve')
    expect(await world.now(waiting)).toMatchObject({ state: 'published' })
  })

  it('leaves what was reported to be looked at when it is over', async () => {
    const comment = await world.published()
    const reporter = await world.reader('Reporter')
    const report = { commentId: comment.id, clause: 'SB-06', note: '' }
    await world.services.moderation.report(reporter.actor, report)
    await world.blind(comment, 1)
    world.clock.advance(DAY)
    await world.services.moderation.restoreDue()
    await decide(world, await world.staff(), comment, 'keep')
    expect(await world.services.moderation.ownReports(reporter.actor)).toMatchObject([
      { outcome: 'dismissed' },
    ])
  })

  it('taken back within half a minute leaves everything as it was', async () => {
    const waiting = await submit(world, world.writer, 'See https://spam.example for his accounts')
    const before = await caseOf(world, world.moderator, waiting)
    await world.blind(waiting)
    const [blind] = await world.stores.moderation.latestDecisions(world.site.id, [waiting.id])
    await world.services.moderation.undo(world.senior.actor, blind?.id ?? '')
    expect(await world.now(waiting)).toMatchObject({ state: 'pending' })
    expect(await caseOf(world, world.moderator, waiting)).toBe(before)
    const comment = await world.published()
    const { notice } = await world.file(comment)
    await world.blind(comment)
    const { version } = await world.now(comment)
    const input = { commentId: comment.id, version, ...LAW, noticeId: notice.id }
    const removed = await world.services.moderation.remove(world.senior.actor, input)
    expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'removed' })
    await world.services.moderation.undo(world.senior.actor, removed.id)
    expect(await world.now(comment)).toMatchObject({ state: 'blinded' })
    expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'blinded', decidedAt: null })
    world.clock.advance(30 * DAY)
    await world.services.moderation.restoreDue()
    expect(await world.now(comment)).toMatchObject({ state: 'published' })
  })

  it('presses from the twenty-third day on', async () => {
    const { moderation } = world.services
    await world.blind(await world.published())
    world.clock.advance(23 * DAY - 1)
    expect(await moderation.pressingNotices(world.senior.actor)).toBe(0)
    world.clock.advance(1)
    expect(await moderation.pressingNotices(world.senior.actor)).toBe(1)
  })

  it('can be ended by another senior for the author’s appeal, not by the one who began it', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    await world.blind(comment)
    const [blind] = await world.stores.moderation.latestDecisions(world.site.id, [comment.id])
    const appeal = {
      id: comment.id.replace(/.$/, '0'),
      siteId: world.site.id,
      decisionId: blind?.id ?? '',
      appellantId: world.writer.account.id,
      side: 'author' as const,
      body: 'It is true.',
      createdAt: world.clock.now(),
      late: false,
      outcome: 'open' as const,
      decidedAt: null,
      answerId: null,
    }
    const { id: commentId, articleId, version } = await world.now(comment)
    const opened = { id: comment.id, commentId, articleId, accountId: null, dueAt: world.clock.now() + DAY }
    await world.stores.moderation.fileAppeal(appeal, opened)
    const input = { commentId, version, explanation: 'It is true.', appealId: appeal.id }
    await expect(moderation.restore(world.senior.actor, input)).rejects.toEqual(problem('earlier-decider'))
    const other = await world.staff('Other Senior', 'senior')
    await moderation.restore(other.actor, input)
    expect(await world.now(comment)).toMatchObject({ state: 'published' })
    expect(await world.stores.moderation.appeal(world.site.id, appeal.id)).toMatchObject({
      outcome: 'overturned',
    })
  })
})

describe('an answer to a notice', () => {
  it('refuses it with a reason, leaves the comment and what was reported about it', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    const reporter = await world.reader('Reporter')
    await moderation.report(reporter.actor, { commentId: comment.id, clause: 'SB-06', note: '' })
    const { notice } = await world.file(comment)
    const input = { commentId: comment.id, version: comment.version, noticeId: notice.id }
    const refuse = (explanation: string) =>
      moderation.refuseNotice(world.senior.actor, { ...input, explanation })
    await expect(refuse('')).rejects.toEqual(problem('invalid-field'))
    expect(await refuse('It is a fact of record.')).toMatchObject({ action: 'keep', source: 'notice' })
    expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'refused' })
    expect(await world.now(comment)).toMatchObject({ state: 'published' })
    expect(await moderation.summary(world.moderator.actor)).toMatchObject({ openNotices: 0, reported: 1 })
    await expect(refuse('Again.')).rejects.toEqual(problem('already-decided'))
  })

  it('removes for good, and answers every notice on the comment', async () => {
    const comment = await world.published()
    const first = await world.file(comment)
    const second = await world.file(comment, { claim: 'dsa16', body: 'The same from me.' })
    const { version } = await world.now(comment)
    const removed = await world.services.moderation.remove(world.senior.actor, {
      commentId: comment.id,
      version,
      noticeId: first.notice.id,
      clauses: ['SB-06'],
      lawReference: null,
      explanation: '',
    })
    expect(removed.source).toBe('notice')
    expect([...removed.sourceIds].sort()).toEqual([first.notice.id, second.notice.id].sort())
    for (const { notice } of [first, second])
      expect(await world.noticeNow(notice.id)).toMatchObject({ outcome: 'removed', answerId: removed.id })
    expect(await world.stores.moderation.strikesOf(world.site.id, world.writer.account.id)).toHaveLength(1)
  })

  it('is given by a moderator’s rejection too, and closes what the author took back meanwhile', async () => {
    const rejected = await world.published('One')
    const first = await world.file(rejected)
    const reporter = await world.reader('Reporter')
    await world.services.moderation.report(reporter.actor, {
      commentId: rejected.id,
      clause: 'SB-06',
      note: '',
    })
    await decide(world, world.moderator, rejected, 'reject:SB-06')
    expect(await world.noticeNow(first.notice.id)).toMatchObject({ outcome: 'removed' })
    const withdrawn = await world.published('Two')
    const second = await world.file(withdrawn)
    await world.services.moderation.withdraw(world.writer.actor, withdrawn.id)
    expect(await world.noticeNow(second.notice.id)).toMatchObject({ outcome: 'open' })
    const { version } = await world.now(withdrawn)
    const input = { commentId: withdrawn.id, version, noticeId: second.notice.id, explanation: 'It is gone.' }
    await world.services.moderation.refuseNotice(world.senior.actor, input)
    expect(await world.noticeNow(second.notice.id)).toMatchObject({ outcome: 'removed' })
    expect(await world.now(withdrawn)).toMatchObject({ state: 'withdrawn' })
  })

  it('is for seniors, of the same site, and not about a comment of one’s own', async () => {
    const { moderation } = world.services
    const comment = await world.published()
    const { notice } = await world.file(comment)
    const input = { commentId: comment.id, version: comment.version, days: 5, ...LAW }
    const answer = { ...input, noticeId: notice.id }
    const visitor = { type: 'visitor' } as const
    for (const actor of [world.moderator.actor, world.writer.actor, visitor]) {
      await expect(moderation.blind(actor, input)).rejects.toEqual(problem('not-allowed'))
      await expect(moderation.remove(actor, answer)).rejects.toEqual(problem('not-allowed'))
      await expect(moderation.refuseNotice(actor, answer)).rejects.toEqual(problem('not-allowed'))
      await expect(moderation.restore(actor, input)).rejects.toEqual(problem('not-allowed'))
      await expect(moderation.notices(actor, 'open')).rejects.toEqual(problem('not-allowed'))
      await expect(moderation.legalFile(actor, { noticeId: notice.id })).rejects.toEqual(
        problem('not-allowed'),
      )
      const order = {
        authority: 'Court',
        reference: '1',
        body: 'Remove.',
        commentId: comment.id,
        key: notice.id,
      }
      await expect(moderation.enterOrder(actor, order)).rejects.toEqual(problem('not-allowed'))
    }
    const elsewhere = await world.services.sites.create({
      key: 'other',
      title: { en: 'Other', ko: '다른신문' },
      origins: ['https://o.example'],
    })
    const foreign = { type: 'staff', siteId: elsewhere.id, accountId: notice.id, role: 'admin' } as const
    await expect(moderation.blind(foreign, input)).rejects.toEqual(problem('not-found'))
    await expect(moderation.legalFile(foreign, { noticeId: notice.id })).rejects.toEqual(problem('not-found'))
    expect((await moderation.notices(foreign, 'open')).rows).toEqual([])
    const self = { ...world.senior.actor, type: 'staff', accountId: world.writer.account.id } as const
    await expect(
      moderation.blind(
        { type: 'staff', siteId: world.site.id, role: 'senior', accountId: self.accountId },
        input,
      ),
    ).rejects.toEqual(problem('own-comment'))
  })

  it('of a court’s order says that it was an order', async () => {
    const comment = await world.published()
    const order = { authority: 'Seoul Central District Court', reference: '2026Ka1', body: 'Hide it.' }
    const id = await world.services.moderation.enterOrder(world.senior.actor, {
      ...order,
      commentId: comment.id,
      key: comment.id,
    })
    expect(await world.noticeNow(id)).toMatchObject({
      regime: 'authority_order',
      dueAt: world.clock.now() + DAY,
    })
    await world.blind(comment)
    const { decisions } = await world.services.moderation.legalFile(world.senior.actor, { noticeId: id })
    expect(decisions.at(-1)).toMatchObject({ action: 'blind', source: 'order', sourceIds: [id] })
  })
})
