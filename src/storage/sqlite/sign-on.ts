import { and, asc, count, eq, gt, isNull } from 'drizzle-orm'
import type { SignOnStore } from '../../features/accounts/sign-on-store.ts'
import type { Database } from './database.ts'
import { attemptOf, identityColumns, liveAttempt, stepAttempt } from './login-attempts.ts'
import { loginAttempts, signOnKeys, signOnTokens } from './schema.ts'

/** The paper's own sign-on: keys of a site, tokens that were used, and the step that a token takes. */
export function createSignOnMethods(db: Database): SignOnStore {
  return {
    addSignOnKey(key, most) {
      const own = and(eq(signOnKeys.siteId, key.siteId), isNull(signOnKeys.endedAt))
      return db.write((tx) => {
        const found = tx.select({ live: count() }).from(signOnKeys).where(own).get()
        if ((found?.live ?? 0) >= most) return 'full'
        tx.insert(signOnKeys).values(key).run()
        return 'applied'
      })
    },

    endSignOnKey(siteId, id, now) {
      const own = and(eq(signOnKeys.siteId, siteId), eq(signOnKeys.id, id), isNull(signOnKeys.endedAt))
      return db.write((tx) => {
        const { changes } = tx.update(signOnKeys).set({ endedAt: now }).where(own).run()
        return changes > 0 ? 'applied' : 'missing'
      })
    },

    async signOnKeys(siteId) {
      return db.read
        .select()
        .from(signOnKeys)
        .where(eq(signOnKeys.siteId, siteId))
        .orderBy(asc(signOnKeys.createdAt), asc(signOnKeys.id))
        .all()
    },

    async startedAttempt(stateHash, now) {
      const waiting = and(
        eq(loginAttempts.stateHash, stateHash),
        eq(loginAttempts.status, 'started'),
        gt(loginAttempts.expiresAt, now),
      )
      const row = db.read.select().from(loginAttempts).where(waiting).get()
      return row ? attemptOf(row) : null
    },

    assertAttempt(id, { identity, suggestedName, jti, tokenUntil, now }) {
      return db.write<'applied' | 'stale' | 'used'>((tx, undo) => {
        const said = { ...identityColumns(identity), suggestedName, status: 'asserted' as const }
        const row = stepAttempt(tx, liveAttempt(id, 'started', now), said)
        if (!row) return 'stale'
        const first = tx
          .insert(signOnTokens)
          .values({ siteId: row.siteId, jti, expiresAt: tokenUntil })
          .onConflictDoNothing()
          .returning({ jti: signOnTokens.jti })
          .get()
        return first ? 'applied' : undo('used')
      })
    },
  }
}
