import { describe, expect, it } from 'vitest'
import type { LoginAttempt, ProviderLogin, ProviderState } from '../../../src/features/accounts/model.ts'
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { anAttempt } from '../../support/attempts.ts'
import { anIdentity, nextId, T0 } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const LOGIN: ProviderLogin = { provider: 'x', appId: 'app', month: '2026-01' }
const MARK: ProviderState = { provider: 'x', appId: 'app', failure: 'capped', since: T0, until: T0 + HOUR }

/** What signing in leaves beside an attempt: marks and counts of providers, the paper's keys and tokens. */
export function signInStoreContract(open: Open): void {
  const world = freshWorld(open)

  async function attempt(change: Partial<LoginAttempt>): Promise<LoginAttempt> {
    const made = anAttempt(world(), change)
    await world().stores.accounts.insertAttempt(made)
    return made
  }

  function found(change: { status?: 'name-needed'; login?: ProviderLogin } = {}) {
    const rest = { identity: anIdentity(), suggestedName: '', accountId: null, now: T0 }
    return { status: 'name-needed' as const, login: LOGIN, ...rest, ...change }
  }

  describe('providers', () => {
    it('a failed login marks its provider in the same step, and only if it was open', async () => {
      const { accounts } = world().stores
      const { id } = await attempt({ status: 'exchanging' })
      await accounts.failAttempt(id, 'capped', null, { state: MARK })
      expect(await accounts.providerStates()).toEqual([MARK])
      const later = { ...MARK, failure: 'out-of-credit' as const, since: T0 + 1, until: T0 + DAY }
      await accounts.failAttempt(id, 'out-of-credit', null, { state: later, login: LOGIN })
      expect(await accounts.providerStates()).toEqual([MARK])
      const next = await attempt({ status: 'exchanging' })
      await accounts.failAttempt(next.id, 'out-of-credit', null, { state: later, login: LOGIN })
      expect(await accounts.providerStates()).toEqual([{ ...later, since: T0 }])
      expect(await accounts.providerUsage(world().site.id, ['2026-01'])).toEqual([
        { provider: 'x', month: '2026-01', logins: 1 },
      ])
    })

    it('a login that works unmarks its own app alone and is counted once', async () => {
      const { accounts } = world().stores
      const other = { ...MARK, appId: 'another app' }
      for (const state of [MARK, other]) {
        await accounts.failAttempt((await attempt({})).id, 'capped', null, { state })
      }
      const { id } = await attempt({ status: 'exchanging' })
      const answers = await Promise.all([found(), found()].map((one) => accounts.identifyAttempt(id, one)))
      expect(answers).toEqual(['applied', 'stale'])
      expect(await accounts.providerStates()).toEqual([other])
      const february = await attempt({ status: 'exchanging' })
      await accounts.identifyAttempt(february.id, found({ login: { ...LOGIN, month: '2026-02' } }))
      const { id: siteId } = world().site
      expect(await accounts.providerUsage(siteId, ['2026-01', '2025-12'])).toEqual([
        { provider: 'x', month: '2026-01', logins: 1 },
      ])
      expect(await accounts.providerUsage('another site', ['2026-01'])).toEqual([])
    })
  })

  describe('the paper’s own sign-on', () => {
    const aKey = () => ({ id: nextId(), siteId: world().site.id, createdAt: T0, endedAt: null })
    const said = (jti: string) => ({
      identity: anIdentity({ provider: 'paper' }),
      suggestedName: 'Ada',
      jti,
      tokenUntil: T0 + MINUTE,
      now: T0,
    })

    it('holds two live keys, however many ask at once; an ended one makes room', async () => {
      const { accounts } = world().stores
      const keys = [aKey(), aKey(), aKey()]
      const answers = await Promise.all(keys.map((key) => accounts.addSignOnKey(key, 2)))
      expect(answers).toEqual(['applied', 'applied', 'full'])
      const [first, second] = keys
      const { id: siteId } = world().site
      expect(await accounts.endSignOnKey('another site', first?.id ?? '', T0 + 1)).toBe('missing')
      expect(await accounts.endSignOnKey(siteId, first?.id ?? '', T0 + 1)).toBe('applied')
      expect(await accounts.endSignOnKey(siteId, first?.id ?? '', T0 + 2)).toBe('missing')
      expect(await accounts.signOnKeys(siteId)).toEqual([{ ...first, endedAt: T0 + 1 }, second])
      expect(await accounts.addSignOnKey(aKey(), 2)).toBe('applied')
    })

    it('a token is used once; what used it in vain stays as it was', async () => {
      const { accounts } = world().stores
      const [one, two] = [await attempt({ provider: 'paper' }), await attempt({ provider: 'paper' })]
      const answers = await Promise.all(
        [one, two].map(({ id }) => accounts.assertAttempt(id, said('same-jti'))),
      )
      expect(answers).toEqual(['applied', 'used'])
      expect((await accounts.attempt(two.id))?.status).toBe('started')
      expect(await accounts.assertAttempt(one.id, said('another-jti'))).toBe('stale')
      // What came too late has not used its token up.
      expect(await accounts.assertAttempt(two.id, said('another-jti'))).toBe('applied')
    })

    it('only an attempt that the paper spoke for is claimed from there, by its own browser', async () => {
      const { accounts } = world().stores
      const { id, stateHash, browserHash } = await attempt({ provider: 'paper' })
      expect((await accounts.startedAttempt(stateHash, T0))?.id).toBe(id)
      const claim = (change: { browserHash?: string } = {}) =>
        accounts.claimState({ stateHash, browserHash, now: T0, from: 'asserted', ...change })
      expect(await claim()).toBeNull()
      await accounts.assertAttempt(id, said('a-jti'))
      expect(await accounts.startedAttempt(stateHash, T0)).toBeNull()
      expect(await accounts.claimState({ stateHash, browserHash, now: T0 })).toBeNull()
      expect(await claim({ browserHash: 'another' })).toBeNull()
      const claimed = await Promise.all([claim(), claim()])
      expect(claimed.map((row) => row?.suggestedName)).toEqual(['Ada', undefined])
    })

    it('forgets a token when its age alone refuses it', async () => {
      const { accounts } = world().stores
      await accounts.assertAttempt((await attempt({ provider: 'paper' })).id, said('old-jti'))
      await accounts.purgeExpired(T0 + MINUTE - 1)
      const again = await attempt({ provider: 'paper' })
      expect(await accounts.assertAttempt(again.id, said('old-jti'))).toBe('used')
      await accounts.purgeExpired(T0 + MINUTE)
      expect(await accounts.assertAttempt(again.id, said('old-jti'))).toBe('applied')
    })
  })
}
