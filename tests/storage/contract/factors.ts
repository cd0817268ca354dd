import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'
import { anAttempt, aSession, enrolled } from './staff-fixtures.ts'

const LIMIT = { now: T0, tries: 5, lockMs: 15 * MINUTE }

export function factorStoreContract(open: Open): void {
  describe('second factors', () => {
    const world = freshWorld(open)

    it('counts tries before their codes are looked at, and locks with the last', async () => {
      const { stores, site } = world()
      const { id } = await enrolled(world())
      const take = (now = T0) => stores.accounts.takeTry(site.id, id, { ...LIMIT, now })
      const taken = await Promise.all(Array.from({ length: 9 }, () => take()))
      expect(taken.map((factor) => factor?.failures ?? null)).toEqual([1, 2, 3, 4, 5, null, null, null, null])
      expect(await take(T0 + LIMIT.lockMs - 1)).toBeNull()
      expect(await take(T0 + LIMIT.lockMs)).toMatchObject({ failures: 1, lockedUntil: 0 })
      expect(await stores.accounts.takeTry('elsewhere', id, LIMIT)).toBeNull()
    })

    it('passes a step once, and only forward', async () => {
      const { stores, site } = world()
      const { id } = await enrolled(world())
      const pass = async (step: number) => {
        const attempt = anAttempt(world(), { accountId: id })
        await stores.accounts.insertAttempt(attempt)
        const session = aSession(world(), id)
        const outcome = await stores.accounts.passFactor(attempt.id, { proof: { step }, now: T0, session })
        expect((await stores.accounts.session(session.tokenHash)) !== null).toBe(outcome === 'applied')
        expect((await stores.accounts.attempt(attempt.id))?.status).toBe(
          outcome === 'applied' ? 'redeemed' : 'done',
        )
        return outcome
      }
      expect(await pass(100)).toBe('used')
      await stores.accounts.takeTry(site.id, id, LIMIT)
      expect((await Promise.all([pass(101), pass(101)])).sort()).toEqual(['applied', 'used'])
      expect(await stores.accounts.factor(site.id, id)).toMatchObject({
        lastStep: 101,
        failures: 0,
        lockedUntil: 0,
      })
      expect(await pass(99)).toBe('used')
      expect(await pass(103)).toBe('applied')
    })

    it('passes a recovery code once, of its owner', async () => {
      const { stores } = world()
      const [{ id }, other] = [await enrolled(world()), await enrolled(world())]
      const pass = async (accountId: string, codeHash: string) => {
        const attempt = anAttempt(world(), { accountId })
        await stores.accounts.insertAttempt(attempt)
        const session = aSession(world(), accountId)
        return stores.accounts.passFactor(attempt.id, { proof: { codeHash }, now: T0, session })
      }
      expect(await Promise.all([pass(id, 'one'), pass(id, 'one')])).toEqual(['applied', 'used'])
      expect(await pass(id, 'never')).toBe('used')
      expect(await pass(other.id, 'one')).toBe('applied')
    })

    it('passes nothing for a reader, for another account’s attempt, or for an attempt of another purpose', async () => {
      const { stores, site, reader } = world()
      const [{ id }, other] = [await enrolled(world()), await enrolled(world())]
      const tries = [
        { attempt: anAttempt(world(), { accountId: reader.id }), accountId: reader.id },
        { attempt: anAttempt(world(), { accountId: other.id }), accountId: id },
        { attempt: anAttempt(world(), { accountId: id, purpose: 'reader' }), accountId: id },
        { attempt: anAttempt(world(), { accountId: id, status: 'redeemed' }), accountId: id },
        { attempt: anAttempt(world(), { accountId: id, expiresAt: T0 }), accountId: id },
      ]
      for (const { attempt, accountId } of tries) {
        await stores.accounts.insertAttempt(attempt)
        const session = aSession(world(), accountId)
        const pass = { proof: { step: 200 }, now: T0, session }
        expect(await stores.accounts.passFactor(attempt.id, pass)).toBe('stale')
      }
      expect((await stores.accounts.factor(site.id, id))?.lastStep).toBe(100)
    })

    it('renews recovery codes for a step that was never used', async () => {
      const { stores, site } = world()
      const { id } = await enrolled(world())
      const renew = (step: number) =>
        stores.accounts.renewRecoveryCodes(site.id, id, { step, codeHashes: ['a', 'b', 'c'] })
      expect(await renew(100)).toBe('stale')
      expect(await stores.accounts.recoveryCodesLeft(site.id, id)).toBe(2)
      expect(await renew(101)).toBe('applied')
      expect(await renew(101)).toBe('stale')
      expect(await stores.accounts.recoveryCodesLeft(site.id, id)).toBe(3)
    })
  })
}
