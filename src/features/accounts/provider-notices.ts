import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { RETENTION } from '../retention.ts'
import { hmacSha256Hex, sha256Hex } from './crypto.ts'
import type { Deleted } from './deletion-store.ts'
import type { DeletionRequest, IdentityKey, ProviderName } from './model.ts'
import { CLOCK_SKEW_MS, type SignedRequest } from './providers/signed-request.ts'

/** A form that a provider's servers posted to one app. */
export interface ProviderNotice {
  provider: ProviderName
  /** The app's id in the address: only its own secret verifies the form. */
  appId: string
  signedRequest: string
}

/**
 * What a provider's servers may ask for, on behalf of one of its people.
 * @throws {Problem} `not-found` for an app that is not configured, `malformed-request`, and `not-allowed` for what
 * its secret did not sign within the hour
 */
export interface ProviderNotices {
  /** The person removed the app: what they opened with it ends here too. Account and comments stay. */
  deauthorize(notice: ProviderNotice): Promise<void>
  /**
   * The person wants the data gone that came from there. Answers the code that names this request; a second copy
   * gets the same one and changes nothing.
   */
  deleteData(notice: ProviderNotice): Promise<{ code: string }>
  /** What became of the request with this code; `null` for a code that nobody was given. */
  deletionRequest(code: string): Promise<DeletionRequest | null>
  /** Forgets old requests; answers how many went. */
  purgeDeletionRequests(): Promise<number>
}

/** 128 bits in hexadecimal digits: Meta asks for an alphanumeric code. */
const CODE_DIGITS = 32

export function createProviderNotices({
  stores,
  clock,
  providers,
  vault,
  events,
  log,
}: Ports): ProviderNotices {
  const store = stores.accounts

  async function verified({
    provider: name,
    appId,
    signedRequest,
  }: ProviderNotice): Promise<SignedRequest & { identity: IdentityKey }> {
    const provider = providers.get(name)
    if (!provider?.verifySignedRequest || provider.appId !== appId) throw new Problem('not-found')
    const outcome = await provider.verifySignedRequest(signedRequest, clock.now())
    if (!outcome.ok) {
      const { fault } = outcome
      log.warn({ provider: name, appId, fault }, 'a notice was refused: check the app secret and this clock')
      throw new Problem(fault === 'malformed' ? 'malformed-request' : 'not-allowed')
    }
    const { subject } = outcome.request
    return { ...outcome.request, identity: { provider: provider.identityProvider, appId, subject } }
  }

  return {
    async deauthorize(notice) {
      const { identity, issuedAt } = await verified(notice)
      // A copy that is sent again ends nothing that the person opened since.
      const ended = await store.endLoginsOf(identity, issuedAt + CLOCK_SKEW_MS)
      log.info({ provider: notice.provider, ended }, 'a person removed the app')
    },

    async deleteData(notice) {
      const { identity, payload } = await verified(notice)
      const { provider, appId } = notice
      const key = await vault.derive('deletion code')
      const code = (await hmacSha256Hex(key, `${provider} ${appId} ${payload}`)).slice(0, CODE_DIGITS)
      const request = { codeHash: await sha256Hex(code), provider, appId, requestedAt: clock.now() }
      const deleted = await store.deleteIdentity(identity, request)
      if (deleted) report(deleted)
      return { code }
    },

    async deletionRequest(code) {
      if (!/^[0-9a-f]{32}$/.test(code)) return null
      return store.deletionRequest(await sha256Hex(code))
    },

    purgeDeletionRequests: () => store.purgeDeletionRequests(clock.now() - RETENTION.deletionRequests.keptMs),
  }

  function report({ erased, unlinked }: Deleted): void {
    for (const { siteId, accountId, role, isLastAdmin, articleIds } of erased) {
      events.emit('account.erased', { siteId, articleIds })
      if (isLastAdmin)
        log.error(
          { siteId, accountId },
          'the LAST ADMIN of this site is gone: Facebook asked to delete their data. Invite another one on this machine.',
        )
      else if (role !== 'reader')
        log.warn(
          { siteId, accountId, role },
          'a person of the desk is gone: Facebook asked to delete their data',
        )
    }
    log.info({ erased: erased.length, unlinked: unlinked.length }, 'a data deletion request was carried out')
  }
}
