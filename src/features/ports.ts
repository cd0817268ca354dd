import type { Clock } from '../kernel/clock.ts'
import type { Ids } from '../kernel/ids.ts'
import type { ProviderName } from './accounts/model.ts'
import type { Provider } from './accounts/providers/provider.ts'
import type { AccountStore } from './accounts/store.ts'
import type { ArticleStore } from './articles/store.ts'
import type { CommentStore } from './comments/store.ts'
import type { WordStore } from './comments/word-store.ts'
import type { DeliveryStore } from './delivery/store.ts'
import type { Events } from './events.ts'
import type { ModerationStore } from './moderation/store.ts'
import type { PolicyStore } from './policy/store.ts'
import type { Card, CardSpec } from './sharing/model.ts'
import type { SiteStore } from './sites/store.ts'

/** Everything that is kept. Each method is one atomic step; none hands out a transaction. */
export interface Stores {
  sites: SiteStore
  accounts: AccountStore
  articles: ArticleStore
  policy: PolicyStore
  delivery: DeliveryStore
  comments: CommentStore
  moderation: ModerationStore
  words: WordStore
}

export interface OutboundRequest {
  url: URL
  method: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Whole exchange, connecting included. Default 5 000. */
  timeoutMs?: number
  /** Body. Default 65 536; a longer one is an error, unless `cuts`. 0: the status is enough, whatever comes after it. */
  maxBytes?: number
  /** Answers the first `maxBytes` of a longer body: for what is worth reading even so. */
  cuts?: boolean
}

export interface OutboundResponse {
  status: number
  headers: Headers
  body: Uint8Array
}

/** The one way out of the house. Follows no redirect: a 3xx answer is returned as it is. */
export interface Outbound {
  /** @throws {OutboundError} */
  request(request: OutboundRequest): Promise<OutboundResponse>
}

/** Says which limit was met; holds no request, so that logging it shows no secret. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly reason: 'address' | 'timeout' | 'too-large' | 'network'

  constructor(reason: 'address' | 'timeout' | 'too-large' | 'network') {
    super(reason)
    this.reason = reason
  }
}

export interface CardRenderer {
  /** Name and versions of fonts and libraries: part of every card's hash. */
  readonly version: string
  /** @throws when the renderer fails or its queue is full. */
  render(spec: CardSpec): Promise<Card>
  /** The paper's colour and no words, made without fonts and libraries: what is sent when nothing can be drawn. */
  plain(accent: string): Card
}

/** Drawn cards that outlive the process, bounded by bytes. Names: `[a-z]-[0-9a-z-]{1,120}`. */
export interface CardFiles {
  /** `null` for what is not there or is damaged. */
  get(name: string): Promise<Card | null>
  /** @throws when it cannot be written */
  put(name: string, card: Card): Promise<void>
  /** Removes every card whose name begins so. */
  drop(prefix: string): Promise<void>
}

/** Photos as cards show them, by the SHA-256 of their bytes. */
export interface Photos {
  /**
   * Decodes (at most 16 Mpx), crops and encodes anew; answers the hash. @throws on anything but a raster image, and what
   * the system says (with its `errno`) where the disk cannot take it
   */
  put(bytes: Uint8Array): Promise<string>
  get(hash: string): Promise<Uint8Array | null>
  /** The same picture in its own format, so many pixels wide. @throws as `put` */
  shrink(bytes: Uint8Array, width: number): Promise<Uint8Array>
  /** Takes a PNG, bounds it (640 × 160) and re-encodes it; answers the hash. @throws on anything else */
  putLogo(bytes: Uint8Array): Promise<string>
  logo(hash: string): Promise<Uint8Array | null>
}

/** Pictures of other people's pages: never decoded elsewhere, never handed on as they came. */
export interface PreviewPictures {
  /** Pixels, as it is meant to be seen. @throws on anything but a raster image within the limits of a photo */
  measure(bytes: Uint8Array): Promise<{ width: number; height: number }>
  /** The middle of it in each of these sizes, as JPEG, decoded once. @throws as `measure` */
  crop(bytes: Uint8Array, sizes: readonly { width: number; height: number }[]): Promise<Uint8Array[]>
}

/** Keys and sealed texts of one installation. Its secret lies outside the database. */
export interface Vault {
  /** 32 bytes that are always the same for this label. */
  derive(label: string): Promise<Uint8Array>
  /** Only what names the same context opens it: a sealed text moved to another row is worthless. */
  seal(text: string, context: string): Promise<string>
  /** @throws on anything but what `seal` made for this context */
  open(sealed: string, context: string): Promise<string>
}

/** At most `most` of each key in `seconds`. */
export interface CountLimit {
  most: number
  seconds: number
}

export interface RateCounter {
  /** Counts one; answers for how long (ms) there is none, or 0 when this one is let through. */
  take(key: string): Promise<number>
  /** As `take`, without counting. */
  wait(key: string): Promise<number>
}

/** Counters that forget by themselves. A wall clock that jumps moves them by no more than one window. */
export interface RateLimits {
  counter(limit: CountLimit): RateCounter
}

export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** For what only tells, and is quiet unless somebody listens. */
export type PlainLog = Pick<Log, 'info' | 'warn' | 'error'>

/** The room on the disk that the database lies on. */
export interface SpaceReport {
  freeBytes: number
  totalBytes: number
  /** Less than a tenth is free. */
  isLow: boolean
  /** Comments are refused. */
  isFull: boolean
  /** Kept for moderation on a full disk; 0 while it is not there. */
  ballastBytes: number
}

/** Saved before, and no longer there: numbers of comments, or of decisions in a site's log. */
export interface Loss {
  what: 'comments' | 'decisions' | 'decisions-replaced'
  siteId: string | null
  from: number
  to: number
}

export type CounterName =
  | 'comments of an article'
  | 'replies to a comment'
  | 'submissions of a writer'
  | 'approvals of a writer'
  | 'rejections of a writer'

/** A number that is kept and is not what there is. */
export interface CounterFault {
  counter: CounterName
  id: string
  kept: number
  counted: number
}

/** What a walk over everything that is kept has found. */
export interface Inspection {
  /** The engine's own words; empty when the file is sound. */
  damage: readonly string[]
  /** Rows that point nowhere, by table. */
  orphans: readonly { table: string; rows: number }[]
  /** At most a thousand of each. */
  counters: readonly CounterFault[]
  losses: readonly Loss[]
}

/** What the storage wants done from time to time. Each call does one turn. */
export interface Upkeep {
  /** Measures the disk, and keeps room for moderation on a full one. */
  lookAtSpace(): Promise<SpaceReport>
  /** Notes outside the database how far it has come, when it has come further. */
  noteProgress(): Promise<void>
  /** Takes seconds with a million comments, in a thread of its own. */
  inspect(): Promise<Inspection>
  /** Counts these anew, in one step with writing them. Answers how many still differed. */
  repairCounters(faults: readonly CounterFault[]): Promise<number>
}

export interface Ports {
  stores: Stores
  clock: Clock
  ids: Ids
  providers: ReadonlyMap<ProviderName, Provider>
  /** How identities of the paper's own sign-on are stored: `paper`, in the sandbox `sandbox:paper`. */
  signOnIdentity: string
  outbound: Outbound
  cards: CardRenderer
  cardFiles: CardFiles
  photos: Photos
  pictures: PreviewPictures
  vault: Vault
  events: Events
  log: Log
  /** Where the operator is told of a queue that waits too long; `null`: nowhere. */
  alerts: { webhookUrl: { reveal(): string }; afterMs: number } | null
  /** Origin of this service as browsers see it, without a trailing slash. Never taken from `Host`. */
  publicUrl: string
  /** Whether a one-time console link may open a session by itself: the sandbox only. */
  consoleLinkOpensSession: boolean
}
