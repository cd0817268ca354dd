import { HOUR } from '../../kernel/clock.ts'

/** What must still happen outside the database after a change in it. Holds ids, never texts. */
export const OUTBOX_KINDS = ['statement', 'card', 'alert'] as const
export type OutboxKind = (typeof OUTBOX_KINDS)[number]

export interface OutboxEntry {
  id: string
  siteId: string
  kind: OutboxKind
  /** `statement`: a decision's id. `card`: a comment's or an article's id. `alert`: a message's about a queue. */
  subjectId: string
  createdAt: number
  /** Messages to people wait 30 s for an undo; everything else starts at once. */
  notBefore: number
  attempts: number
}

/** Whoever is to take it wants to be left alone for so long. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super(message)
    this.waitMs = waitMs
  }
}

export interface OutboxLag {
  due: number
  /**
   * Since when the oldest has been due by its first time (epoch ms); `null` when none is. Cards count once drawing one
   * has failed: until then they are drawn so many a second, and by whoever asks.
   */
  oldestDueAt: number | null
  attempts: number
}

/**
 * A write that may be retried: unique by (site, account, route, key) and bound to the body's hash
 * (IETF draft-ietf-httpapi-idempotency-key-header).
 */
export interface IdempotencyKey {
  siteId: string
  accountId: string
  route: string
  /** As the client sent it: 8–80 visible ASCII characters. */
  key: string
  /** SHA-256 (hex) of the canonical body. */
  bodyHash: string
  createdAt: number
}

export const UNDO_WINDOW_MS = 30_000

/** Between two attempts. */
export const LONGEST_PAUSE_MS = HOUR
