import { and, asc, desc, eq, getTableColumns, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import type {
  CaseKind,
  QueueFilter,
  QueueOrder,
  QueueSearch,
  QueueSummary,
} from '../../features/moderation/model.ts'
import { calmCards, serve } from '../../features/moderation/order.ts'
import type { QueueStore } from '../../features/moderation/store.ts'
import { type CaseRow, isFree } from './cases.ts'
import { atMost, type Database, type Handle } from './database.ts'
import { loadItems } from './queue-items.ts'
import { leftBy, narrowed } from './queue-search.ts'
import { cases, comments, decisions } from './schema.ts'

/** Decisions whose waiting time the desk is shown. */
const MEDIAN_OF = 50

const OPEN = "cases.closed_at IS NULL AND cases.kind IN ('premoderation', 'reports', 'own')"

// Literals, so that the planner sees that the partial indexes hold all.
const FILTERS: Record<QueueFilter, SQL> = {
  all: sql.raw(OPEN),
  reported: sql`${cases.closedAt} IS NULL AND ${cases.kind} = 'reports'`,
  'new-writers': sql.raw(`${OPEN} AND cases.new_writer = 1`),
  escalated: sql.raw(`${OPEN} AND cases.escalated_at IS NOT NULL`),
}

type QueueReads = Pick<QueueStore, 'queue' | 'summary' | 'item' | 'openReview'>

export function createQueue(db: Database): QueueReads {
  return {
    async queue(siteId, { order, filter, limit, now, rest, ...search }) {
      const left = rest && leftBy(rest, order)
      const open = and(eq(cases.siteId, siteId), FILTERS[filter], left, ...narrowed(search))
      const rows = order === 'oldest' ? oldest(db.read, open, limit) : byRisk(db.read, open, limit)
      return loadItems(db.read, rows, now)
    },

    summary: async (siteId) => summarize(db.read, siteId),

    async item(siteId, caseId, now) {
      const own = and(eq(cases.id, caseId), eq(cases.siteId, siteId))
      const row = db.read.select().from(cases).where(own).get()
      return row ? (loadItems(db.read, [row], now)[0] ?? null) : null
    },

    async openReview(siteId, commentId) {
      const open = and(eq(cases.siteId, siteId), eq(cases.commentId, commentId), FILTERS.all)
      return db.read.select({ id: cases.id }).from(cases).where(open).get()?.id ?? null
    },
  }
}

/** Reviews of the queue that nobody holds at `now`, in serving order. */
export function freeReviews(
  read: Handle,
  siteId: string,
  { order, filter, limit, now, except, withEscalated, ...search }: FreeQuery,
): CaseRow[] {
  const others = except.length === 0 ? undefined : notInArray(cases.id, [...except])
  const reach = withEscalated ? undefined : sql`${cases.escalatedAt} IS NULL`
  const open = and(eq(cases.siteId, siteId), FILTERS[filter], isFree(now), others, reach, ...narrowed(search))
  return order === 'oldest' ? oldest(read, open, limit) : byRisk(read, open, limit)
}

interface FreeQuery extends QueueSearch {
  order: QueueOrder
  filter: QueueFilter
  limit: number
  now: number
  except: readonly string[]
  withEscalated: boolean
}

function oldest(read: Handle, open: SQL | undefined, limit: number): CaseRow[] {
  return read
    .select()
    .from(cases)
    .where(open)
    .orderBy(asc(cases.openedAt), asc(cases.id))
    .limit(atMost(limit))
    .all()
}

/** From a queue longer than the limit, both ends of it. */
function byRisk(read: Handle, open: SQL | undefined, limit: number): CaseRow[] {
  const select = () => read.select(getTableColumns(cases)).from(cases).where(open)
  const risky = select().orderBy(desc(cases.priority), desc(cases.id)).limit(atMost(limit)).all()
  if (risky.length < limit) return serve(risky)
  const calm = calmCards(limit)
  const end = select().orderBy(asc(cases.priority), asc(cases.id)).limit(atMost(calm)).all().reverse()
  return serve([...risky.slice(0, limit - calm), ...end])
}

function summarize(read: Handle, siteId: string): QueueSummary {
  const ofSite = eq(cases.siteId, siteId)
  const count = (filter: QueueFilter) =>
    read.select({ rows: sql<number>`count(*)` }).from(cases).where(and(ofSite, FILTERS[filter])).get()
      ?.rows ?? 0
  const ofKind = (kind: CaseKind) =>
    read
      .select({ rows: sql<number>`count(*)` })
      .from(cases)
      .where(and(ofSite, eq(cases.kind, kind), sql`${cases.closedAt} IS NULL`))
      .get()?.rows ?? 0
  const first = oldest(read, and(ofSite, FILTERS.all), 1)[0]
  const waits = read
    .select({ ms: sql<number>`${decisions.at} - ${comments.createdAt}` })
    .from(decisions)
    .innerJoin(comments, eq(comments.id, decisions.commentId))
    .where(and(eq(decisions.siteId, siteId), inArray(decisions.action, ['approve', 'reject'])))
    .orderBy(desc(decisions.seq))
    .limit(atMost(MEDIAN_OF))
    .all()
  return {
    waiting: count('all'),
    reported: count('reported'),
    newWriters: count('new-writers'),
    escalated: count('escalated'),
    openAppeals: ofKind('appeal'),
    openNotices: ofKind('legal'),
    oldestAt: first?.openedAt ?? null,
    medianMs: median(waits.map(({ ms }) => ms)),
  }
}

/** Rounded to whole milliseconds. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}
