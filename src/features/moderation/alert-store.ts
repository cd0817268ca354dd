import type { OutboxEntry } from '../delivery/model.ts'
import type { QueueAlert, Waiting } from './alert-model.ts'

export interface AlertStore {
  /** Open reviews, and when the oldest was opened (epoch ms). */
  waiting(siteId: string): Promise<Waiting>
  /** The newest message about a site's queue, and when the newest `late` one was made. */
  lastAlert(siteId: string): Promise<{ alert: QueueAlert; lateAt: number | null } | null>
  /** Keeps a message with the entry that sends it, unless another came after `seen` (an id, or `null` for none). */
  raiseAlert(alert: QueueAlert, entry: OutboxEntry, seen: string | null): Promise<'applied' | 'stale'>
  /** Answers how many went. */
  dropAlerts(before: number): Promise<number>
}
