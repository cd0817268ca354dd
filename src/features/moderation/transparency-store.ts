/** The log's head as it was made public on a day. */
export interface LogHead {
  siteId: string
  /** `2026-11-24`, UTC. */
  day: string
  seq: number
  hash: string
  publishedAt: number
}

export interface TransparencyStore {
  /** Keeps today's head unless there is one; sites without a decision have none. Answers how many were new. */
  publishHeads(day: string, now: number): Promise<number>
  /** Newest first. */
  heads(siteId: string, limit: number): Promise<LogHead[]>
}
