/** A key of the paper's own system; what it is made of is kept nowhere. */
export interface SiteKey {
  id: string
  siteId: string
  createdAt: number
  endedAt: number | null
}

/** One in use and its successor. */
export const LIVE_KEYS = 2
