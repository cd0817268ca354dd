import { describe, expect, it } from 'vitest'
import { LEASE_MS, type QueueRest, type QueueSearch } from '../../../src/features/moderation/model.ts'
import { restOf } from '../../../src/features/moderation/order.ts'
import { MINUTE } from '../../../src/kernel/clock.ts'
import {
  aDecision,
  anAccount,
  anIdentity,
  aReport,
  nextId,
  openCaseOf,
  submitted,
  T0,
} from '../../support/storage.ts'
import { aLease } from './decisions.ts'
import { freshWorld, type Open } from './open.ts'

export function queueStoreContract(open: Open): void {
  describe('the queue', () => {
    const world = freshWorld(open)

    /** A waiting comment whose case has this risk and age; answers the case's id. */
    async function waiting(risk: number, openedAt = T0, factor = 'link'): Promise<string> {
      const id = nextId()
      const factors = [{ factor, points: risk }]
      const newCase = { id, kind: 'premoderation' as const, risk, factors, openedAt }
      await submitted(world(), { state: 'pending', createdAt: openedAt }, { newCase })
      return id
    }

    async function ids(
      order: 'risk' | 'oldest',
      filter: 'all' | 'reported' | 'new-writers' = 'all',
      limit = 50,
    ) {
      const query = { order, filter, now: T0 + MINUTE, limit }
      return (await world().stores.moderation.queue(world().site.id, query)).map(
        ({ caseFile }) => caseFile.id,
      )
    }

    it('is in order of risk, one point for five minutes of waiting, or of age', async () => {
      const risky = await waiting(50, T0)
      const old = await waiting(41, T0 - 50 * MINUTE)
      const calm = await waiting(0, T0 - 10)
      expect(await ids('risk')).toEqual([old, risky, calm])
      expect(await ids('oldest')).toEqual([old, calm, risky])
    })

    it('takes each fourth card from the calm end, also of a queue longer than asked for', async () => {
      const made: string[] = []
      for (const risk of [90, 80, 70, 60, 50, 40, 30, 20, 10]) made.push(await waiting(risk))
      const at = (...indexes: number[]) => indexes.map((index) => made[index])
      expect(await ids('risk')).toEqual(at(0, 1, 2, 8, 3, 4, 5, 7, 6))
      expect(await ids('risk', 'all', 4)).toEqual(at(0, 1, 2, 8))
      expect(await ids('risk', 'all', 3)).toEqual(at(0, 1, 2))
    })

    it('can be narrowed to reports or new writers, and is summed up', async () => {
      const { stores, site } = world()
      await waiting(10)
      const newcomer = await waiting(40, T0 - 1, 'new-writer')
      const reported = await submitted(world())
      const reporter = anAccount(site.id)
      await stores.accounts.insert(reporter, null)
      const reportCase = nextId()
      await stores.moderation.report(aReport(reported, reporter), reportCase)
      expect(await ids('risk', 'reported')).toEqual([reportCase])
      expect(await ids('oldest', 'new-writers')).toEqual([newcomer])
      const summary = {
        waiting: 3,
        reported: 1,
        newWriters: 1,
        escalated: 0,
        openAppeals: 0,
        openNotices: 0,
        oldestAt: T0 - 1,
        medianMs: null,
      }
      expect(await stores.moderation.summary(site.id)).toEqual(summary)
      expect(
        await stores.moderation.queue('elsewhere', { order: 'risk', filter: 'all', now: T0, limit: 9 }),
      ).toEqual([])
    })

    it('is paged in both orders without a gap or a repeat, calm cards included', async () => {
      const { stores, site } = world()
      for (const risk of [90, 80, 70, 60, 50, 40, 30, 20, 10, 10, 0, 0, 5]) await waiting(risk, T0 - risk)
      for (const order of ['risk', 'oldest'] as const) {
        const query = { order, filter: 'all', now: T0, limit: 4 } as const
        const seen: string[] = []
        for (let rest: QueueRest | undefined, pages = 0; pages < 4; pages += 1) {
          const page = (await stores.moderation.queue(site.id, { ...query, rest })).map(
            ({ caseFile }) => caseFile,
          )
          if (pages === 0) expect(page.map(({ id }) => id)).toEqual(await ids(order, 'all', 4))
          seen.push(...page.map(({ id }) => id))
          rest = restOf(page, order) ?? undefined
        }
        expect(seen.toSorted()).toEqual((await ids('oldest')).toSorted())
      }
    })

    it('can be searched by words, reason, clause, language and writer', async () => {
      const { stores, site, reader } = world()
      const found = async (search: QueueSearch) =>
        (
          await stores.moderation.queue(site.id, {
            order: 'oldest',
            filter: 'all',
            now: T0,
            limit: 9,
            ...search,
          })
        ).map(({ comment }) => comment.body)
      for (const body of ['Half_price 50% off', 'Half-price 500 off', '반값 세일'])
        await submitted(world(), { state: 'pending', body })
      expect(await found({ text: 'half_' })).toEqual(['Half_price 50% off'])
      expect(await found({ text: '50%' })).toEqual(['Half_price 50% off'])
      expect(await found({ text: '\\' })).toEqual([])
      expect(await found({ text: '값 세' })).toEqual(['반값 세일'])
      await waiting(10, T0 + 1, 'personal-number')
      expect(await found({ reason: 'personal-number' })).toHaveLength(1)
      const reported = await submitted(world(), { body: 'Reported words' })
      const reporter = anAccount(site.id)
      await stores.accounts.insert(reporter, null)
      await stores.moderation.report(aReport(reported, reporter, { clause: 'SB-05' }), nextId())
      expect(await found({ clause: 'SB-05' })).toEqual(['Reported words'])
      expect(await found({ clause: 'SB-01' })).toEqual([])
      expect(await found({ language: 'en' })).toHaveLength(5)
      expect(await found({ language: 'ko' })).toEqual([])
      expect(await found({ writerId: reader.id, text: 'words' })).toEqual(['Reported words'])
      expect(await found({ writerId: reporter.id })).toEqual([])
    })

    it('brings what a moderator must see: comment, parent, article, writer, history, evidence', async () => {
      const { stores, site, article, reader } = world()
      const parent = await submitted(world())
      const earlier = await submitted(world(), { state: 'pending' })
      const caseId = await openCaseOf(world(), earlier)
      await stores.moderation.takeLease(site.id, caseId, aLease(world()), T0)
      const write = aDecision(world(), earlier, { caseId, action: 'reject' })
      await stores.moderation.recordDecision(write)
      const comment = await submitted(world(), { state: 'pending', parentId: parent.id })
      const [item] = await stores.moderation.queue(site.id, {
        order: 'risk',
        filter: 'all',
        now: T0,
        limit: 9,
      })
      expect(item).toMatchObject({
        comment,
        parent,
        article: await stores.articles.byId(article.id),
        author: {
          id: reader.id,
          name: 'Ada',
          createdAt: T0,
          approved: 0,
          rejected: 1,
          provider: 'sandbox:x',
        },
        outcomes: [{ commentId: earlier.id, state: 'rejected', at: write.decision.at }],
        reports: [],
        evidence: [{ check: 'words', version: 1, outcome: 'pass', evidence: '' }],
      })
      expect(await stores.moderation.item(site.id, item?.caseFile.id ?? '', T0)).toEqual(item)
      expect(await stores.moderation.item('elsewhere', item?.caseFile.id ?? '', T0)).toBeNull()
    })
  })

  describe('a report', () => {
    const world = freshWorld(open)

    it('opens one case; more reports raise its risk by number and gravest clause', async () => {
      const { stores, site } = world()
      const comment = await submitted(world())
      const readers = [anAccount(site.id), anAccount(site.id)]
      for (const reader of readers) await stores.accounts.insert(reader, anIdentity())
      const [first, second] = readers.map((reader, index) =>
        aReport(comment, reader, { clause: index === 0 ? 'SB-01' : 'SB-03', createdAt: T0 + index }),
      )
      if (!first || !second) throw new Error('two reports')
      const caseId = nextId()
      expect(await stores.moderation.report(first, caseId)).toBe('applied')
      const risk = async () => (await stores.moderation.item(site.id, caseId, T0))?.caseFile.risk
      expect(await risk()).toBe(20 + 80)
      expect(await stores.moderation.report(second, nextId())).toBe('applied')
      expect(await risk()).toBe(2 * 20 + 400)
      expect(await stores.moderation.report({ ...first, id: nextId() }, nextId())).toBe('duplicate')
      expect(await stores.moderation.item(site.id, caseId, T0)).toMatchObject({
        caseFile: { kind: 'reports', openedAt: T0 },
        reports: [first, second],
      })
      expect((await stores.moderation.summary(site.id)).waiting).toBe(1)
    })

    it('under a key that was seen is known by it', async () => {
      const { stores, site, reader } = world()
      const comment = await submitted(world())
      const key = {
        siteId: site.id,
        accountId: reader.id,
        route: 'report',
        key: 'key-00001',
        bodyHash: 'a',
        createdAt: T0,
      }
      expect(await stores.moderation.reportReplay(key)).toBeNull()
      expect(await stores.moderation.report(aReport(comment, reader), nextId(), key)).toBe('applied')
      expect(
        await stores.moderation.report(aReport(comment, reader), nextId(), { ...key, key: 'key-00002' }),
      ).toBe('duplicate')
      const answers = async () => [
        await stores.moderation.reportReplay(key),
        await stores.moderation.reportReplay({ ...key, key: 'key-00002' }),
        await stores.moderation.reportReplay({ ...key, bodyHash: 'b' }),
        await stores.moderation.reportReplay({ ...key, accountId: nextId() }),
      ]
      expect(await answers()).toEqual(['replayed', 'duplicate', 'key-reused', null])
    })

    it('of what its reader cannot see is missing', async () => {
      const { stores, reader } = world()
      const waiting = await submitted(world(), { state: 'pending' })
      expect(await stores.moderation.report(aReport(waiting, reader), nextId())).toBe('missing')
      const unknown = aReport({ ...waiting, id: nextId() }, reader)
      expect(await stores.moderation.report(unknown, nextId())).toBe('missing')
      const elsewhere = aReport(await submitted(world()), reader, { siteId: nextId() })
      expect(await stores.moderation.report(elsewhere, nextId())).toBe('missing')
    })
  })

  describe('a lease', () => {
    const world = freshWorld(open)

    it('is one moderator’s until it expires or is given back; renewing keeps the token', async () => {
      const { stores, site } = world()
      const other = anAccount(site.id, { displayName: 'Jun', role: 'moderator' })
      await stores.accounts.insert(other, null)
      const caseId = await openCaseOf(world(), await submitted(world(), { state: 'pending' }))
      const mine = aLease(world())
      const theirs = aLease(world(), {
        holderId: other.id,
        holderName: 'Jun',
        token: 'theirs',
        expiresAt: T0 + 9e9,
      })
      const take = (lease: typeof mine, now: number) =>
        stores.moderation.takeLease(site.id, caseId, lease, now)
      expect(await Promise.all([take(mine, T0), take(theirs, T0)])).toEqual([
        { outcome: 'applied', lease: mine },
        { outcome: 'held', lease: mine },
      ])
      const renewal = { ...mine, token: 'new', expiresAt: mine.expiresAt + 1 }
      const renewed = { ...mine, expiresAt: mine.expiresAt + 1 }
      expect(await take(renewal, T0 + 1)).toEqual({ outcome: 'applied', lease: renewed })
      const { holderId } = mine
      await stores.moderation.releaseLease(site.id, caseId, { holderId, token: 'guess' })
      expect((await take(theirs, T0 + 2)).outcome).toBe('held')
      await stores.moderation.releaseLease(site.id, caseId, { holderId, token: mine.token })
      expect(await take({ ...theirs, expiresAt: T0 + 5 }, T0 + 2)).toMatchObject({ outcome: 'applied' })
      expect(await take(mine, T0 + 5)).toEqual({ outcome: 'applied', lease: mine })
    })

    it('given back as it was known is kept when it has been renewed since', async () => {
      const { stores, site } = world()
      const caseId = await openCaseOf(world(), await submitted(world(), { state: 'pending' }))
      const lease = aLease(world())
      const known = { holderId: lease.holderId, token: lease.token, until: lease.expiresAt }
      const now = async () => (await stores.moderation.item(site.id, caseId, T0))?.caseFile.lease
      await stores.moderation.takeLease(site.id, caseId, lease, T0)
      const renewal = { ...lease, expiresAt: lease.expiresAt + 1 }
      await stores.moderation.takeLease(site.id, caseId, renewal, T0 + 1)
      await stores.moderation.releaseLease(site.id, caseId, known)
      expect(await now()).toEqual(renewal)
      await stores.moderation.releaseLease(site.id, caseId, { ...known, until: renewal.expiresAt })
      expect(await now()).toBeNull()
    })

    it('is for open cases of the own site', async () => {
      const { stores, site } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const caseId = await openCaseOf(world(), comment)
      const lease = aLease(world())
      expect(await stores.moderation.takeLease('elsewhere', caseId, lease, T0)).toEqual({
        outcome: 'missing',
      })
      expect(await stores.moderation.takeLease(site.id, nextId(), lease, T0)).toEqual({ outcome: 'missing' })
      await stores.moderation.takeLease(site.id, caseId, lease, T0)
      await stores.moderation.recordDecision(aDecision(world(), comment, { caseId, action: 'approve' }))
      const later = { ...lease, expiresAt: T0 + 2 * LEASE_MS }
      expect(await stores.moderation.takeLease(site.id, caseId, later, T0)).toEqual({ outcome: 'closed' })
    })
  })
}
