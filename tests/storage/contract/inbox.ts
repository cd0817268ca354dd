import { describe, expect, it } from 'vitest'
import type { InboxEntry } from '../../../src/features/moderation/inbox-store.ts'
import { SECOND } from '../../../src/kernel/clock.ts'
import { aDecision, anAccount, aReport, nextId, submitted, T0 } from '../../support/storage.ts'
import { anAppeal, caseFor, refusedComment } from './appeals.ts'
import { freshWorld, type Open } from './open.ts'

export function inboxStoreContract(open: Open): void {
  describe('an inbox', () => {
    const world = freshWorld(open)

    function entry(decisionId: string, change: Partial<InboxEntry> = {}): InboxEntry {
      const { site, reader } = world()
      const to = { siteId: site.id, accountId: reader.id, decisionId }
      return { ...to, kind: 'comment', createdAt: T0, readAt: null, ...change }
    }

    it('keeps each message once, newest first, and counts what is not read', async () => {
      const { stores, site, reader } = world()
      const { moderation } = stores
      const first = await refusedComment(world())
      const second = await refusedComment(world())
      await moderation.putInbox([entry(first.decisionId)])
      await moderation.putInbox([
        entry(first.decisionId, { createdAt: T0 + SECOND }),
        entry(second.decisionId, { createdAt: T0 + 2 * SECOND }),
      ])
      await moderation.putInbox([])
      const read = await moderation.inbox(site.id, reader.id, 9)
      expect(read.map(({ decisionId, createdAt }) => [decisionId, createdAt])).toEqual([
        [second.decisionId, T0 + 2 * SECOND],
        [first.decisionId, T0],
      ])
      expect(await moderation.inbox(site.id, reader.id, 1)).toHaveLength(1)
      expect(await moderation.unread(site.id, reader.id)).toBe(2)
      const [upTo] = read
      if (!upTo) throw new Error('nothing is there')
      await moderation.markRead('elsewhere', reader.id, upTo, T0 + SECOND)
      expect(await moderation.unread(site.id, reader.id)).toBe(2)
      await moderation.markRead(site.id, reader.id, upTo, T0 + SECOND)
      await moderation.markRead(site.id, reader.id, upTo, T0 + 9 * SECOND)
      expect(await moderation.unread(site.id, reader.id)).toBe(0)
      const marked = await moderation.inbox(site.id, reader.id, 9)
      expect(marked.map(({ readAt }) => readAt)).toEqual([T0 + SECOND, T0 + SECOND])
      expect(await moderation.inbox('elsewhere', reader.id, 9)).toEqual([])
    })

    it('has nothing marked as read that came after what was shown, in the same instant either', async () => {
      const { stores, site, reader } = world()
      const { moderation } = stores
      const ids: string[] = []
      for (let at = 0; at < 4; at += 1) ids.push((await refusedComment(world())).decisionId)
      const [older, shown, beside, later] = ids.sort()
      const at = (decisionId = '', createdAt: number) => entry(decisionId, { createdAt })
      const last = at(shown, T0 + SECOND)
      await moderation.putInbox([at(older, T0), last, at(beside, T0 + SECOND), at(later, T0 + 2 * SECOND)])
      await moderation.markRead(site.id, reader.id, last, T0 + 3 * SECOND)
      const unread = (await moderation.inbox(site.id, reader.id, 9)).filter(({ readAt }) => readAt === null)
      expect(unread.map(({ decisionId }) => decisionId)).toEqual([later, beside])
    })

    it('is for whom the decision concerns: the author, and the reporters whose reports it ended', async () => {
      const { stores, site, reader } = world()
      const comment = await submitted(world())
      const reporter = anAccount(site.id)
      await stores.accounts.insert(reporter, null)
      await stores.moderation.report(aReport(comment, reporter), nextId())
      const write = aDecision(world(), comment, { caseId: '', action: 'reject' })
      const decision = { ...write.decision, caseId: null }
      await stores.moderation.recordDecision({ ...write, decision, lease: null })
      const about = { siteId: site.id, decisionId: decision.id }
      expect(await stores.moderation.concerned(site.id, decision.id)).toEqual([
        { ...about, accountId: reader.id, kind: 'comment' },
        { ...about, accountId: reporter.id, kind: 'report' },
      ])
      expect(await stores.moderation.concerned('elsewhere', decision.id)).toEqual([])
    })

    it('tells the appellant of the appeal, once, and nobody who has left', async () => {
      const { stores, site, reader } = world()
      const { comment, decisionId } = await refusedComment(world())
      const appeal = anAppeal(world(), decisionId)
      const subject = { commentId: comment.id, articleId: comment.articleId }
      await stores.moderation.fileAppeal(appeal, caseFor(subject))
      const write = aDecision(world(), comment, { caseId: '', action: 'overturn' })
      const decision = { ...write.decision, caseId: null, to: 'published', reverses: decisionId }
      const reversed = await stores.moderation.decision(site.id, decisionId)
      await stores.moderation.recordDecision({ ...write, decision, reversed, reports: null, lease: null })
      const told = await stores.moderation.concerned(site.id, decision.id)
      expect(told.map(({ accountId, kind }) => [accountId, kind])).toEqual([[reader.id, 'appeal']])
      // The refusal was taken back: there is nothing to say of it any more.
      expect(await stores.moderation.concerned(site.id, decisionId)).toEqual([])
      await stores.accounts.erase(site.id, reader.id, T0 + SECOND)
      expect(await stores.moderation.concerned(site.id, decision.id)).toEqual([])
    })
  })
}
