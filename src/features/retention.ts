import { DAY, MINUTE } from '../kernel/clock.ts'

/** One kind of data about people, and how long it stays. */
interface Kept {
  /** Tables that hold it. */
  tables: readonly string[]
  /** Longest life in ms; `null` where an act of the person's ends it, not the clock. */
  keptMs: number | null
}

const YEAR = 365 * DAY

/**
 * What is kept about people. The page `/privacy` prints this and the clean-up deletes by it, so that they cannot
 * differ. What it is and what for is said in `locales/`, under the same keys.
 */
export const RETENTION = {
  account: { tables: ['accounts'], keptMs: null },
  logins: { tables: ['identities'], keptMs: null },
  comments: { tables: ['comments'], keptMs: null },
  /** Text of rejected and withdrawn ones. */
  hiddenComments: { tables: [], keptMs: 214 * DAY },
  reports: { tables: ['reports'], keptMs: 365 * DAY },
  decisions: { tables: ['decisions', 'cases', 'restrictions', 'strikes'], keptMs: null },
  reasons: { tables: ['decision_texts'], keptMs: 2 * YEAR },
  appeals: { tables: ['appeals'], keptMs: 2 * YEAR },
  /** From the decision on. */
  notices: { tables: ['legal_notices'], keptMs: 3 * YEAR },
  inbox: { tables: ['inbox'], keptMs: 2 * YEAR },
  notes: { tables: ['notes'], keptMs: 2 * YEAR },
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
