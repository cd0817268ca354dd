import type { OutboxEntry } from './model.ts'

export interface DeliveryStore {
  /** Entries whose time has come, oldest first. */
  due(now: number, limit: number): Promise<OutboxEntry[]>
  done(id: string): Promise<void>
  /** Counts the attempt and tries again at `notBefore`. */
  retry(id: string, notBefore: number): Promise<void>
  /** Forgets idempotency keys made before `before`; answers how many. */
  purgeKeys(before: number): Promise<number>
}
