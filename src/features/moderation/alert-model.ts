export interface Waiting {
  count: number
  /** Epoch ms; `null` when none waits. */
  oldestAt: number | null
}

export const ALERT_KINDS = ['late', 'over'] as const

/** A message to the operator's channel: a site's queue waits too long, or no longer does. Holds no text. */
export interface QueueAlert {
  id: string
  siteId: string
  kind: (typeof ALERT_KINDS)[number]
  /** As it was at `at`. */
  count: number
  oldestAt: number | null
  at: number
}
