import { describe, expect, it } from 'vitest'
import type { IdentityKey } from '../../../src/features/accounts/model.ts'
import { anAccount, anIdentity, aSite, nextId, submitted, T0, type World } from '../../support/storage.ts'
import { freshWorld, type Open } from './open.ts'

const request = (codeHash: string, requestedAt = T0) =>
  ({ codeHash, provider: 'facebook', appId: 'app', requestedAt }) as const

async function member({ stores, site }: World, identity: IdentityKey, siteId = site.id) {
  const account = anAccount(siteId)
  await stores.accounts.insert(account, identity)
  const tokenHash = nextId()
  await stores.accounts.insertSession({
    id: nextId(),
    kind: 'reader',
    tokenHash,
    siteId,
    accountId: account.id,
    articleId: null,
    identity,
    agent: '',
    createdAt: T0,
    lastSeenAt: T0,
    expiresAt: T0 + 1_000,
  })
  return { account, tokenHash }
}

export function deletionStoreContract(open: Open): void {
  describe('a provider’s request to delete', () => {
    const world = freshWorld(open)

    it('is carried out once per code, on every site, and remembered with its figures', async () => {
      const { stores } = world()
      const elsewhere = aSite()
      await stores.sites.insert(elsewhere)
      const identity = anIdentity()
      const here = await member(world(), identity)
      const there = await member(world(), identity, elsewhere.id)
      const comment = await submitted(world(), { accountId: here.account.id })
      const both = await Promise.all(
        [1, 2].map(() => stores.accounts.deleteIdentity(identity, request('code'))),
      )
      expect(both[1]).toBeNull()
      const ids = both[0]?.erased.map(({ accountId }) => accountId)
      expect(ids?.sort()).toEqual([here.account.id, there.account.id].sort())
      expect(both[0]?.erased.flatMap(({ articleIds }) => articleIds)).toEqual([comment.articleId])
      expect(await stores.accounts.deletionRequest('code')).toEqual({
        ...request('code'),
        erased: 2,
        unlinked: 0,
      })
      expect(await stores.accounts.session(there.tokenHash)).toBeNull()
    })

    it('leaves an account that has another identity, and every other person', async () => {
      const { stores, site } = world()
      const [identity, second] = [anIdentity(), anIdentity()]
      const { account, tokenHash } = await member(world(), identity)
      const attempt = { accountId: account.id, now: T0 }
      await stores.accounts.insertAttempt({
        id: 'linking',
        siteId: site.id,
        purpose: 'link',
        articleId: null,
        decisionId: null,
        provider: 'x',
        flow: 'page',
        stateHash: 'state',
        browserHash: 'browser',
        verifier: 'verifier',
        redeemHash: null,
        draft: '',
        parentId: null,
        language: 'en',
        status: 'consent-needed',
        failure: null,
        retryAt: null,
        identity: second,
        suggestedName: '',
        accountId: null,
        linkAccountId: account.id,
        invitationId: null,
        createdAt: T0,
        expiresAt: T0 + 1_000,
        doneAt: null,
      })
      expect(await stores.accounts.linkAttempt('linking', attempt)).toBe('applied')
      expect(await stores.accounts.deleteIdentity(identity, request('code'))).toEqual({
        erased: [],
        unlinked: [{ siteId: site.id, accountId: account.id }],
      })
      expect(await stores.accounts.byIdentity(site.id, second)).toEqual(account)
      expect(await stores.accounts.session(tokenHash)).toBeNull()
      expect(await stores.accounts.deletionRequest('code')).toMatchObject({ erased: 0, unlinked: 1 })
      expect(await stores.accounts.byId(site.id, world().reader.id)).toEqual(world().reader)
    })

    it('is forgotten when it is old enough', async () => {
      const { stores } = world()
      await stores.accounts.deleteIdentity(anIdentity(), request('old'))
      await stores.accounts.deleteIdentity(anIdentity(), request('new', T0 + 1))
      expect(await stores.accounts.purgeDeletionRequests(T0)).toBe(1)
      expect(await stores.accounts.deletionRequest('old')).toBeNull()
      expect(await stores.accounts.deletionRequest('new')).not.toBeNull()
    })
  })

  describe('a removed app', () => {
    const world = freshWorld(open)

    it('ends what its identity opened until then, and counts it', async () => {
      const { stores } = world()
      const [identity, other] = [anIdentity(), anIdentity()]
      const mine = await member(world(), identity)
      const others = await member(world(), other)
      expect(await stores.accounts.endLoginsOf(identity, T0 - 1)).toBe(0)
      expect(await stores.accounts.endLoginsOf(identity, T0)).toBe(1)
      expect(await stores.accounts.session(mine.tokenHash)).toBeNull()
      expect(await stores.accounts.session(others.tokenHash)).not.toBeNull()
    })
  })

  describe('what the checks saw', () => {
    const world = freshWorld(open)

    it('is forgotten when it is old enough', async () => {
      const { stores } = world()
      await submitted(world())
      expect(await stores.comments.purgeScreenings(T0 - 1)).toBe(0)
      expect(await stores.comments.purgeScreenings(T0)).toBe(1)
    })
  })
}
