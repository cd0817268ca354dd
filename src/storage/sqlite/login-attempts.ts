import { and, eq, gt, gte, type InferSelectModel, inArray, type SQL, sql } from 'drizzle-orm'
import type { IdentityKey, LoginAttempt } from '../../features/accounts/model.ts'
import type { AttemptStore } from '../../features/accounts/store.ts'
import type { Database, Handle } from './database.ts'
import { accountOf, insertAccount, insertIdentity } from './identities.ts'
import { countLogin, markProvider, unmarkProvider } from './provider-states.ts'
import { loginAttempts, sessions } from './schema.ts'
import { insertSession } from './sessions.ts'

type Row = InferSelectModel<typeof loginAttempts>
type Outcome = 'applied' | 'stale'

const OPEN: LoginAttempt['status'][] = [
  'started',
  'asserted',
  'exchanging',
  'name-needed',
  'consent-needed',
  'done',
]

/** Every step of a sign-in is one conditional UPDATE: of two that race, one finds no row. */
export function createAttemptMethods(db: Database): AttemptStore {
  return {
    async insertAttempt({ identity, ...attempt }) {
      await db.write((tx) =>
        tx
          .insert(loginAttempts)
          .values({ ...attempt, ...identityColumns(identity) })
          .run(),
      )
    },

    async attempt(id) {
      const row = db.read.select().from(loginAttempts).where(eq(loginAttempts.id, id)).get()
      return row ? attemptOf(row) : null
    },

    async attemptOfState(stateHash) {
      const row = db.read.select().from(loginAttempts).where(eq(loginAttempts.stateHash, stateHash)).get()
      return row ? attemptOf(row) : null
    },

    claimState({ stateHash, browserHash, now, from = 'started' }) {
      const waiting = and(
        eq(loginAttempts.stateHash, stateHash),
        eq(loginAttempts.browserHash, browserHash),
        eq(loginAttempts.status, from),
        gt(loginAttempts.expiresAt, now),
      )
      return db.write((tx) => {
        const row = stepAttempt(tx, waiting, { status: 'exchanging' })
        return row ? attemptOf(row) : null
      })
    },

    async failAttempt(id, failure, retryAt, { login, state } = {}) {
      const open = and(eq(loginAttempts.id, id), inArray(loginAttempts.status, OPEN))
      await db.write((tx) => {
        const row = stepAttempt(tx, open, { status: 'failed', failure, retryAt })
        if (row && login) countLogin(tx, row.siteId, login)
        if (row && state) markProvider(tx, state)
      })
    },

    identifyAttempt(id, { status, identity, suggestedName, accountId, login, now }) {
      const change = {
        ...identityColumns(identity),
        suggestedName,
        accountId,
        status,
        doneAt: status === 'done' ? now : null,
      }
      return db.write<Outcome>((tx, undo) => {
        const row = stepAttempt(tx, liveAttempt(id, 'exchanging', now), change)
        if (!row) return 'stale'
        // The account was looked up before this step: it may have been erased since, or have left the identity.
        if (accountId !== null && accountOf(tx, row.siteId, identity)?.id !== accountId) return undo('stale')
        countLogin(tx, row.siteId, login)
        unmarkProvider(tx, login)
        return 'applied'
      })
    },

    confirmAttempt(id, { account, now }) {
      return db.write<Outcome>((tx) => {
        const waiting = tx
          .select()
          .from(loginAttempts)
          .where(liveAttempt(id, 'name-needed', now))
          .get()
        const identity = waiting ? attemptOf(waiting).identity : null
        if (!waiting || !identity || waiting.siteId !== account.siteId) return 'stale'
        const known = accountOf(tx, waiting.siteId, identity)
        if (!known) insertAccount(tx, account, identity)
        const done = { status: 'done' as const, accountId: known?.id ?? account.id, doneAt: now }
        return outcome(stepAttempt(tx, eq(loginAttempts.id, id), done))
      })
    },

    linkAttempt(id, { accountId, now }) {
      const waiting = and(liveAttempt(id, 'consent-needed', now), eq(loginAttempts.linkAccountId, accountId))
      return db.write<Outcome | 'taken'>((tx, undo) => {
        const row = stepAttempt(tx, waiting, { status: 'redeemed', redeemedAt: now, accountId })
        const identity = row && attemptOf(row).identity
        if (!row || !identity) return 'stale'
        const owner = { siteId: row.siteId, id: accountId }
        return insertIdentity(tx, owner, identity, now) ? 'applied' : undo('taken')
      })
    },

    redeemAttempt(id, { redeemHash, doneSince, session }) {
      const redeemable = and(
        liveAttempt(id, 'done', session.createdAt),
        sql`${loginAttempts.redeemHash} IS ${redeemHash}`,
        gte(loginAttempts.doneAt, doneSince),
      )
      return db.write((tx) => {
        const change = { status: 'redeemed' as const, redeemedAt: session.createdAt, sessionId: session.id }
        const row = stepAttempt(tx, redeemable, change)
        if (row) insertSession(tx, session)
        return outcome(row)
      })
    },

    exchangeForPage(id, { redeemHash, redeemedSince, session }) {
      const own = and(
        eq(loginAttempts.id, id),
        eq(loginAttempts.status, 'redeemed'),
        eq(loginAttempts.redeemHash, redeemHash),
        gte(loginAttempts.redeemedAt, redeemedSince),
      )
      return db.write<Outcome>((tx) => {
        const sessionId = tx.select({ id: loginAttempts.sessionId }).from(loginAttempts).where(own).get()?.id
        if (!sessionId) return 'stale'
        // The session can be ended once: of two that race, one finds it gone.
        const ended = tx
          .delete(sessions)
          .where(eq(sessions.id, sessionId))
          .returning({ id: sessions.id })
          .get()
        if (!ended) return 'stale'
        insertSession(tx, session)
        return 'applied'
      })
    },
  }
}

/** The attempt, while it is in this status and in its time. */
export function liveAttempt(id: string, status: LoginAttempt['status'], now: number): SQL | undefined {
  return and(eq(loginAttempts.id, id), eq(loginAttempts.status, status), gt(loginAttempts.expiresAt, now))
}

export function stepAttempt(tx: Handle, where: SQL | undefined, change: Partial<Row>): Row | undefined {
  return tx.update(loginAttempts).set(change).where(where).returning().get()
}

function outcome(row: Row | undefined): Outcome {
  return row ? 'applied' : 'stale'
}

/** What this identity has begun and could still open one account with. */
export function endAttemptsOfIdentity(tx: Handle, accountId: string, identity: IdentityKey): void {
  tx.delete(loginAttempts)
    .where(and(eq(loginAttempts.accountId, accountId), cameBackAs(identity)))
    .run()
}

/** Attempts that a provider has answered with this identity. */
export function cameBackAs({ provider, appId, subject }: IdentityKey): SQL | undefined {
  return and(
    eq(loginAttempts.identityProvider, provider),
    eq(loginAttempts.identityAppId, appId),
    eq(loginAttempts.identitySubject, subject),
  )
}

export function identityColumns(identity: LoginAttempt['identity']) {
  return {
    identityProvider: identity?.provider ?? null,
    identityAppId: identity?.appId ?? null,
    identitySubject: identity?.subject ?? null,
  }
}

export function attemptOf(row: Row): LoginAttempt {
  const {
    identityProvider,
    identityAppId,
    identitySubject,
    redeemedAt: _at,
    sessionId: _session,
    ...attempt
  } = row
  const whole = identityProvider !== null && identityAppId !== null && identitySubject !== null
  return {
    ...attempt,
    identity: whole ? { provider: identityProvider, appId: identityAppId, subject: identitySubject } : null,
  }
}
