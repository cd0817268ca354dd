import { type SQL, sql } from 'drizzle-orm'
import type { QueueOrder, QueuePlace, QueueRest, QueueSearch } from '../../features/moderation/model.ts'

// Tables by their whole names: in a query of one table the builder leaves its name out.

/** Conditions on open cases, which an index has already narrowed down: none of them walks a table. */
export function narrowed({ writerId, clause, reason, language, text }: QueueSearch): SQL[] {
  return [
    writerId !== undefined &&
      sql`cases.comment_id IN (SELECT id FROM comments
        WHERE account_id = ${writerId} AND state IN ('pending', 'published'))`,
    clause !== undefined &&
      sql`EXISTS (SELECT 1 FROM reports
        WHERE reports.comment_id = cases.comment_id AND reports.clause = ${clause} AND reports.outcome = 'open')`,
    reason !== undefined &&
      sql`EXISTS (SELECT 1 FROM json_each(cases.factors) AS held
        WHERE json_extract(held.value, '$.factor') = ${reason})`,
    language !== undefined &&
      sql`EXISTS (SELECT 1 FROM articles
        WHERE articles.id = cases.article_id AND articles.language = ${language})`,
    text !== undefined &&
      sql`EXISTS (SELECT 1 FROM comments
        WHERE comments.id = cases.comment_id AND comments.body LIKE ${containing(text)} ESCAPE '\\')`,
  ].filter((condition) => condition !== false)
}

/** A pattern of the text itself: what has a meaning in patterns is taken literally. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
}

/** What an earlier page of the queue left: between its last risky card and its first calm one. */
export function leftBy({ after, before }: QueueRest, order: QueueOrder): SQL {
  if (order === 'oldest') return sql`(cases.opened_at, cases.id) > (${after.rank}, ${after.id})`
  const below = sql`(cases.priority, cases.id) < ${place(after)}`
  return before === null ? below : sql`${below} AND (cases.priority, cases.id) > ${place(before)}`
}

function place({ rank, id }: QueuePlace): SQL {
  return sql`(${-rank}, ${id})`
}
