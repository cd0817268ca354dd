import { describe, expect, it } from 'vitest'
import type { Account, StaffInvitation } from '../../../src/features/accounts/model.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { anAccount, anIdentity, aSite, nextId, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'
import { anEnrolment, anInvitation, aSession, enrolled } from './staff-fixtures.ts'

export function staffStoreContract(open: Open): void {
  describe('staff', () => {
    const world = freshWorld(open)

    async function anAdmin(change: Partial<Account> = {}): Promise<Account> {
      const admin = anAccount(world().site.id, { role: 'admin', ...change })
      await world().stores.accounts.insert(admin, null)
      return admin
    }

    it('ties an invitation to one browser, in its time', async () => {
      const { stores, moderator } = world()
      const invitation = anInvitation(world())
      await stores.accounts.insertInvitation(invitation)
      const claim = (browserHash: string, now = T0) =>
        stores.accounts.claimInvitation(invitation.tokenHash, { browserHash, now })
      expect(await claim('late', invitation.expiresAt)).toBeNull()
      const claimed = { ...invitation, browserHash: 'mine' }
      expect(await Promise.all([claim('mine'), claim('theirs')])).toEqual([claimed, null])
      expect(await stores.accounts.claimedInvitation('mine', T0)).toEqual(claimed)
      expect(await stores.accounts.claimedInvitation('mine', invitation.expiresAt)).toBeNull()
      expect(await stores.accounts.claimedInvitation('theirs', T0)).toBeNull()
      const named = anInvitation(world(), { accountId: moderator.id })
      await stores.accounts.insertInvitation(named)
      expect(await stores.accounts.claimInvitation(named.tokenHash, { browserHash: 'x', now: T0 })).toBeNull()
    })

    it('counts an invitation only while its maker is an admin', async () => {
      const { stores, site, moderator } = world()
      const [admin, other] = [await anAdmin(), await anAdmin()]
      expect(await stores.accounts.invite({ ...anInvitation(world()), invitedById: moderator.id })).toBeNull()
      const invitation = { ...anInvitation(world()), invitedById: admin.id }
      expect(await stores.accounts.invite(invitation)).toEqual(invitation)
      expect(await stores.accounts.invite({ ...invitation, id: nextId() })).toEqual(invitation)
      expect(await stores.accounts.openInvitations(site.id, T0)).toEqual([invitation])
      expect(await stores.accounts.openInvitations('elsewhere', T0)).toEqual([])
      await stores.accounts.setRole(site.id, admin.id, { role: 'senior', byId: other.id })
      expect(await stores.accounts.openInvitations(site.id, T0)).toEqual([])
      expect(
        await stores.accounts.claimInvitation(invitation.tokenHash, { browserHash: 'b', now: T0 }),
      ).toBeNull()
    })

    it('withdraws an open invitation of the same site, once', async () => {
      const { stores, site } = world()
      const { id } = anInvitation(world())
      await stores.accounts.insertInvitation(anInvitation(world(), { id }))
      expect(await stores.accounts.withdrawInvitation('elsewhere', id, T0)).toBe('missing')
      expect(await stores.accounts.withdrawInvitation(site.id, id, T0)).toBe('applied')
      expect(await stores.accounts.withdrawInvitation(site.id, id, T0)).toBe('stale')
    })

    it('enrols somebody new in one step, once', async () => {
      const { stores, site } = world()
      const enrolment = await anEnrolment(world())
      const { account, session } = enrolment
      const again = { ...enrolment, session: aSession(world(), account.id) }
      expect(await Promise.all([stores.accounts.enrol(enrolment), stores.accounts.enrol(again)])).toEqual([
        'applied',
        'stale',
      ])
      expect((await stores.accounts.session(session.tokenHash))?.account).toEqual({
        ...account,
        role: 'senior',
      })
      expect(await stores.accounts.session(again.session.tokenHash)).toBeNull()
      expect(await stores.accounts.factor(site.id, account.id)).toEqual(enrolment.factor)
      expect(await stores.accounts.recoveryCodesLeft(site.id, account.id)).toBe(2)
      expect(await stores.accounts.openInvitations(site.id, T0)).toEqual([])
      expect((await stores.accounts.attempt(enrolment.attemptId))?.status).toBe('redeemed')
    })

    it.each([
      ['another browser', { browserHash: 'theirs' }],
      ['after its time', { now: T0 + HOUR }],
      ['of an attempt that is not there', { attemptId: '018f0000-0000-7000-8000-000000000000' }],
    ])('changes nothing for %s', async (_, change) => {
      const { stores, site } = world()
      const enrolment = { ...(await anEnrolment(world())), ...change }
      expect(await stores.accounts.enrol(enrolment)).toBe('stale')
      expect(await stores.accounts.byId(site.id, enrolment.account.id)).toBeNull()
      expect(await stores.accounts.factor(site.id, enrolment.account.id)).toBeNull()
      expect((await stores.accounts.attempt((await anEnrolment(world())).attemptId))?.status).toBe(
        'name-needed',
      )
    })

    it('changes nothing for an attempt of another invitation', async () => {
      const { stores } = world()
      const [enrolment, other] = [await anEnrolment(world()), await anEnrolment(world())]
      expect(await stores.accounts.enrol({ ...enrolment, attemptId: other.attemptId })).toBe('stale')
      expect(await stores.accounts.enrol(enrolment)).toBe('applied')
    })

    it('gives a reader the role, but nobody whose erasure waits or whose identity became another’s', async () => {
      const { stores, site } = world()
      const reader = { account: anAccount(site.id), identity: anIdentity() }
      await stores.accounts.insert(reader.account, reader.identity)
      expect(await stores.accounts.enrol(await anEnrolment(world(), { known: reader }))).toBe('applied')
      expect((await stores.accounts.byId(site.id, reader.account.id))?.role).toBe('senior')
      const leaving = { account: anAccount(site.id), identity: anIdentity() }
      await stores.accounts.insert(leaving.account, leaving.identity)
      await stores.accounts.requestErasure(site.id, leaving.account.id, {
        erasureAt: T0 + DAY,
        keepSessionId: '',
      })
      expect(await stores.accounts.enrol(await anEnrolment(world(), { known: leaving }))).toBe('stale')
      const enrolment = await anEnrolment(world())
      const { identity } = (await stores.accounts.attempt(enrolment.attemptId)) ?? {}
      await stores.accounts.insert(anAccount(site.id), identity ?? null)
      expect(await stores.accounts.enrol(enrolment)).toBe('stale')
    })

    it('replaces a second factor by the operator’s link alone, and never takes the last admin away', async () => {
      const { stores, site } = world()
      const admin = { account: anAccount(site.id, { role: 'admin' }), identity: anIdentity() }
      await stores.accounts.insert(admin.account, admin.identity)
      const first = await anEnrolment(world(), { known: admin, invitation: { role: 'admin' } })
      expect(await stores.accounts.enrol(first)).toBe('applied')
      const other = await anAdmin()
      const byColleague = { role: 'admin', invitedById: other.id } as const
      expect(
        await stores.accounts.enrol(await anEnrolment(world(), { known: admin, invitation: byColleague })),
      ).toBe('already-staff')
      await stores.accounts.setRole(site.id, other.id, { role: 'senior', byId: null })
      expect(await stores.accounts.enrol(await anEnrolment(world(), { known: admin }))).toBe('last-admin')
      expect(await stores.accounts.session(first.session.tokenHash)).not.toBeNull()
      expect(
        await stores.accounts.enrol(
          await anEnrolment(world(), { known: admin, invitation: { role: 'admin' } }),
        ),
      ).toBe('applied')
      expect(await stores.accounts.session(first.session.tokenHash)).toBeNull()
    })

    it('lists the desk with its factors and the last that was seen of each', async () => {
      const { stores, site, moderator } = world()
      const enrolment = await anEnrolment(world())
      await stores.accounts.enrol(enrolment)
      await stores.accounts.touchSession(enrolment.session.id, T0 + HOUR)
      const account = { ...enrolment.account, role: 'senior' }
      expect(await stores.accounts.desk(site.id)).toEqual([
        { account: moderator, enrolledAt: null, lastSeenAt: null },
        { account, enrolledAt: T0, lastSeenAt: T0 + HOUR },
      ])
      expect(await stores.accounts.desk('elsewhere')).toEqual([])
    })

    it('changes a role by an admin who is one, ends every session, and keeps the last admin', async () => {
      const { stores, site, reader, moderator } = world()
      const [admin, other] = [await anAdmin(), await anAdmin()]
      const session = aSession(world(), moderator.id)
      await stores.accounts.insertSession(session)
      const set = (id: string, role: Account['role'], byId = admin.id) =>
        stores.accounts.setRole(site.id, id, { role, byId })
      expect(await set(moderator.id, 'admin', moderator.id)).toBe('not-allowed')
      expect(await set(reader.id, 'admin')).toBe('missing')
      expect(await stores.accounts.setRole('elsewhere', moderator.id, { role: 'admin', byId: null })).toBe(
        'missing',
      )
      expect(await stores.accounts.session(session.tokenHash)).not.toBeNull()
      expect(await set(moderator.id, 'senior')).toBe('applied')
      expect(await stores.accounts.session(session.tokenHash)).toBeNull()
      // Each takes the other's role at the same instant: one stays.
      expect(await Promise.all([set(other.id, 'reader'), set(admin.id, 'reader', other.id)])).toEqual([
        'applied',
        'not-allowed',
      ])
      expect(await stores.accounts.setRole(site.id, admin.id, { role: 'senior', byId: null })).toBe(
        'last-admin',
      )
    })

    it('a person who leaves the desk keeps no second factor', async () => {
      const { stores, site } = world()
      const { id } = await enrolled(world())
      await stores.accounts.setRole(site.id, id, { role: 'reader', byId: null })
      expect(await stores.accounts.factor(site.id, id)).toBeNull()
      expect(await stores.accounts.recoveryCodesLeft(site.id, id)).toBe(0)
    })

    it('resets a factor: it, its codes and the sessions go, an invitation for the same role comes', async () => {
      const { stores, site, reader, moderator } = world()
      const admin = await anAdmin()
      const enrolment = await anEnrolment(world())
      await stores.accounts.enrol(enrolment)
      const { id } = enrolment.account
      const reset = (accountId: string, change: Partial<StaffInvitation> = {}) =>
        stores.accounts.resetFactor(
          site.id,
          accountId,
          anInvitation(world(), { invitedById: admin.id, ...change }),
        )
      expect(await reset(id, { invitedById: moderator.id })).toBe('not-allowed')
      expect(await reset(id, { role: 'admin' })).toBe('missing')
      expect(await reset(reader.id)).toBe('missing')
      expect(await stores.accounts.factor(site.id, id)).not.toBeNull()
      expect(await reset(id, { tokenHash: 'once' })).toMatchObject({ tokenHash: 'once' })
      expect(await stores.accounts.factor(site.id, id)).toBeNull()
      expect(await stores.accounts.recoveryCodesLeft(site.id, id)).toBe(0)
      expect(await stores.accounts.session(enrolment.session.tokenHash)).toBeNull()
      expect(await stores.accounts.openInvitations(site.id, T0)).toHaveLength(1)
    })

    it('keeps to its site', async () => {
      const { stores } = world()
      const other = aSite()
      await stores.sites.insert(other)
      const { id } = await enrolled(world())
      expect(await stores.accounts.factor(other.id, id)).toBeNull()
      expect(await stores.accounts.recoveryCodesLeft(other.id, id)).toBe(0)
      expect(await stores.accounts.renewRecoveryCodes(other.id, id, { step: 500, codeHashes: [] })).toBe(
        'stale',
      )
    })
  })
}
