import type { DeletionRequest, IdentityKey, Role } from './model.ts'

/** What one request changed: an identity may be known on several sites. */
export interface Deleted {
  /** The identity was their only one. `isLastAdmin`: nobody of that site can give a role any more. */
  erased: readonly {
    siteId: string
    accountId: string
    role: Role
    isLastAdmin: boolean
    /** Articles that look different now. */
    articleIds: readonly string[]
  }[]
  /** They keep another identity, and lost this one with its sessions. */
  unlinked: readonly { siteId: string; accountId: string }[]
}

/** What a provider may ask for on behalf of one of its people, on every site of the installation. */
export interface DeletionStore {
  /**
   * Ends the sessions that this identity opened until `until`, and the logins that it had begun; answers how many
   * sessions ended. What was opened later comes from a new consent.
   */
  endLoginsOf(identity: IdentityKey, until: number): Promise<number>
  /**
   * Takes the identity off every account, with its sessions and begun logins; an account without another identity
   * is erased. `null` when there is a request with this code already: then nothing is touched.
   */
  deleteIdentity(
    identity: IdentityKey,
    request: Omit<DeletionRequest, 'erased' | 'unlinked'>,
  ): Promise<Deleted | null>
  deletionRequest(codeHash: string): Promise<DeletionRequest | null>
  /** Forgets requests older than this; answers how many went. */
  purgeDeletionRequests(before: number): Promise<number>
}
