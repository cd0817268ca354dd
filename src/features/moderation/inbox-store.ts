import type { InboxKind } from './model.ts'

/** A message to a person about a decision. */
export interface InboxEntry {
  accountId: string
  decisionId: string
  siteId: string
  kind: InboxKind
  createdAt: number
  readAt: number | null
}

/** Where a message stands among its person's. */
export type InboxPlace = Pick<InboxEntry, 'createdAt' | 'decisionId'>

export interface InboxStore {
  /** Keeps those that are not there yet. */
  putInbox(entries: readonly InboxEntry[]): Promise<void>
  /** Newest first, at most `limit`. */
  inbox(siteId: string, accountId: string, limit: number): Promise<InboxEntry[]>
  unread(siteId: string, accountId: string): Promise<number>
  /** This one, and those that are older. */
  markRead(siteId: string, accountId: string, upTo: InboxPlace, now: number): Promise<void>
  /**
   * Whom a decision concerns: who appealed, the author or restricted account, and the reporters whose reports it
   * ended. Nobody when it was taken back since, and nobody who has left.
   */
  concerned(siteId: string, decisionId: string): Promise<Omit<InboxEntry, 'createdAt' | 'readAt'>[]>
}
