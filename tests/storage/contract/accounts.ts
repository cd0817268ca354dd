import { describe, expect, it } from 'vitest'
import type { Session, StaffInvitation } from '../../../src/features/accounts/model.ts'
import { DAY } from '../../../src/kernel/clock.ts'
import { anAttempt, EXPIRES } from '../../support/attempts.ts'
import { anAccount, anIdentity, nextId, T0, type World } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const LOGIN = { provider: 'x', appId: 'app', month: '2026-01' } as const

export function aSession({ site, reader }: World, change: Partial<Session> = {}): Session {
  return {
    id: nextId(),
    kind: 'reader',
    tokenHash: nextId(),
    siteId: site.id,
    accountId: reader.id,
    articleId: null,
    identity: null,
    agent: 'Firefox · Linux',
    createdAt: T0,
    lastSeenAt: T0,
    expiresAt: T0 + 90 * DAY,
    ...change,
  }
}

function anInvitation({ site }: World, change: Partial<StaffInvitation> = {}): StaffInvitation {
  return {
    id: nextId(),
    tokenHash: nextId(),
    siteId: site.id,
    role: 'moderator',
    accountId: null,
    invitedById: null,
    renewsId: null,
    browserHash: null,
    createdAt: T0,
    expiresAt: EXPIRES,
    usedAt: null,
    ...change,
  }
}

export function accountStoreContract(open: Open): void {
  describe('accounts', () => {
    const world = freshWorld(open)

    it('finds an account by id and by identity, on its own site only', async () => {
      const { stores, site } = world()
      const [account, identity] = [anAccount(site.id), anIdentity()]
      expect(await stores.accounts.insert(account, identity)).toBe('applied')
      expect(await stores.accounts.byId(site.id, account.id)).toEqual(account)
      expect(await stores.accounts.byId('elsewhere', account.id)).toBeNull()
      expect(await stores.accounts.byIdentity(site.id, identity)).toEqual(account)
      expect(await stores.accounts.byIdentity(site.id, { ...identity, appId: 'other' })).toBeNull()
    })

    it('makes no second account for an identity', async () => {
      const { stores, site } = world()
      const identity = anIdentity()
      const [first, second] = [anAccount(site.id), anAccount(site.id)]
      const outcomes = await Promise.all(
        [first, second].map((account) => stores.accounts.insert(account, identity)),
      )
      expect(outcomes).toEqual(['applied', 'duplicate'])
      expect(await stores.accounts.byId(site.id, second.id)).toBeNull()
    })

    it('answers a session with its account, moves it forward only, and ends it', async () => {
      const { stores, reader, site } = world()
      const session = aSession(world())
      await stores.accounts.insertSession(session)
      await stores.accounts.touchSession(session.id, T0 + 5)
      await stores.accounts.touchSession(session.id, T0 + 1)
      await stores.accounts.setLanguage(site.id, reader.id, 'ko')
      const account = { ...reader, language: 'ko' }
      const found = await stores.accounts.session(session.tokenHash)
      expect(found).toEqual({ session: { ...session, lastSeenAt: T0 + 5 }, account })
      await stores.accounts.endSession(session.tokenHash)
      expect(await stores.accounts.session(session.tokenHash)).toBeNull()
    })

    it('opens the console by a link once, and not after its time', async () => {
      const { stores, moderator } = world()
      const link = anInvitation(world(), { accountId: moderator.id })
      const session = aSession(world(), { kind: 'staff', accountId: moderator.id })
      await stores.accounts.insertInvitation(link)
      const enter = (now = T0) => stores.accounts.openConsole(link.tokenHash, now, () => session)
      expect((await Promise.all([enter(), enter()])).filter(Boolean)).toEqual([
        { session, account: moderator },
      ])
      const late = anInvitation(world(), { accountId: moderator.id })
      await stores.accounts.insertInvitation(late)
      expect(await stores.accounts.openConsole(late.tokenHash, EXPIRES, () => session)).toBeNull()
      const nobodys = anInvitation(world())
      await stores.accounts.insertInvitation(nobodys)
      expect(await stores.accounts.openConsole(nobodys.tokenHash, T0, () => session)).toBeNull()
    })
  })

  describe('a sign-in', () => {
    const world = freshWorld(open)

    it('takes a state once, from the same browser and in time', async () => {
      const { stores } = world()
      const attempt = anAttempt(world())
      const { stateHash, browserHash } = attempt
      await stores.accounts.insertAttempt(attempt)
      expect(await stores.accounts.attempt(attempt.id)).toEqual(attempt)
      const claim = (change: { browserHash?: string; now?: number } = {}) =>
        stores.accounts.claimState({ stateHash, browserHash, now: T0, ...change })
      expect(await claim({ browserHash: 'another' })).toBeNull()
      expect(await claim({ now: EXPIRES })).toBeNull()
      expect(await Promise.all([claim(), claim()])).toEqual([{ ...attempt, status: 'exchanging' }, null])
      expect(await stores.accounts.attemptOfState(stateHash)).toEqual({ ...attempt, status: 'exchanging' })
      expect(await stores.accounts.attemptOfState('of nobody')).toBeNull()
    })

    it('goes from a new identity by a name to an account, and only once', async () => {
      const { stores, site } = world()
      const identity = anIdentity()
      const attempt = anAttempt(world(), { status: 'exchanging' })
      await stores.accounts.insertAttempt(attempt)
      const found = {
        status: 'name-needed',
        identity,
        suggestedName: 'Ada',
        accountId: null,
        login: LOGIN,
        now: T0,
      } as const
      expect(await stores.accounts.identifyAttempt(attempt.id, found)).toBe('applied')
      expect(await stores.accounts.identifyAttempt(attempt.id, found)).toBe('stale')
      expect(await stores.accounts.attempt(attempt.id)).toMatchObject({
        status: 'name-needed',
        identity,
        doneAt: null,
      })
      const account = anAccount(site.id)
      const confirm = { account, now: T0 + 1 }
      expect(await stores.accounts.confirmAttempt(attempt.id, confirm)).toBe('applied')
      expect(await stores.accounts.confirmAttempt(attempt.id, confirm)).toBe('stale')
      const done = { status: 'done', accountId: account.id, doneAt: T0 + 1 }
      expect(await stores.accounts.attempt(attempt.id)).toMatchObject(done)
      expect(await stores.accounts.byIdentity(site.id, identity)).toEqual(account)
    })

    it('in a second tab ends with the account that the first one made', async () => {
      const { stores, site } = world()
      const identity = anIdentity()
      const tabs = [1, 2].map(() => anAttempt(world(), { status: 'name-needed', identity }))
      const accounts = tabs.map(() => anAccount(site.id))
      for (const [index, tab] of tabs.entries()) {
        await stores.accounts.insertAttempt(tab)
        const account = accounts[index] ?? anAccount(site.id)
        expect(await stores.accounts.confirmAttempt(tab.id, { account, now: T0 })).toBe('applied')
      }
      const ends = await Promise.all(tabs.map(({ id }) => stores.accounts.attempt(id)))
      expect(ends.map((end) => end?.accountId)).toEqual([accounts[0]?.id, accounts[0]?.id])
      expect(await stores.accounts.byId(site.id, accounts[1]?.id ?? '')).toBeNull()
    })

    it('is redeemed once, with its secret and in time', async () => {
      const { stores, reader } = world()
      const attempt = anAttempt(world(), { status: 'done', accountId: reader.id, doneAt: T0 })
      await stores.accounts.insertAttempt(attempt)
      const redeem = (redeemHash: string | null, doneSince: number, session = aSession(world())) =>
        stores.accounts.redeemAttempt(attempt.id, { redeemHash, doneSince, session })
      expect(await redeem('guess', T0)).toBe('stale')
      expect(await redeem(null, T0)).toBe('stale')
      expect(await redeem('secret', T0 + 1)).toBe('stale')
      const [first, second] = [aSession(world()), aSession(world())]
      const outcomes = await Promise.all([redeem('secret', T0, first), redeem('secret', T0, second)])
      expect(outcomes).toEqual(['applied', 'stale'])
      expect(await stores.accounts.session(first.tokenHash)).not.toBeNull()
      expect(await stores.accounts.session(second.tokenHash)).toBeNull()
    })

    it('on a page of its own is redeemed without a secret', async () => {
      const { stores, reader } = world()
      const done = { status: 'done', accountId: reader.id, doneAt: T0 } as const
      const attempt = anAttempt(world(), { ...done, flow: 'page', redeemHash: null })
      await stores.accounts.insertAttempt(attempt)
      const redeem = { redeemHash: null, doneSince: T0, session: aSession(world()) }
      expect(await stores.accounts.redeemAttempt(attempt.id, redeem)).toBe('applied')
    })

    it('whose cookie was refused changes its session for one of the page, once', async () => {
      const { stores, reader, article } = world()
      const attempt = anAttempt(world(), { status: 'done', accountId: reader.id, doneAt: T0 })
      await stores.accounts.insertAttempt(attempt)
      const refused = aSession(world())
      await stores.accounts.redeemAttempt(attempt.id, {
        redeemHash: 'secret',
        doneSince: T0,
        session: refused,
      })
      const page = () => aSession(world(), { kind: 'page', articleId: article.id })
      const exchange = (redeemHash: string, redeemedSince: number, session: Session) =>
        stores.accounts.exchangeForPage(attempt.id, { redeemHash, redeemedSince, session })
      expect(await exchange('guess', T0, page())).toBe('stale')
      expect(await exchange('secret', T0 + 1, page())).toBe('stale')
      const kept = page()
      expect(await Promise.all([exchange('secret', T0, kept), exchange('secret', T0, page())])).toEqual([
        'applied',
        'stale',
      ])
      expect(await stores.accounts.session(refused.tokenHash)).toBeNull()
      expect((await stores.accounts.session(kept.tokenHash))?.session).toEqual(kept)
    })

    it('that failed stays failed', async () => {
      const { stores, reader } = world()
      const attempt = anAttempt(world(), { status: 'exchanging' })
      await stores.accounts.insertAttempt(attempt)
      await stores.accounts.failAttempt(attempt.id, 'throttled', T0 + 9)
      await stores.accounts.failAttempt(attempt.id, 'capped', null)
      const found = {
        status: 'done',
        identity: anIdentity(),
        suggestedName: '',
        accountId: reader.id,
        login: LOGIN,
        now: T0,
      } as const
      expect(await stores.accounts.identifyAttempt(attempt.id, found)).toBe('stale')
      expect(await stores.accounts.attempt(attempt.id)).toMatchObject({
        status: 'failed',
        failure: 'throttled',
        retryAt: T0 + 9,
      })
    })

    it('ends where its person was erased, or took the login off, since it was looked up', async () => {
      const { stores, site } = world()
      const [gone, kept, left] = [anIdentity(), anIdentity(), anIdentity()]
      const [erased, person] = [anAccount(site.id), anAccount(site.id)]
      await stores.accounts.insert(erased, gone)
      await stores.accounts.insert(person, kept)
      const linking = anAttempt(world(), {
        ...{ status: 'consent-needed', purpose: 'link', linkAccountId: person.id, identity: left },
        ...{ articleId: null, flow: 'page', redeemHash: null, draft: '' },
      })
      await stores.accounts.insertAttempt(linking)
      await stores.accounts.linkAttempt(linking.id, { accountId: person.id, now: T0 })
      const back = [
        anAttempt(world(), { status: 'exchanging' }),
        anAttempt(world(), { status: 'exchanging' }),
      ]
      for (const attempt of back) await stores.accounts.insertAttempt(attempt)
      await stores.accounts.erase(site.id, erased.id, T0)
      expect(await stores.accounts.unlinkIdentity(site.id, person.id, left)).toBe('applied')
      const found = { status: 'done', suggestedName: '', login: LOGIN, now: T0 } as const
      for (const [at, [identity, account]] of [[gone, erased] as const, [left, person] as const].entries()) {
        const id = back[at]?.id ?? ''
        const known = { ...found, identity, accountId: account.id }
        expect(await stores.accounts.identifyAttempt(id, known)).toBe('stale')
        const session = aSession(world(), { accountId: account.id })
        const redeem = { redeemHash: 'secret', doneSince: T0, session }
        expect(await stores.accounts.redeemAttempt(id, redeem)).toBe('stale')
      }
    })

    it('is forgotten after its time, like links and sessions', async () => {
      const { stores } = world()
      await stores.accounts.insertAttempt(anAttempt(world()))
      await stores.accounts.insertSession(aSession(world(), { expiresAt: EXPIRES }))
      await stores.accounts.insertSession(aSession(world()))
      const link = anInvitation(world())
      await stores.accounts.insertInvitation(link)
      expect(await stores.accounts.purgeExpired(EXPIRES - 1)).toBe(0)
      expect(await stores.accounts.purgeExpired(EXPIRES)).toBe(2)
      // An attempt may point at an invitation that has just expired; it goes a day later.
      expect(await stores.accounts.purgeExpired(EXPIRES + DAY)).toBe(1)
    })
  })
}
