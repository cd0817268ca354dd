import type { OutboxEntry, OutboxKind, OutboxLag } from './model.ts'

export interface DeliveryStore {
  /**
   * Entries whose time has come, oldest first; of these kinds alone where they are given. Those of a time that none can
   * be told to wait for were kept before the clock was set back, and come last.
   */
  due(now: number, limit: number, kinds?: readonly OutboxKind[]): Promise<OutboxEntry[]>
  /** Entries whose time has come: how many, when the oldest was due (of cards: that failed), and the most attempts of one. */
  lag(now: number): Promise<OutboxLag>
  done(id: string): Promise<void>
  /** Counts the attempt and tries again at `notBefore`. */
  retry(id: string, notBefore: number): Promise<void>
  /** Forgets idempotency keys made before `before`; answers how many. */
  purgeKeys(before: number): Promise<number>
}
