import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'

export type ReadKind = 'page' | 'photo'

/** `seen`: a reader opened an unknown page. `asked`: the paper said so. `age`: the article is young. */
export type ReadCause = 'seen' | 'asked' | 'age'

export const READ_FAILURES = [
  'unreachable',
  'refused-address',
  'status',
  'not-html',
  'not-an-article',
  'off-site',
  'redirects',
  'unusable',
  'taken',
  'too-large',
  'not-a-photo',
] as const
/** `taken`: the page's canonical address belongs to an article that the paper pushes. */
export type ReadFailure = (typeof READ_FAILURES)[number]

/** A page or photo whose turn it is. */
export interface DueRead {
  siteId: string
  kind: ReadKind
  /** `page`: its canonical URL. `photo`: the article's id. */
  subject: string
  cause: ReadCause
  /** This one included. */
  attempts: number
}

/** What became of asking. `quiet`: it failed a short while ago. `full`: the site's budget of this hour is used up. */
export type Asked = 'queued' | 'waiting' | 'quiet' | 'full'

/** Fetches that one site may cause in an hour: by its readers' opening unknown pages, and by its own pings. */
export const READ_BUDGET = { seen: 60, asked: 600, per: HOUR } as const

/** A turn that has not ended by then was killed with its process, and another one begins. */
export const READ_LEASE_MS = MINUTE

export const READS_AT_ONCE = 4

export const PAGE_LIMITS = { bytes: 512 * 1024, timeoutMs: 8 * SECOND, redirects: 4 } as const
export const PHOTO_FETCH = { bytes: 5_000_000, timeoutMs: 15 * SECOND, redirects: 4 } as const

/** A page that we read ourselves is read again daily while its article is younger than a week. */
export const REFRESH = { every: DAY, youngerThan: 7 * DAY } as const

/** Waits before the second, third and fourth attempt, where another one may help. */
export const RETRY_AFTER_MS = [MINUTE, 10 * MINUTE, HOUR] as const
/** How long a failure is remembered before a reader's visit may cause another attempt; no wait is longer. */
export const QUIET_MS = HOUR
/** Rows that nothing more comes of. */
export const READS_KEPT_MS = 30 * DAY
