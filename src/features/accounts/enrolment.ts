import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { base32Text, otpAuthUri, randomToken, sha256Hex } from './crypto.ts'
import type { Login, LoginStarted, LoginStarter } from './login.ts'
import type { Account, LoginAttempt, ProviderName, StaffInvitation } from './model.ts'
import { createNaming } from './naming.ts'
import { CONSOLE_LINK_MS, newAccount, RECOVERY_CODES } from './rules.ts'
import {
  matchingStep,
  newRecoveryCode,
  pendingSecret,
  readCode,
  recoveryCodeHash,
  sealSecret,
} from './second-factor.ts'
import type { Sessions } from './sessions.ts'

/** An invited person whose identity is known, before anything has changed. */
export interface Enrolling {
  attempt: LoginAttempt
  invitation: StaffInvitation
  /** The identity's account at this site; `null`: one is made with the name that the person chooses. */
  account: Account | null
  /** For the authenticator app: as a text to type, and as the address in the QR code. */
  secret: { text: string; uri: string }
}

export interface EnrolmentAnswer {
  /** Of the cookie that claimed the invitation. */
  browserToken: string
  attemptId: string
  /** Of the cookie that ties the attempt to this browser. */
  attemptToken: string
  /** For a person without an account. */
  name: string
  code: string
  agent: string
}

/** How an invited person joins the desk. Nothing is changed before the last step, and then all at once. */
export interface Enrolments {
  /** The operator's own link, made on the machine: works once, for 30 minutes, and makes an admin where asked. */
  inviteByOperator(siteId: string, role: StaffInvitation['role']): Promise<string>
  /** Consumes an invitation's link and ties it to one browser. @throws {Problem} `invitation-expired` */
  claimInvitation(token: string): Promise<{ browserToken: string; invitation: StaffInvitation }>
  /** What this browser claimed. @throws {Problem} `invitation-expired` */
  claimedInvitation(browserToken: string): Promise<StaffInvitation>
  /** Off to a provider, to show who it is. @throws {Problem} `invitation-expired` */
  startEnrolment(browserToken: string, provider: ProviderName, language: Language): Promise<LoginStarted>
  /** @throws {Problem} `invitation-expired`, `attempt-expired`, `wrong-account` */
  enrolling(browserToken: string, attemptId: string, attemptToken: string): Promise<Enrolling>
  /**
   * The last step: role, second factor, recovery codes and session at once. The codes are shown this one time.
   * @throws {Problem} `code-wrong`, `name-…`, `invitation-expired`, `attempt-expired`, `wrong-account`,
   *   `already-staff`, `last-admin`
   */
  enrol(
    answer: EnrolmentAnswer,
  ): Promise<{ token: string; recoveryCodes: readonly string[]; language: Language }>
}

/** Fits a QR code that a phone reads from a screen. */
const LABEL_BYTES = 90

export function createEnrolments(
  { stores, clock, ids, events, vault }: Ports,
  { newSession }: Pick<Sessions, 'newSession'>,
  { begin, loginAttempt }: LoginStarter & Pick<Login, 'loginAttempt'>,
): Enrolments {
  const store = stores.accounts
  const chooseName = createNaming({ stores })

  async function claimed(browserToken: string): Promise<StaffInvitation & { browserHash: string }> {
    const browserHash = await sha256Hex(browserToken)
    const invitation = await store.claimedInvitation(browserHash, clock.now())
    if (!invitation) throw new Problem('invitation-expired')
    return { ...invitation, browserHash }
  }

  async function waiting(browserToken: string, attemptId: string, attemptToken: string) {
    const invitation = await claimed(browserToken)
    const attempt = await loginAttempt(attemptId, attemptToken)
    const isKnown = attempt.status === 'done' || attempt.status === 'name-needed'
    if (attempt.purpose !== 'enrol' || attempt.invitationId !== invitation.id || !isKnown)
      throw new Problem('attempt-expired')
    const { siteId, accountId, identity } = attempt
    if (invitation.renewsId !== null && invitation.renewsId !== accountId) throw new Problem('wrong-account')
    const account = accountId === null ? null : await store.byId(siteId, accountId)
    const secret = await pendingSecret(vault, invitation.id, invitation.browserHash)
    return { invitation, attempt, identity, account, secret }
  }

  /** The person's account, or the one that is written if the step succeeds. */
  async function accountFor(
    { siteId, language }: LoginAttempt,
    known: Account | null,
    name: string,
  ): Promise<Account> {
    if (known) return known
    const displayName = await chooseName(name, { siteId, accountId: null, isStaff: true })
    const person = { id: ids.next(), siteId, displayName, language, createdAt: clock.now() }
    return newAccount({ ...person, role: 'reader' })
  }

  return {
    async inviteByOperator(siteId, role) {
      const token = randomToken()
      const invitation = await newInvitation(token, ids.next(), clock.now(), CONSOLE_LINK_MS)
      await store.insertInvitation({ ...invitation, siteId, role, invitedById: null })
      events.emit('staff.acted', { siteId, act: 'invited', byId: null, accountId: null, role })
      return token
    },

    async claimInvitation(token) {
      const browserToken = randomToken()
      const claim = { browserHash: await sha256Hex(browserToken), now: clock.now() }
      const invitation = await store.claimInvitation(await sha256Hex(token), claim)
      if (!invitation) throw new Problem('invitation-expired')
      return { browserToken, invitation }
    },

    claimedInvitation: claimed,

    async startEnrolment(browserToken, provider, language) {
      const { id: invitationId, siteId } = await claimed(browserToken)
      return begin({ purpose: 'enrol', invitationId, siteId, provider, language })
    },

    async enrolling(browserToken, attemptId, attemptToken) {
      const { attempt, invitation, account, secret } = await waiting(browserToken, attemptId, attemptToken)
      const name = account?.displayName ?? (attempt.suggestedName || invitation.role)
      const site = await stores.sites.byId(attempt.siteId)
      const uri = otpAuthUri(label(site?.title[attempt.language] ?? ''), label(name), secret)
      return { attempt, invitation, account, secret: { text: base32Text(secret), uri } }
    },

    async enrol({ browserToken, attemptId, attemptToken, name, code, agent }) {
      const { attempt, invitation, identity, ...known } = await waiting(browserToken, attemptId, attemptToken)
      const account = await accountFor(attempt, known.account, name)
      const now = clock.now()
      const typed = readCode(code)
      const step = typed?.type === 'otp' ? await matchingStep(known.secret, typed.digits, now) : null
      if (step === null) throw new Problem('code-wrong', { field: 'code' })
      const { id: accountId, siteId } = account
      const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
      const made = await newSession('staff', { siteId, accountId, articleId: null, identity, agent })
      const secret = await sealSecret(vault, accountId, known.secret)
      const outcome = await store.enrol({
        attemptId: attempt.id,
        invitationId: invitation.id,
        browserHash: invitation.browserHash,
        account,
        factor: { accountId, siteId, secret, lastStep: step, failures: 0, lockedUntil: 0, createdAt: now },
        codeHashes: await Promise.all(recoveryCodes.map((one) => recoveryCodeHash(vault, accountId, one))),
        session: made.session,
        now,
      })
      if (outcome === 'stale') throw new Problem('attempt-expired')
      if (outcome !== 'applied') throw new Problem(outcome)
      const { role = invitation.role } = (await store.byId(siteId, accountId)) ?? {}
      events.emit('staff.acted', { siteId, act: 'enrolled', byId: invitation.invitedById, accountId, role })
      return { token: made.token, recoveryCodes, language: attempt.language }
    },
  }
}

/** An invitation but for its site, role and maker. */
export async function newInvitation(
  token: string,
  id: string,
  now: number,
  lifeMs: number,
): Promise<Omit<StaffInvitation, 'siteId' | 'role' | 'invitedById'>> {
  return {
    id,
    tokenHash: await sha256Hex(token),
    accountId: null,
    renewsId: null,
    browserHash: null,
    createdAt: now,
    expiresAt: now + lifeMs,
    usedAt: null,
  }
}

/** As much of a name as fits, in whole characters. */
function label(text: string): string {
  let cut = ''
  for (const char of text) {
    if (encodeURIComponent(cut + char).length > LABEL_BYTES) break
    cut += char
  }
  return cut
}
