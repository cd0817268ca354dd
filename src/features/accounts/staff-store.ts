import type { Account, FactorProof, Session, StaffFactor, StaffInvitation, StaffMember } from './model.ts'

type Outcome = 'applied' | 'stale'

/** Everything that an enrolment changes, at its end. */
export interface Enrolment {
  attemptId: string
  invitationId: string
  /** Of the cookie that claimed the invitation. */
  browserHash: string
  /** Written as it is when the identity has no account yet; else only its id counts. */
  account: Account
  factor: StaffFactor
  codeHashes: readonly string[]
  session: Session
  now: number
}

/**
 * The desk's ways in. An invitation is usable while it is unused, in its time, and made by the operator or by
 * somebody who is still an admin of the site.
 */
export interface StaffStore {
  insertInvitation(invitation: StaffInvitation): Promise<void>
  /** While its maker is an admin of the site, else `null`. The one of the same token that was there before stays. */
  invite(invitation: StaffInvitation & { invitedById: string }): Promise<StaffInvitation | null>
  /**
   * The sandbox's link: uses it up and inserts the session of the account that it names, in one step; `null` when
   * the link is unknown, used, expired or names nobody.
   */
  openConsole(
    tokenHash: string,
    now: number,
    session: (holder: { siteId: string; accountId: string }) => Session,
  ): Promise<{ session: Session; account: Account } | null>
  /** Ties a usable invitation that names no account to one browser, once. `null` when that cannot be. */
  claimInvitation(
    tokenHash: string,
    claim: { browserHash: string; now: number },
  ): Promise<StaffInvitation | null>
  /** The usable invitation that this browser claimed. */
  claimedInvitation(browserHash: string, now: number): Promise<StaffInvitation | null>
  /** Usable ones that name no account, newest first. */
  openInvitations(siteId: string, now: number): Promise<StaffInvitation[]>
  /** From now on it is used. `stale`: it is not open any more. `missing`: the site has none like it. */
  withdrawInvitation(siteId: string, id: string, now: number): Promise<Outcome | 'missing'>
  /**
   * Attempt, invitation, account, role, second factor, recovery codes and session in one step; older sessions of
   * the account end. `stale`: attempt or invitation is over, or the identity's account is another one or about to
   * be erased. `already-staff`: a colleague's invitation replaces no second factor. `last-admin`: the role would
   * take the last one away.
   */
  enrol(enrolment: Enrolment): Promise<Outcome | 'already-staff' | 'last-admin'>

  factor(siteId: string, accountId: string): Promise<StaffFactor | null>
  /**
   * Counts a try before its code is looked at, so that many at once are not more than a few. The last one that is
   * left locks the factor until `now + lockMs`; {@link passFactor} opens it again. `null` when locked or not there.
   */
  takeTry(
    siteId: string,
    accountId: string,
    limit: { now: number; tries: number; lockMs: number },
  ): Promise<StaffFactor | null>
  /**
   * `done` → `redeemed` with the session, for a proof that was never used; forgets the wrong codes.
   * `used`: the step or recovery code is gone. `stale`: the attempt is over, or the person is not of the desk.
   */
  passFactor(
    attemptId: string,
    pass: { proof: FactorProof; now: number; session: Session },
  ): Promise<Outcome | 'used'>
  /** Replaces all recovery codes for a step that was never used; `stale` when it was. */
  renewRecoveryCodes(
    siteId: string,
    accountId: string,
    renewal: { step: number; codeHashes: readonly string[] },
  ): Promise<Outcome>
  recoveryCodesLeft(siteId: string, accountId: string): Promise<number>

  /** Everybody with a role above `reader`, oldest first. */
  desk(siteId: string): Promise<StaffMember[]>
  /**
   * Takes factor, codes and sessions from a person of the desk and keeps the invitation by which they enrol again.
   * With one of the same token there, nothing is taken. `missing`: nobody of the desk. `not-allowed`: the inviter is
   * no admin (any more).
   */
  resetFactor(
    siteId: string,
    accountId: string,
    invitation: StaffInvitation,
  ): Promise<StaffInvitation | 'missing' | 'not-allowed'>
}
