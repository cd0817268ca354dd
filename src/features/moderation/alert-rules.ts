import { HOUR } from '../../kernel/clock.ts'
import type { QueueAlert, Waiting } from './alert-model.ts'

/** While it lasts, and between two times that it begins. */
const AGAIN_MS = HOUR

/**
 * What there is to say about a queue now. `afterMs`: how long the oldest case may wait; `last`: the newest message, and
 * when the newest `late` one was made. A time that lies ahead is of a clock that was put back, and holds nothing up.
 */
export function dueAlert(
  { oldestAt }: Waiting,
  last: { kind: QueueAlert['kind']; lateAt: number | null } | null,
  { now, afterMs }: { now: number; afterMs: number },
): QueueAlert['kind'] | null {
  const isLate = oldestAt !== null && now - oldestAt >= afterMs
  if (!isLate) return last?.kind === 'late' ? 'over' : null
  const since = last?.lateAt == null ? AGAIN_MS : now - last.lateAt
  return since >= AGAIN_MS || since < 0 ? 'late' : null
}
