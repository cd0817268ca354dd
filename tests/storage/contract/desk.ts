import { describe, expect, it } from 'vitest'
import type { Note } from '../../../src/features/moderation/note-store.ts'
import { MINUTE } from '../../../src/kernel/clock.ts'
import {
  anAccount,
  anArticle,
  anIdentity,
  aReport,
  aSite,
  nextId,
  openCaseOf,
  submitted,
  T0,
} from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

/** What the desk's pages around a case read and write: notes, reports, an article's comments, what was escalated. */
export function deskStoreContract(open: Open): void {
  const world = freshWorld(open)

  function aNote(about: { commentId: string } | { accountId: string }, change: Partial<Note> = {}) {
    const { site, moderator } = world()
    return {
      id: nextId(),
      siteId: site.id,
      commentId: null,
      accountId: null,
      ...about,
      writerId: moderator.id,
      body: 'Known here.',
      createdAt: T0,
      ...change,
    }
  }

  describe('notes of the desk', () => {
    it('are read on the comment and on its writer, newest first, with the colleague’s name', async () => {
      const { stores, site, reader } = world()
      const [one, other] = [await submitted(world()), await submitted(world())]
      const old = aNote({ commentId: one.id })
      const newer = aNote({ accountId: reader.id }, { createdAt: T0 + 1 })
      for (const note of [old, newer, aNote({ commentId: other.id })])
        expect(await stores.moderation.addNote(note)).toBe('applied')
      const about = { commentId: one.id, accountId: reader.id }
      expect(await stores.moderation.notes(site.id, about)).toEqual([
        { ...newer, writerName: 'Min' },
        { ...old, writerName: 'Min' },
      ])
      const onWriter = await stores.moderation.notes(site.id, { commentId: null, accountId: reader.id })
      expect(onWriter.map(({ id }) => id)).toEqual([newer.id])
    })

    it('are neither taken for nor shown to another site', async () => {
      const { stores, reader } = world()
      const elsewhere = aSite()
      await stores.sites.insert(elsewhere)
      const comment = await submitted(world())
      for (const about of [{ commentId: comment.id }, { accountId: reader.id }, { commentId: nextId() }])
        expect(await stores.moderation.addNote(aNote(about, { siteId: elsewhere.id }))).toBe('missing')
      await stores.moderation.addNote(aNote({ commentId: comment.id }))
      const about = { commentId: comment.id, accountId: reader.id }
      expect(await stores.moderation.notes(elsewhere.id, about)).toEqual([])
    })
  })

  describe('the reports on a comment', () => {
    it('come newest first, of that comment and site alone', async () => {
      const { stores, site } = world()
      const [one, other] = [await submitted(world()), await submitted(world())]
      const made: string[] = []
      for (const [index, comment] of [one, one, other].entries()) {
        const reporter = anAccount(site.id)
        await stores.accounts.insert(reporter, anIdentity())
        const report = aReport(comment, reporter, { createdAt: T0 + index })
        await stores.moderation.report(report, nextId())
        made.push(report.id)
      }
      const ids = async (siteId: string, limit = 10) =>
        (await stores.moderation.reportsOn(siteId, one.id, limit)).map(({ id }) => id)
      expect(await ids(site.id)).toEqual([made[1], made[0]])
      expect(await ids(site.id, 1)).toEqual([made[1]])
      expect(await ids('elsewhere')).toEqual([])
    })
  })

  describe('an article’s comments in one state', () => {
    it('come newest first and page by page, replies among them', async () => {
      const { stores, site, article } = world()
      const elsewhere = anArticle(site.id)
      await stores.articles.put(elsewhere)
      await submitted(world(), { state: 'pending', articleId: elsewhere.id })
      const top = await submitted(world())
      const made = [top.id, (await submitted(world(), { parentId: top.id, createdAt: T0 + 1 })).id]
      await submitted(world(), { state: 'pending' })
      const page = (after: { at: number; id: string } | null, siteId = site.id) =>
        stores.comments.ofArticle(siteId, article.id, { state: 'published', after, limit: 1 })
      const [first] = await page(null)
      expect(first?.id).toBe(made[1])
      const [second] = await page({ at: T0 + 1, id: made[1] ?? '' })
      expect(second?.id).toBe(made[0])
      expect(await page({ at: second?.createdAt ?? 0, id: made[0] ?? '' })).toEqual([])
      expect(await page(null, 'elsewhere')).toEqual([])
    })
  })

  describe('a case that was escalated', () => {
    it('remembers who did it first, with the note, lets go, and is leased ahead to seniors alone', async () => {
      const { stores, site, moderator } = world()
      const comment = await submitted(world(), { state: 'pending' })
      const caseId = await openCaseOf(world(), comment)
      const lease = { holderId: moderator.id, holderName: 'Min', token: 'token', expiresAt: T0 + 5 * MINUTE }
      const about = { commentId: comment.id, accountId: comment.accountId }
      const noted = async () => (await stores.moderation.notes(site.id, about)).map(({ body }) => body)
      const escalate = (token: string, now: number) => {
        const subject = { siteId: site.id, commentId: comment.id, accountId: null }
        const note = { ...subject, id: nextId(), writerId: moderator.id, body: `At ${now}`, createdAt: now }
        return stores.moderation.escalate(site.id, caseId, { holderId: moderator.id, token, now, note })
      }
      await stores.moderation.takeLease(site.id, caseId, lease, T0)
      expect(await escalate('another', T0 + 1)).toBe(false)
      expect(await escalate('token', T0 + 5 * MINUTE)).toBe(false)
      expect(await noted()).toEqual([])
      expect(await escalate('token', T0 + 1)).toBe(true)
      expect(await noted()).toEqual([`At ${T0 + 1}`])
      const item = await stores.moderation.item(site.id, caseId, T0 + 2)
      expect(item?.caseFile).toMatchObject({ escalatedAt: T0 + 1, escalatedById: moderator.id, lease: null })
      const ahead = async (withEscalated: boolean) =>
        (
          await stores.moderation.leaseNext(site.id, {
            order: 'risk',
            filter: 'all',
            now: T0 + 2,
            limit: 10,
            holder: { holderId: moderator.id, holderName: 'Min', expiresAt: T0 + MINUTE },
            token: () => 'token',
            except: [],
            withEscalated,
          })
        ).map(({ caseFile }) => caseFile.id)
      expect(await ahead(false)).toEqual([])
      expect(await ahead(true)).toEqual([caseId])
    })
  })
}
