import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { WriterFacts } from '../../features/comments/model.ts'
import { STRIKE_MS } from '../../features/moderation/model.ts'
import { AHEAD_MS, DAY } from '../../kernel/clock.ts'
import { type Handle, oncePerHandle } from './database.ts'
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
  const count = (where: ReturnType<typeof and>) =>
    db.select({ rows: sql<number>`count(*)` }).from(comments).where(where).prepare()
  const newest = (where: ReturnType<typeof and>, limit: number) =>
    db
      .select({ body: comments.body, createdAt: comments.createdAt })
      .from(comments)
      .where(where)
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(limit)
      .prepare()
  return {
    account: db
      .select({ submissions: accounts.submissions, approved: accounts.approved, rejected: accounts.rejected })
      .from(accounts)
      .where(and(eq(accounts.id, value('accountId')), eq(accounts.siteId, value('siteId'))))
      .prepare(),
    strikes: db
      .select({ rows: sql<number>`count(*)` })
      .from(strikes)
      .where(
        and(
          eq(strikes.accountId, value('accountId')),
          sql`${strikes.undoneAt} IS NULL AND ${strikes.at} > ${value('sinceStrikes')}`,
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
          sql`${restrictions.startsAt} <= ${value('now')} AND ${restrictions.liftedAt} IS NULL`,
          sql`(${restrictions.endsAt} IS NULL OR ${restrictions.endsAt} > ${value('now')})`,
        ),
      )
      .prepare(),
    onArticle: count(and(eq(comments.articleId, value('articleId')), own)),
    lastDay: count(and(own, recently, notAhead)),
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
      .limit(DECIDED)
      .prepare(),
  }
})

/** All from one state of the file. An unknown account answers zeros: its submission is then refused as stale. */
export function readWriterFacts(db: Handle, { siteId, accountId, articleId, now }: Writer): WriterFacts {
  const run = statements(db)
  const yesterday = now - DAY
  const soon = now + AHEAD_MS
  const recent = run.recent.all({ accountId })
  const decided = run.decided.all({ accountId, lately: now - DECIDED_WITHIN })
  return {
    ...(run.account.get({ accountId, siteId }) ?? { submissions: 0, approved: 0, rejected: 0 }),
    onArticle: run.onArticle.get({ articleId, accountId })?.rows ?? 0,
    lastDay: run.lastDay.get({ accountId, yesterday, soon })?.rows ?? 0,
    lastAt: recent.find(({ createdAt }) => createdAt <= soon)?.createdAt ?? null,
    strikes: run.strikes.get({ accountId, sinceStrikes: now - STRIKE_MS })?.rows ?? 0,
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
