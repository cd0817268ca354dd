import { sql } from 'drizzle-orm'
import type { CounterFault, CounterName } from '../../features/ports.ts'
import type { Database } from './database.ts'

/** A number that is kept, and the query that counts it anew for one row. */
interface Counter {
  table: 'articles' | 'comments' | 'accounts'
  column: string
  /** Of the row `kept`. */
  counted: string
}

/** What the decisions on somebody's comments say of the writer; what took one back takes its share back, too. */
function recordOf(column: 'approved' | 'rejected'): string {
  const share = (action: string) =>
    column === 'approved'
      ? `(CASE ${action} WHEN 'approve' THEN 1 WHEN 'overturn' THEN 1 ELSE 0 END)`
      : `(CASE ${action} WHEN 'reject' THEN 1 WHEN 'overturn' THEN -1 ELSE 0 END)`
  return `(SELECT max(0, coalesce(sum(${share('made.action')} - ${share("coalesce(undone.action, '')")}), 0))
    FROM comments JOIN decisions AS made ON made.comment_id = comments.id
    LEFT JOIN decisions AS undone ON undone.id = made.reverses AND made.action = 'undo'
    WHERE comments.account_id = kept.id)`
}

const COUNTERS: Readonly<Record<CounterName, Counter>> = {
  'comments of an article': {
    table: 'articles',
    column: 'comment_count',
    counted: `(SELECT count(*) FROM comments WHERE article_id = kept.id AND state = 'published')`,
  },
  'replies to a comment': {
    table: 'comments',
    column: 'published_replies',
    // Both states, as the index of replies has them: without, each comment's replies are looked for among all comments.
    counted: `(SELECT count(*) FROM comments AS reply WHERE reply.parent_id = kept.id
      AND reply.state IN ('published', 'blinded') AND reply.state = 'published')`,
  },
  'submissions of a writer': {
    table: 'accounts',
    column: 'submissions',
    counted: '(SELECT count(*) FROM comments WHERE account_id = kept.id)',
  },
  'approvals of a writer': { table: 'accounts', column: 'approved', counted: recordOf('approved') },
  'rejections of a writer': { table: 'accounts', column: 'rejected', counted: recordOf('rejected') },
}

const MOST_FAULTS = 1_000

/** One query for each counter: `id`, `kept`, `counted` of the rows where they differ. */
export const COUNTER_CHECKS: readonly { counter: CounterName; query: string }[] = entries().map(
  ([counter, { table, column, counted }]) => ({
    counter,
    query: `SELECT id, kept, counted FROM (SELECT kept.id AS id, kept.${column} AS kept, ${counted} AS counted
      FROM ${table} AS kept ${table === 'comments' ? 'WHERE kept.parent_id IS NULL' : ''})
      WHERE kept <> counted LIMIT ${MOST_FAULTS}`,
  }),
)

/** Counts these rows anew, in one step with writing what was counted. Answers how many still differed. */
export function repairCounters(db: Database, faults: readonly CounterFault[]): Promise<number> {
  return db.write((tx) => {
    let repaired = 0
    for (const { counter, id } of faults) {
      const { table, column, counted } = COUNTERS[counter]
      const changed = tx.run(
        sql`UPDATE ${sql.raw(table)} AS kept SET ${sql.raw(`${column} = ${counted}`)}
          WHERE id = ${id} AND ${sql.raw(`${column} <> ${counted}`)}`,
      )
      repaired += changed.changes
    }
    return repaired
  })
}

function entries(): [CounterName, Counter][] {
  return Object.entries(COUNTERS).map(([name, counter]) => [name as CounterName, counter])
}
