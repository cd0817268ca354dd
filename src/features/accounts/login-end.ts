import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { sha256Hex } from './crypto.ts'
import type { Login } from './login.ts'
import type { Attempts } from './login-attempts.ts'
import type { LoginAttempt } from './model.ts'
import { createNaming } from './naming.ts'
import { isAttemptOpen, newAccount, REDEEM_MS } from './rules.ts'
import type { Sessions } from './sessions.ts'

type LoginEnd = Pick<
  Login,
  | 'loginAttempt'
  | 'loginDraft'
  | 'confirmName'
  | 'completeLogin'
  | 'pollLogin'
  | 'redeemLogin'
  | 'redeemForPage'
>

/** From a person to a session: a name where one is missing, and the browser that may have the token. */
export function createLoginEnd(
  { stores, clock, ids, events }: Ports,
  attempts: Attempts,
  { newSession }: Sessions,
): LoginEnd {
  const store = stores.accounts
  const chooseName = createNaming({ stores })

  async function redeem(attempt: LoginAttempt, agent: string): Promise<{ token: string }> {
    const { siteId, accountId, identity, purpose } = attempt
    if (attempt.status !== 'done' || accountId === null || purpose !== 'reader')
      throw new Problem('attempt-expired')
    const made = await newSession('reader', { accountId, siteId, identity, agent, articleId: null })
    const outcome = await store.redeemAttempt(attempt.id, {
      redeemHash: attempt.redeemHash,
      doneSince: clock.now() - REDEEM_MS,
      session: made.session,
    })
    if (outcome === 'stale') throw new Problem('attempt-expired')
    events.emit('login.succeeded', { siteId: attempt.siteId, provider: attempt.provider })
    return { token: made.token }
  }

  return {
    loginAttempt: attempts.own,

    async loginDraft(attemptId, browserToken) {
      const attempt = await store.attempt(attemptId)
      if (!attempt || attempt.browserHash !== (await sha256Hex(browserToken))) return null
      return { text: attempt.draft, parentId: attempt.parentId }
    },

    async confirmName(attemptId, browserToken, raw) {
      const attempt = await attempts.own(attemptId, browserToken)
      // An invited person's account is made at the end of the enrolment, or not at all.
      if (attempt.purpose !== 'reader') throw new Problem('attempt-expired')
      const { siteId, language } = attempt
      const displayName = await chooseName(raw, { siteId, accountId: null, isStaff: false })
      const now = clock.now()
      const account = newAccount({
        id: ids.next(),
        siteId,
        displayName,
        role: 'reader',
        language,
        createdAt: now,
      })
      if ((await store.confirmAttempt(attempt.id, { account, now })) === 'stale')
        throw new Problem('attempt-expired')
      return attempts.own(attemptId, browserToken)
    },

    async completeLogin(attemptId, browserToken, agent) {
      const attempt = await attempts.own(attemptId, browserToken)
      if (attempt.flow !== 'page') throw new Problem('attempt-expired')
      return redeem(attempt, agent)
    },

    async pollLogin(attemptId, secret) {
      const attempt = await attempts.bySecret(attemptId, secret)
      if (attempt.status === 'failed') return { status: 'failed', failure: attempt.failure }
      if (!isAttemptOpen(attempt, clock.now())) throw new Problem('attempt-expired')
      const status =
        attempt.status === 'done' || attempt.status === 'name-needed' ? attempt.status : 'waiting'
      return { status, failure: null }
    },

    async redeemLogin(attemptId, secret, agent) {
      return redeem(await attempts.bySecret(attemptId, secret), agent)
    },

    async redeemForPage(attemptId, secret, agent) {
      const attempt = await attempts.bySecret(attemptId, secret)
      if (attempt.accountId === null || attempt.articleId === null) throw new Problem('attempt-expired')
      const { accountId, siteId, articleId, identity, redeemHash } = attempt
      const made = await newSession('page', { accountId, siteId, articleId, identity, agent })
      const redeemedSince = clock.now() - REDEEM_MS
      const exchange = { redeemHash, redeemedSince, session: made.session }
      if ((await store.exchangeForPage(attempt.id, exchange)) === 'stale')
        throw new Problem('attempt-expired')
      const account = await store.byId(siteId, accountId)
      return { token: made.token, displayName: account?.displayName ?? '' }
    },
  }
}
