import { describe, expect, it } from 'vitest'
import type { IdentityKey } from '../../../src/features/accounts/model.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import { anAttempt } from '../../support/attempts.ts'
import {
  anAccount,
  anIdentity,
  nextId,
  openCaseOf,
  submitted,
  T0,
  type World,
} from '../../support/storage.ts'
import { aSession } from './accounts.ts'
import { freshWorld, type Open } from './open.ts'

async function aPerson({ stores, site }: World, identity: IdentityKey | null = anIdentity()) {
  const account = anAccount(site.id)
  await stores.accounts.insert(account, identity)
  return { account, identity: identity ?? anIdentity() }
}

async function withSession(world: World, accountId: string, identity: IdentityKey | null = null) {
  const session = aSession(world, { accountId, identity })
  await world.stores.accounts.insertSession(session)
  return session
}

/** A reader of the account has come back from a second provider and is asked for consent. */
async function aLink(world: World, linkAccountId: string, identity: IdentityKey) {
  const waiting = { purpose: 'link', articleId: null, flow: 'page', redeemHash: null } as const
  const attempt = anAttempt(world, { ...waiting, status: 'consent-needed', identity, linkAccountId })
  await world.stores.accounts.insertAttempt(attempt)
  return attempt
}

export function peopleStoreContract(open: Open): void {
  describe('people', () => {
    const world = freshWorld(open)

    it('change a name when the last change is old enough', async () => {
      const { stores, site } = world()
      const { account } = await aPerson(world())
      const rename = (displayName: string, now: number) =>
        stores.accounts.rename(site.id, account.id, { displayName, now, unchangedSince: now - DAY })
      expect(await rename('First', T0)).toBe('applied')
      expect(await rename('Second', T0 + DAY - 1)).toBe('stale')
      expect(await rename('Second', T0 + DAY)).toBe('applied')
      expect(
        await stores.accounts.rename('elsewhere', account.id, {
          displayName: 'X',
          now: T0 + 9 * DAY,
          unchangedSince: T0 + 8 * DAY,
        }),
      ).toBe('stale')
      expect((await stores.accounts.byId(site.id, account.id))?.displayName).toBe('Second')
    })

    it('keep their last login, and lose with a login the sessions that it opened', async () => {
      const { stores, site } = world()
      const { account, identity } = await aPerson(world())
      const second = anIdentity({ provider: 'sandbox:facebook' })
      const unlink = (one: IdentityKey) => stores.accounts.unlinkIdentity(site.id, account.id, one)
      expect(await unlink(identity)).toBe('last')
      const attempt = await aLink(world(), account.id, second)
      const link = (accountId: string) => stores.accounts.linkAttempt(attempt.id, { accountId, now: T0 + 1 })
      expect(await link(nextId())).toBe('stale')
      expect(await Promise.all([link(account.id), link(account.id)])).toEqual(['applied', 'stale'])
      expect(await stores.accounts.identities(site.id, account.id)).toEqual([
        { ...identity, linkedAt: T0 },
        { ...second, linkedAt: T0 + 1 },
      ])
      const byFirst = await withSession(world(), account.id, identity)
      const bySecond = await withSession(world(), account.id, second)
      expect(await unlink(second)).toBe('applied')
      expect(await unlink(second)).toBe('missing')
      expect(await stores.accounts.sessions(site.id, account.id)).toEqual([byFirst])
      expect(await stores.accounts.session(bySecond.tokenHash)).toBeNull()
    })

    it('refuse to add a login that got another account meanwhile', async () => {
      const { stores, site } = world()
      const [first, second] = [await aPerson(world()), await aPerson(world())]
      const taken = second.identity
      const attempt = await aLink(world(), first.account.id, taken)
      const link = { accountId: first.account.id, now: T0 }
      expect(await stores.accounts.linkAttempt(attempt.id, link)).toBe('taken')
      expect((await stores.accounts.attempt(attempt.id))?.status).toBe('consent-needed')
      expect((await stores.accounts.byIdentity(site.id, taken))?.id).toBe(second.account.id)
    })

    it('with a role are listed, end all sessions by a new role, and leave one admin', async () => {
      const { stores, site, moderator } = world()
      const admin = anAccount(site.id, { role: 'admin' })
      await stores.accounts.insert(admin, null)
      expect((await stores.accounts.staff(site.id)).map(({ id }) => id)).toEqual([moderator.id, admin.id])
      await withSession(world(), moderator.id)
      expect(await stores.accounts.setRole(site.id, moderator.id, { role: 'senior', byId: null })).toBe(
        'applied',
      )
      expect(await stores.accounts.sessions(site.id, moderator.id)).toEqual([])
      expect(await stores.accounts.setRole(site.id, admin.id, { role: 'reader', byId: null })).toBe(
        'last-admin',
      )
      expect(await stores.accounts.setRole('elsewhere', moderator.id, { role: 'admin', byId: null })).toBe(
        'missing',
      )
      await stores.accounts.setRole(site.id, moderator.id, { role: 'admin', byId: null })
      const step = (id: string) => stores.accounts.setRole(site.id, id, { role: 'reader', byId: null })
      expect((await Promise.all([step(admin.id), step(moderator.id)])).sort()).toEqual([
        'applied',
        'last-admin',
      ])
    })
  })

  describe('erasing', () => {
    const world = freshWorld(open)

    it('can be taken back until its time, ends the other sessions at once, and is not for the desk', async () => {
      const { stores, site, moderator } = world()
      const { account } = await aPerson(world())
      const [kept] = [await withSession(world(), account.id), await withSession(world(), account.id)]
      const wish = { erasureAt: T0 + DAY, keepSessionId: kept.id }
      expect(await stores.accounts.requestErasure(site.id, moderator.id, wish)).toBe('stale')
      expect(await stores.accounts.requestErasure(site.id, account.id, wish)).toBe('applied')
      expect(await stores.accounts.sessions(site.id, account.id)).toEqual([kept])
      expect(await stores.accounts.dueErasures(T0 + DAY - 1, 10)).toEqual([])
      expect(await stores.accounts.dueErasures(T0 + DAY, 10)).toEqual([
        { siteId: site.id, accountId: account.id },
      ])
      expect(await stores.accounts.cancelErasure(site.id, account.id, T0 + DAY)).toBe('stale')
      expect(await stores.accounts.cancelErasure(site.id, account.id, T0 + DAY - 1)).toBe('applied')
      expect(await stores.accounts.dueErasures(T0 + 2 * DAY, 10)).toEqual([])
    })

    it('leaves rows without name and text, counts that are right, and no open case', async () => {
      const { stores, site, article, reader } = world()
      const { account, identity } = await aPerson(world())
      const published = { state: 'published', publishedAt: T0 } as const
      const top = await submitted(world(), { ...published, body: 'Answered', accountId: account.id })
      const reply = await submitted(world(), { ...published, parentId: top.id, body: 'By another' })
      const answer = await submitted(world(), {
        ...published,
        parentId: top.id,
        body: 'By the same',
        accountId: account.id,
      })
      const waiting = await submitted(world(), { state: 'pending', accountId: account.id })
      const waitingCase = await openCaseOf(world(), waiting)
      await withSession(world(), account.id, identity)
      const before = await stores.articles.byId(article.id)
      const erased = await stores.accounts.erase(site.id, account.id, T0 + 5)
      expect(erased).toEqual({ articleIds: [article.id] })
      expect(await stores.accounts.erase(site.id, account.id, T0 + 6)).toBeNull()

      expect(await stores.accounts.byIdentity(site.id, identity)).toBeNull()
      expect(await stores.accounts.sessions(site.id, account.id)).toEqual([])
      expect(await stores.accounts.byId(site.id, account.id)).toMatchObject({
        displayName: '–',
        erasedAt: T0 + 5,
      })
      for (const { id } of [top, answer, waiting])
        expect(await stores.comments.byId(site.id, id)).toMatchObject({
          state: 'purged',
          body: '',
          authorName: '',
        })
      expect(await stores.comments.byId(site.id, reply.id)).toMatchObject({
        body: 'By another',
        accountId: reader.id,
      })
      const after = await stores.articles.byId(article.id)
      expect(after?.commentCount).toBe((before?.commentCount ?? 0) - 2)
      expect(after?.revision).toBeGreaterThan(before?.revision ?? 0)
      const page = await stores.comments.page(article.id, { sort: 'newest', after: null, limit: 20 })
      expect(page.items.map(({ comment, replies }) => [comment.id, replies.map(({ id }) => id)])).toEqual([
        [top.id, [reply.id]],
      ])
      const open = await stores.moderation.queue(site.id, {
        order: 'oldest',
        filter: 'all',
        now: T0,
        limit: 10,
      })
      expect(open.map(({ caseFile }) => caseFile.id)).not.toContain(waitingCase)
    })
  })
}
