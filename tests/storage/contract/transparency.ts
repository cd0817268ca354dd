import { describe, expect, it } from 'vitest'
import type { Comment } from '../../../src/features/comments/model.ts'
import type { LogFilter } from '../../../src/features/moderation/log-store.ts'
import type { Decision, NewDecision } from '../../../src/features/moderation/model.ts'
import {
  aDecision,
  anAccount,
  aReport,
  nextId,
  openCaseOf,
  submitted,
  T0,
  type World,
} from '../../support/storage.ts'
import { aLease } from './decisions.ts'
import { freshWorld, type Open } from './open.ts'

const ALL = { from: T0, to: T0 + 1_000_000 }
const NO_FILTER: LogFilter = {
  ...{ action: null, clause: null, actorId: null, subjectId: null, from: null, to: null },
}

/** A waiting comment, decided at that moment. */
async function decided(
  world: World,
  action: 'approve' | 'reject',
  change: Partial<NewDecision> = {},
): Promise<{ comment: Comment; decision: Decision }> {
  const comment = await submitted(world, { state: 'pending' })
  const caseId = await openCaseOf(world, comment)
  await world.stores.moderation.takeLease(world.site.id, caseId, aLease(world), T0)
  const write = aDecision(world, comment, { caseId, action })
  const made = await world.stores.moderation.recordDecision({
    ...write,
    decision: { ...write.decision, ...change },
  })
  if (made.outcome !== 'applied') throw new Error(made.outcome)
  return { comment, decision: made.decision }
}

/** Takes a decision on a comment back, one second later. */
async function undone(world: World, { comment, decision }: Awaited<ReturnType<typeof decided>>) {
  const write = aDecision(
    world,
    { ...comment, version: 2 },
    { caseId: decision.caseId ?? '', action: 'undo' },
  )
  const back = { from: decision.to, to: decision.from, reverses: decision.id, at: decision.at + 1_000 }
  return world.stores.moderation.recordDecision({
    ...write,
    ...{ lease: null, reports: null, reversed: decision, decision: { ...write.decision, ...back } },
  })
}

export function transparencyStoreContract(open: Open): void {
  describe('figures and the log', () => {
    const world = freshWorld(open)
    const store = () => world().stores.moderation
    const site = () => world().site.id

    it('a site begins with its first comment', async () => {
      expect(await store().beginning(site())).toEqual({ firstAt: null, lastSeq: 0 })
      await decided(world(), 'approve', { at: T0 + 10 })
      await decided(world(), 'reject', { at: T0 + 20 })
      expect(await store().beginning(site())).toEqual({ firstAt: T0, lastSeq: 2 })
    })

    it('rows of decisions say what was undone, how long it waited, in which language', async () => {
      const kept = await decided(world(), 'reject', { at: T0 + 500 })
      const taken = await decided(world(), 'approve', { at: T0 + 900 })
      await undone(world(), taken)
      const rows = await store().decisionRows(site(), { range: ALL, after: null, limit: 99 })
      expect(rows.map(({ action, isUndone }) => [action, isUndone])).toEqual([
        ['reject', false],
        ['approve', true],
        ['undo', false],
      ])
      expect(rows[0]).toMatchObject({ id: kept.decision.id, waitedFrom: T0, language: 'en', reversed: null })
      expect(rows[2]?.reversed).toEqual({ action: 'approve', clauses: [], detectors: ['words@1'] })
      const read = async (range: { from: number; to: number }, after: { at: number; seq: number } | null) =>
        (await store().decisionRows(site(), { range, after, limit: 2 })).map(({ seq }) => seq)
      expect(await read(ALL, null)).toEqual([1, 2])
      expect(await read(ALL, { at: T0 + 500, seq: 1 })).toEqual([2, 3])
      expect(await read({ from: T0 + 501, to: T0 + 901 }, null)).toEqual([2])
      expect(await read({ from: T0 + 501, to: T0 + 900 }, null)).toEqual([])
    })

    it('rows of comments have the state at first and at the end of the time asked for', async () => {
      const rejected = await decided(world(), 'reject', { at: T0 + 500 })
      const shown = await submitted(world())
      const states = async (to: number) =>
        (await store().commentRows(site(), { range: { from: T0, to }, after: null, limit: 9 })).map(
          ({ id, first, last }) => [id, first, last],
        )
      expect(await states(T0 + 501)).toEqual([
        [rejected.comment.id, 'pending', 'rejected'],
        [shown.id, 'published', 'published'],
      ])
      expect(await states(T0 + 500)).toContainEqual([rejected.comment.id, 'pending', 'pending'])
      const after = { at: T0, id: rejected.comment.id }
      const rest = await store().commentRows(site(), { range: ALL, after, limit: 9 })
      expect(rest.map(({ id }) => id)).toEqual([shown.id])
    })

    it('who waited at a moment: those that wait still, and those decided on since, once', async () => {
      await submitted(world(), { state: 'pending' })
      await decided(world(), 'approve', { at: T0 + 100 })
      await undone(world(), await decided(world(), 'reject', { at: T0 + 300 }))
      const waiting = async (at: number) => {
        const { count, fromSeq, upToSeq } = await store().waitingStill(site(), at)
        return count + (await store().waitingSince(site(), { at, afterSeq: fromSeq - 1, upToSeq }))
      }
      expect(await waiting(T0)).toBe(0)
      expect(await waiting(T0 + 1)).toBe(3)
      expect(await waiting(T0 + 200)).toBe(2)
      expect(await waiting(T0 + 400)).toBe(1)
      expect(await waiting(T0 + 9_000)).toBe(2)
    })

    it('counts reports and appeals of a time, and none of another site', async () => {
      const comment = await submitted(world())
      const reporter = anAccount(site())
      await world().stores.accounts.insert(reporter, null)
      await store().report(aReport(comment, reporter), nextId())
      expect(await store().reportCounts(site(), ALL)).toEqual([{ outcome: 'open', count: 1 }])
      expect(await store().reportCounts(site(), { from: T0 + 1, to: T0 + 9 })).toEqual([])
      expect(await store().reportCounts(nextId(), ALL)).toEqual([])
      const { decision } = await decided(world(), 'reject')
      const appeal = {
        ...{ id: nextId(), siteId: site(), decisionId: decision.id, appellantId: world().reader.id },
        ...({ side: 'author', body: '', createdAt: T0 + 5, late: false, outcome: 'open' } as const),
        ...{ decidedAt: null, answerId: null },
      }
      const subject = { commentId: decision.commentId, articleId: world().article.id, accountId: null }
      await store().fileAppeal(appeal, { id: nextId(), ...subject, dueAt: T0 })
      const found = await store().appealRows(site(), { range: ALL, after: null, limit: 9 })
      expect(found).toEqual([
        {
          ...{ id: appeal.id, createdAt: T0 + 5, side: 'author', outcome: 'open', late: false },
          ...{ clauses: ['SB-01'], detectors: ['words@1'] },
        },
      ])
    })

    it('one head a day is made public; a later decision of that day does not move it', async () => {
      expect(await store().publishHeads('2026-11-23', T0)).toBe(0)
      const { decision } = await decided(world(), 'approve')
      expect(await store().publishHeads('2026-11-23', T0 + 1)).toBe(1)
      await decided(world(), 'approve')
      expect(await store().publishHeads('2026-11-23', T0 + 2)).toBe(0)
      const [head, ...others] = await store().heads(site(), 9)
      expect(others).toEqual([])
      expect(head).toEqual({
        ...{ siteId: site(), day: '2026-11-23', seq: 1, hash: decision.hash, publishedAt: T0 + 1 },
      })
    })

    it('the log is read in order with its hashed text, searched newest first, and row by row', async () => {
      const first = await decided(world(), 'reject', { at: T0 + 10 })
      const second = await decided(world(), 'approve', { at: T0 + 20 })
      await undone(world(), second)
      const rows = await store().loggedRows(site(), { afterSeq: 1, limit: 9 })
      expect(rows.map(({ seq }) => seq)).toEqual([2, 3])
      expect(rows[0]?.hashed).toContain(second.decision.id)
      const search = async (filter: Partial<LogFilter>, beforeSeq: number | null = null) =>
        (await store().logPage(site(), { ...NO_FILTER, ...filter }, { beforeSeq, limit: 9 })).map(
          ({ seq }) => seq,
        )
      expect(await search({})).toEqual([3, 2, 1])
      expect(await search({}, 3)).toEqual([2, 1])
      expect(await search({ clause: 'SB-01' })).toEqual([1])
      expect(await search({ action: 'undo' })).toEqual([3])
      expect(await search({ subjectId: second.comment.id })).toEqual([3, 2])
      expect(await search({ from: T0 + 11, to: T0 + 21 })).toEqual([2])
      const row = await store().logRow(site(), 2)
      expect(row).toMatchObject({ decision: { seq: 2 }, reverses: null, reversedBy: { seq: 3 } })
      expect(row?.text?.explanation).toBe('Because of the clause.')
      expect((await store().logRow(site(), 3))?.reverses).toEqual({ seq: 2 })
      expect(await store().logRow(nextId(), 1)).toBeNull()
      expect(first.decision.seq).toBe(1)
    })
  })
}
