import { DAY, MINUTE } from '../kernel/clock.ts'

/** One kind of data about people, and how long it stays. */
interface Kept {
  /** Tables that hold it. */
  tables: readonly string[]
  /** Longest life in ms; `null` where an act of the person's ends it, not the clock. */
  keptMs: number | null
}

/**
 * What is kept about people. The page `/privacy` prints this and the clean-up deletes by it, so that they cannot
 * differ. What it is and what for is said in `locales/`, under the same keys.
 */
export const RETENTION = {
  account: { tables: ['accounts'], keptMs: null },
  logins: { tables: ['identities'], keptMs: null },
  comments: { tables: ['comments'], keptMs: null },
  reports: { tables: ['reports'], keptMs: null },
  decisions: { tables: ['decisions', 'decision_texts', 'cases'], keptMs: null },
  screenings: { tables: ['screenings'], keptMs: 90 * DAY },
  sessions: { tables: ['sessions'], keptMs: 90 * DAY },
  attempts: { tables: ['login_attempts'], keptMs: 10 * MINUTE },
  sendingKeys: { tables: ['idempotency_keys'], keptMs: DAY },
  deletionRequests: { tables: ['deletion_requests'], keptMs: 365 * DAY },
  desk: { tables: ['staff_factors', 'recovery_codes', 'staff_invitations'], keptMs: null },
} as const satisfies Record<string, Kept>

export type RetentionKey = keyof typeof RETENTION

/** What has reached its time goes at the next clean-up. */
export const CLEANUP_EVERY_MS = 10 * MINUTE
