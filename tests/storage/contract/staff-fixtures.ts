import { expect } from 'vitest'
import type {
  Account,
  IdentityKey,
  LoginAttempt,
  Session,
  StaffFactor,
  StaffInvitation,
} from '../../../src/features/accounts/model.ts'
import type { Enrolment } from '../../../src/features/accounts/staff-store.ts'
import { HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { anAccount, anIdentity, nextId, T0, type World } from '../../support/storage.ts'

export function anInvitation({ site }: World, change: Partial<StaffInvitation> = {}): StaffInvitation {
  return {
    id: nextId(),
    tokenHash: nextId(),
    siteId: site.id,
    role: 'senior',
    accountId: null,
    invitedById: null,
    renewsId: null,
    browserHash: null,
    createdAt: T0,
    expiresAt: T0 + HOUR,
    usedAt: null,
    ...change,
  }
}

export function anAttempt({ site }: World, change: Partial<LoginAttempt>): LoginAttempt {
  return {
    id: nextId(),
    siteId: site.id,
    purpose: 'staff',
    articleId: null,
    decisionId: null,
    provider: 'x',
    flow: 'page',
    stateHash: nextId(),
    browserHash: 'browser',
    verifier: 'verifier',
    redeemHash: null,
    draft: '',
    parentId: null,
    language: 'en',
    status: 'done',
    failure: null,
    retryAt: null,
    identity: anIdentity(),
    suggestedName: '',
    accountId: null,
    linkAccountId: null,
    invitationId: null,
    createdAt: T0,
    expiresAt: T0 + 10 * MINUTE,
    doneAt: T0,
    ...change,
  }
}

export function aSession({ site }: World, accountId: string): Session {
  return {
    id: nextId(),
    kind: 'staff',
    tokenHash: nextId(),
    siteId: site.id,
    accountId,
    articleId: null,
    identity: null,
    agent: '',
    createdAt: T0,
    lastSeenAt: T0,
    expiresAt: T0 + 12 * HOUR,
  }
}

export function aFactor({ siteId, id }: Account, change: Partial<StaffFactor> = {}): StaffFactor {
  return {
    accountId: id,
    siteId,
    secret: 'sealed',
    lastStep: 100,
    failures: 0,
    lockedUntil: 0,
    createdAt: T0,
    ...change,
  }
}

/** A claimed invitation with an attempt of its browser, and what its end would write. */
export async function anEnrolment(
  world: World,
  change: {
    invitation?: Partial<StaffInvitation>
    known?: { account: Account; identity: IdentityKey }
  } = {},
): Promise<Enrolment> {
  const { stores, site } = world
  const invitation = anInvitation(world, { browserHash: nextId(), ...change.invitation })
  await stores.accounts.insertInvitation(invitation)
  const { known } = change
  const attempt = anAttempt(world, {
    purpose: 'enrol',
    invitationId: invitation.id,
    identity: known?.identity ?? anIdentity(),
    status: known ? 'done' : 'name-needed',
    accountId: known?.account.id ?? null,
  })
  await stores.accounts.insertAttempt(attempt)
  const account = known?.account ?? anAccount(site.id)
  return {
    attemptId: attempt.id,
    invitationId: invitation.id,
    browserHash: invitation.browserHash ?? '',
    account,
    factor: aFactor(account),
    codeHashes: ['one', 'two'],
    session: aSession(world, account.id),
    now: T0,
  }
}

/** Somebody of the desk with a factor and two recovery codes. */
export async function enrolled(world: World): Promise<Account> {
  const enrolment = await anEnrolment(world)
  expect(await world.stores.accounts.enrol(enrolment)).toBe('applied')
  return enrolment.account
}
