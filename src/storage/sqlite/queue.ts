import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { QueueFilter, QueueSummary } from '../../features/moderation/model.ts'
import { calmCards, serve } from '../../features/moderation/order.ts'
import type { ModerationStore } from '../../features/moderation/store.ts'
import type { CaseRow } from './cases.ts'
import type { Database, Handle } from './database.ts'
import { loadItems } from './queue-items.ts'
import { cases, comments, decisions } from './schema.ts'

/** Decisions whose waiting time the desk is shown. */
const MEDIAN_OF = 50

// Literals, so that the planner sees that the partial indexes hold all.
const FILTERS: Record<QueueFilter, SQL> = {
  all: sql`${cases.closedAt} IS NULL`,
  reported: sql`${cases.closedAt} IS NULL AND ${cases.kind} = 'reports'`,
  'new-writers': sql`${cases.closedAt} IS NULL AND ${cases.newWriter} = 1`,
}

export function createQueue(db: Database): Pick<ModerationStore, 'queue' | 'summary' | 'item'> {
  return {
    async queue(siteId, { order, filter, limit }) {
      const open = and(eq(cases.siteId, siteId), FILTERS[filter])
      const rows = order === 'oldest' ? oldest(db.read, open, limit) : byRisk(db.read, open, limit)
      return loadItems(db.read, rows)
    },

    summary: async (siteId) => summarize(db.read, siteId),

    async item(siteId, caseId) {
      const own = and(eq(cases.id, caseId), eq(cases.siteId, siteId))
      const row = db.read.select().from(cases).where(own).get()
      return row ? (loadItems(db.read, [row])[0] ?? null) : null
    },
  }
}

function oldest(read: Handle, open: SQL | undefined, limit: number): CaseRow[] {
  return read.select().from(cases).where(open).orderBy(asc(cases.openedAt), asc(cases.id)).limit(limit).all()
}

/** From a queue longer than the limit, both ends of it. */
function byRisk(read: Handle, open: SQL | undefined, limit: number): CaseRow[] {
  const select = () => read.select(getTableColumns(cases)).from(cases).where(open)
  const risky = select().orderBy(desc(cases.priority), desc(cases.id)).limit(limit).all()
  if (risky.length < limit) return serve(risky)
  const calm = calmCards(limit)
  const end = select().orderBy(asc(cases.priority), asc(cases.id)).limit(calm).all().reverse()
  return serve([...risky.slice(0, limit - calm), ...end])
}

function summarize(read: Handle, siteId: string): QueueSummary {
  const ofSite = eq(cases.siteId, siteId)
  const count = (filter: QueueFilter) =>
    read.select({ rows: sql<number>`count(*)` }).from(cases).where(and(ofSite, FILTERS[filter])).get()
      ?.rows ?? 0
  const first = oldest(read, and(ofSite, FILTERS.all), 1)[0]
  const waits = read
    .select({ ms: sql<number>`${decisions.at} - ${comments.createdAt}` })
    .from(decisions)
    .innerJoin(comments, eq(comments.id, decisions.commentId))
    .where(eq(decisions.siteId, siteId))
    .orderBy(desc(decisions.seq))
    .limit(MEDIAN_OF)
    .all()
  return {
    waiting: count('all'),
    reported: count('reported'),
    newWriters: count('new-writers'),
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
