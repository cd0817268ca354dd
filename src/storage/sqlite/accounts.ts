import { lte } from 'drizzle-orm'
import type { AccountStore } from '../../features/accounts/store.ts'
import { DAY } from '../../kernel/clock.ts'
import type { Database } from './database.ts'
import { createDeletionMethods } from './deletions.ts'
import { createErasureMethods } from './erasure.ts'
import { createAttemptMethods } from './login-attempts.ts'
import { createPeopleMethods } from './people.ts'
import { createProviderMethods } from './provider-states.ts'
import { loginAttempts, sessions, signOnTokens, staffInvitations } from './schema.ts'
import { createSessionMethods } from './sessions.ts'
import { createSignOnMethods } from './sign-on.ts'
import { createStaffMethods } from './staff.ts'
import { createFactorMethods } from './staff-factors.ts'

export function createSqliteAccountStore(db: Database): AccountStore {
  return {
    ...createPeopleMethods(db),
    ...createErasureMethods(db),
    ...createDeletionMethods(db),
    ...createAttemptMethods(db),
    ...createSessionMethods(db),
    ...createProviderMethods(db),
    ...createSignOnMethods(db),
    ...createStaffMethods(db),
    ...createFactorMethods(db),

    purgeExpired(now) {
      return db.write((tx) => {
        const attempts = tx.delete(loginAttempts).where(lte(loginAttempts.expiresAt, now)).run().changes
        // An attempt that is still open may point at one that has just expired.
        const old = lte(staffInvitations.expiresAt, now - DAY)
        const links = tx.delete(staffInvitations).where(old).run().changes
        const tokens = tx.delete(signOnTokens).where(lte(signOnTokens.expiresAt, now)).run().changes
        return (
          attempts + links + tokens + tx.delete(sessions).where(lte(sessions.expiresAt, now)).run().changes
        )
      })
    },
  }
}
