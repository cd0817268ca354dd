import { and, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { WriterFacts } from '../../features/comments/model.ts'
import { STRIKE_MS } from '../../features/moderation/model.ts'
import { AHEAD_MS, DAY } from '../../kernel/clock.ts'
import { atMost, type Handle, oncePerHandle } from './database.ts'
import { accounts, comments, restrictions, strikes } from './schema.ts'

const OWN_BODIES = 20
const REJECTED_BODIES = 50
const DECIDED = 20
const DECIDED_WITHIN = 30 * DAY

interface Writer {
  siteId: string
  accountId: string
  articleId: string
  now: number
}

const statements = oncePerHandle((db) => {
  const value = sql.placeholder
  const own = eq(comments.accountId, value('accountId'))
  const recently = gt(comments.createdAt, value('yesterday'))
  const notAhead = lte(comments.createdAt, value('soon'))
  const count = (table: typeof comments | typeof strikes, where: ReturnType<typeof and>) =>
    sql<number>`(SELECT count(*) FROM ${table} WHERE ${where})`
  const newest = (where: ReturnType<typeof and>, limit: number) =>
    db
      .select({ body: comments.body, createdAt: comments.createdAt })
      .from(comments)
      .where(where)
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(atMost(limit))
      .prepare()
  return {
    account: db
      .select({
        name: accounts.displayName,
        submissions: accounts.submissions,
        approved: accounts.approved,
        rejected: accounts.rejected,
        onArticle: count(comments, and(eq(comments.articleId, value('articleId')), own)),
        lastDay: count(comments, and(own, recently, notAhead)),
        dayBeganAt: sql<
          number | null
        >`(SELECT ${comments.createdAt} FROM ${comments} WHERE ${and(own, recently, notAhead)}
          ORDER BY ${comments.createdAt} LIMIT 1)`,
        strikes: count(
          strikes,
          and(
            eq(strikes.accountId, value('accountId')),
            sql`${strikes.undoneAt} IS NULL AND ${strikes.at} > ${value('sinceStrikes')}`,
          ),
        ),
      })
      .from(accounts)
      .where(
        and(
          eq(accounts.id, value('accountId')),
          eq(accounts.siteId, value('siteId')),
          isNull(accounts.erasedAt),
        ),
      )
      .prepare(),
    restrictions: db
      .select({ kind: restrictions.kind, endsAt: restrictions.endsAt })
      .from(restrictions)
      .where(
        and(
          eq(restrictions.accountId, value('accountId')),
          sql`${restrictions.kind} IN ('premoderate', 'mute', 'ban')`,
          isNull(restrictions.liftedAt),
          sql`(${restrictions.endsAt} IS NULL OR ${restrictions.endsAt} > ${value('now')})`,
        ),
      )
      .prepare(),
    recent: newest(own, OWN_BODIES),
    // A literal state, as in the partial index.
    rejected: newest(
      and(eq(comments.siteId, value('siteId')), sql`${comments.state} = 'rejected'`, recently),
      REJECTED_BODIES,
    ),
    decided: db
      .select({ state: comments.state })
      .from(comments)
      .where(
        and(
          own,
          sql`${comments.decidedAt} IS NOT NULL`,
          gt(comments.decidedAt, value('lately')),
          inArray(comments.state, ['published', 'rejected']),
        ),
      )
      .orderBy(desc(comments.decidedAt))
      .limit(atMost(DECIDED))
      .prepare(),
  }
})

const NOBODY = {
  name: '',
  submissions: 0,
  approved: 0,
  rejected: 0,
  onArticle: 0,
  lastDay: 0,
  dayBeganAt: null,
  strikes: 0,
}

/** All from one state of the file. An unknown or erased account answers zeros: its submission is then refused as stale. */
export function readWriterFacts(db: Handle, { siteId, accountId, articleId, now }: Writer): WriterFacts {
  const run = statements(db)
  const yesterday = now - DAY
  const soon = now + AHEAD_MS
  const recent = run.recent.all({ accountId })
  const decided = run.decided.all({ accountId, lately: now - DECIDED_WITHIN })
  return {
    ...(run.account.get({ siteId, accountId, articleId, yesterday, soon, sinceStrikes: now - STRIKE_MS }) ??
      NOBODY),
    lastAt: recent.find(({ createdAt }) => createdAt <= soon)?.createdAt ?? null,
    restrictions: run.restrictions
      .all({ accountId, now })
      .flatMap(({ kind, endsAt }) =>
        kind === 'premoderate' || kind === 'mute' || kind === 'ban' ? [{ kind, endsAt }] : [],
      ),
    recentBodies: recent.map(({ body }) => body),
    rejectedBodies: run.rejected.all({ siteId, yesterday }).map(({ body }) => body),
    recent: {
      decided: decided.length,
      rejected: decided.filter(({ state }) => state === 'rejected').length,
    },
  }
}
