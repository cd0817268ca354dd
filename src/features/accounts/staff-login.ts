import { SECOND } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Language } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import type { Login, LoginStarted, LoginStarter } from './login.ts'
import type { Account, FactorProof, LoginAttempt, ProviderName, StaffFactor, Viewer } from './model.ts'
import { FACTOR_LOCK_MS, FACTOR_TRIES, isStaff, RECOVERY_CODES } from './rules.ts'
import { matchingStep, newRecoveryCode, openSecret, readCode, recoveryCodeHash } from './second-factor.ts'
import type { Sessions } from './sessions.ts'

/** Signing in to the console: an identity of the desk, then the second factor, then the session. */
export interface StaffLogin {
  startStaffLogin(siteId: string, provider: ProviderName, language: Language): Promise<LoginStarted>
  /** This browser's attempt whose first half is done. @throws {Problem} `attempt-expired` */
  staffAttempt(attemptId: string, browserToken: string): Promise<{ attempt: LoginAttempt; account: Account }>
  /**
   * The second half: a code of the app, or a recovery code. Five wrong ones rest the factor for a quarter of an hour.
   * @throws {Problem} `attempt-expired`, `code-wrong`, `factor-locked` with `retryAfter`, `factor-missing` when it
   *   was reset and the person has to enrol again
   */
  passFactor(attemptId: string, browserToken: string, code: string, agent: string): Promise<{ token: string }>
  /** How the person's own second factor stands; the sandbox's people have none. */
  recovery(viewer: Viewer): Promise<{ hasFactor: boolean; codesLeft: number }>
  /**
   * Ten new recovery codes for a fresh code of the app; the old ones are void. Shown this one time.
   * @throws {Problem} `code-wrong`, `factor-locked`, `factor-missing`
   */
  renewRecoveryCodes(viewer: Viewer, code: string): Promise<readonly string[]>
}

export function createStaffLogin(
  { stores, clock, events, vault }: Ports,
  { newSession }: Pick<Sessions, 'newSession'>,
  { begin, loginAttempt }: LoginStarter & Pick<Login, 'loginAttempt'>,
): StaffLogin {
  const store = stores.accounts

  async function staffAttempt(attemptId: string, browserToken: string) {
    const attempt = await loginAttempt(attemptId, browserToken)
    const { purpose, status, siteId, accountId } = attempt
    if (purpose !== 'staff' || status !== 'done' || accountId === null) throw new Problem('attempt-expired')
    const account = await store.byId(siteId, accountId)
    if (!account || !isStaff(account)) throw new Problem('attempt-expired')
    return { attempt, account }
  }

  /** Spends a try and says what the code proves; a wrong one is refused here. */
  async function prove(account: Account, raw: string): Promise<FactorProof> {
    const { siteId, id } = account
    const now = clock.now()
    const known = await store.factor(siteId, id)
    if (!known) throw new Problem('factor-missing')
    const factor = await store.takeTry(siteId, id, { now, tries: FACTOR_TRIES, lockMs: FACTOR_LOCK_MS })
    // Locked, whether it was so before or another request has just spent the last try.
    if (!factor) throw locked(known.lockedUntil > now ? known.lockedUntil - now : FACTOR_LOCK_MS)
    const proof = await proofOf(factor, raw, now)
    if (!proof) throw refused(factor)
    return proof
  }

  async function proofOf(factor: StaffFactor, raw: string, now: number): Promise<FactorProof | null> {
    const typed = readCode(raw)
    if (!typed) return null
    if (typed.type === 'recovery')
      return { codeHash: await recoveryCodeHash(vault, factor.accountId, typed.code) }
    const secret = await openSecret(vault, factor.accountId, factor.secret)
    const step = await matchingStep(secret, typed.digits, now)
    return step === null ? null : { step }
  }

  /** What a wrong code is answered with; the last try locks. */
  function refused({ siteId, accountId, failures }: Pick<StaffFactor, 'siteId' | 'accountId' | 'failures'>) {
    if (failures < FACTOR_TRIES) return new Problem('code-wrong', { field: 'code' })
    events.emit('staff.acted', { siteId, act: 'factor-locked', byId: accountId, accountId, role: null })
    return locked(FACTOR_LOCK_MS)
  }

  /** A code that was right once, or a recovery code that is none: it has cost a try as well. */
  async function spent({ siteId, id: accountId }: Account): Promise<Problem> {
    const failures = (await store.factor(siteId, accountId))?.failures ?? 0
    return refused({ siteId, accountId, failures })
  }

  return {
    startStaffLogin: (siteId, provider, language) => begin({ purpose: 'staff', siteId, provider, language }),

    staffAttempt,

    async passFactor(attemptId, browserToken, code, agent) {
      const { attempt, account } = await staffAttempt(attemptId, browserToken)
      const proof = await prove(account, code)
      const { siteId, id: accountId, role } = account
      const { identity } = attempt
      const made = await newSession('staff', { siteId, accountId, articleId: null, identity, agent })
      const pass = { proof, now: clock.now(), session: made.session }
      const outcome = await store.passFactor(attempt.id, pass)
      if (outcome === 'used') throw await spent(account)
      if (outcome === 'stale') throw new Problem('attempt-expired')
      const act = 'step' in proof ? 'signed-in' : 'signed-in-by-recovery-code'
      events.emit('staff.acted', { siteId, act, byId: accountId, accountId, role })
      events.emit('login.succeeded', { siteId, provider: attempt.provider })
      return { token: made.token }
    },

    async recovery({ account: { siteId, id } }) {
      const hasFactor = (await store.factor(siteId, id)) !== null
      return { hasFactor, codesLeft: await store.recoveryCodesLeft(siteId, id) }
    },

    async renewRecoveryCodes({ account }, code) {
      const { siteId, id, role } = account
      const proof = await prove(account, code)
      if (!('step' in proof)) throw await spent(account)
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
      const codeHashes = await Promise.all(codes.map((one) => recoveryCodeHash(vault, id, one)))
      const outcome = await store.renewRecoveryCodes(siteId, id, { step: proof.step, codeHashes })
      if (outcome === 'stale') throw await spent(account)
      events.emit('staff.acted', { siteId, act: 'recovery-codes-renewed', byId: id, accountId: id, role })
      return codes
    },
  }
}

function locked(waitMs: number): Problem {
  return new Problem('factor-locked', { retryAfter: Math.ceil(waitMs / SECOND) })
}
