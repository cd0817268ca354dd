import { SECOND } from '../../kernel/clock.ts'
import type { Ports } from '../ports.ts'
import { RETENTION } from '../retention.ts'
import {
  LONGEST_PAUSE_MS,
  NotTaken,
  OUTBOX_KINDS,
  type OutboxEntry,
  type OutboxKind,
  type OutboxLag,
} from './model.ts'

/** Does what an entry asks for. Runs at least once per entry, so doing it twice must do no harm. */
export type Deliver = (entry: OutboxEntry) => Promise<void>

export interface DeliveryService {
  /**
   * Delivers what is due of the kinds that have a handler, at most so many entries (50 unless told otherwise); answers
   * how many there were. Once `end` has come, the rest waits for the next time.
   */
  deliverDue(
    handlers: Readonly<Partial<Record<OutboxKind, Deliver>>>,
    limits?: { end?: AbortSignal; most?: number },
  ): Promise<number>
  /** What waits to be delivered, failed attempts included. */
  lag(): Promise<OutboxLag>
  /** Forgets idempotency keys older than a day. */
  purge(): Promise<number>
}

const BATCH = 50

export function createDeliveryService({ stores, clock, log }: Ports): DeliveryService {
  /** Delivered, but the disk would not take note: it would be sent again every second until it does. */
  const unnoted = new Set<string>()

  return {
    async deliverDue(handlers, { end, most = BATCH } = {}) {
      const kinds = OUTBOX_KINDS.filter((kind) => handlers[kind])
      const entries = await stores.delivery.due(clock.now(), most, kinds)
      for (const entry of entries) {
        if (end?.aborted) break
        try {
          if (!unnoted.has(entry.id)) await handlers[entry.kind]?.(entry)
          unnoted.add(entry.id)
          await stores.delivery.done(entry.id)
          unnoted.delete(entry.id)
        } catch (error) {
          log.warn({ entry: entry.id, kind: entry.kind, attempts: entry.attempts, error }, 'delivery failed')
          const waitMs = error instanceof NotTaken ? error.waitMs : 0
          await stores.delivery.retry(entry.id, clock.now() + Math.max(waitMs, backOff(entry.attempts)))
        }
      }
      return entries.length
    },

    lag: () => stores.delivery.lag(clock.now()),

    purge: () => stores.delivery.purgeKeys(clock.now() - RETENTION.sendingKeys.keptMs),
  }
}

/** 2 s, 4 s, 8 s … at most an hour. */
function backOff(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, 2 ** Math.min(attempts + 1, 12) * SECOND)
}
