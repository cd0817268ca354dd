import { and, asc, desc, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Comment } from '../../features/comments/model.ts'
import { type QueueItem, type Restriction, STRIKE_MS } from '../../features/moderation/model.ts'
import { type CaseRow, caseFileOf } from './cases.ts'
import { selectComments } from './comment-columns.ts'
import { atMost, type Handle } from './database.ts'
import { accuracyOf } from './reporters.ts'
import { inForce } from './restrictions.ts'
import { accounts, articles, comments, reports, restrictions, screenings } from './schema.ts'

const OUTCOMES_SHOWN = 10
const REPORTS_SHOWN = 50

/** The same few queries for any number of cases, all in one state of the file. */
export function loadItems(read: Handle, rows: readonly CaseRow[], now: number): QueueItem[] {
  if (rows.length === 0) return []
  const commentIds = unique(rows.flatMap((row) => row.commentId ?? []))
  const subjects = commentsOf(read, commentIds)
  const parents = commentsOf(read, unique([...subjects.values()].flatMap(({ parentId }) => parentId ?? [])))
  const articleRows = articlesOf(read, unique(rows.flatMap((row) => row.articleId ?? [])))
  const writers = unique([...subjects.values()].map(({ accountId }) => accountId))
  const authors = authorsOf(read, writers, now)
  const outcomes = outcomesOf(read, writers)
  const reported = reportsOf(read, commentIds)
  const reporters = [...reported.values()].flat().map(({ reporterId }) => reporterId)
  const accuracy = accuracyOf(read, reporters)
  const evidence = evidenceOf(read, commentIds)
  return rows.flatMap((row) => {
    const comment = subjects.get(row.commentId ?? '')
    const article = articleRows.get(row.articleId ?? '')
    const author = comment && authors.get(comment.accountId)
    if (!comment || !article || !author) return []
    return {
      caseFile: caseFileOf(row),
      comment,
      parent: comment.parentId === null ? null : (parents.get(comment.parentId) ?? null),
      article,
      author,
      outcomes: outcomes.get(author.id) ?? [],
      reports: reported.get(comment.id) ?? [],
      accuracy: Object.fromEntries(
        (reported.get(comment.id) ?? []).flatMap(({ reporterId }) => {
          const known = accuracy.get(reporterId)
          return known ? [[reporterId, known]] : []
        }),
      ),
      evidence: evidence.get(comment.id) ?? [],
    }
  })
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}

function commentsOf(read: Handle, ids: string[]): Map<string, Comment> {
  if (ids.length === 0) return new Map()
  return new Map(
    selectComments(read)
      .where(inArray(comments.id, ids))
      .all()
      .map((row) => [row.id, row]),
  )
}

function articlesOf(read: Handle, ids: string[]): Map<string, QueueItem['article']> {
  const rows = read.select(getTableColumns(articles)).from(articles).where(inArray(articles.id, ids)).all()
  return new Map(rows.map((row) => [row.id, row]))
}

function authorsOf(read: Handle, ids: string[], now: number): Map<string, QueueItem['author']> {
  const rows = read
    .select({
      id: accounts.id,
      name: accounts.displayName,
      createdAt: accounts.createdAt,
      approved: accounts.approved,
      rejected: accounts.rejected,
      // By whole names: in a query of one table the builder leaves out its name.
      provider: sql<string | null>`(SELECT min(identities.provider) FROM identities
        WHERE identities.account_id = accounts.id)`,
      strikes: sql<number>`(SELECT coalesce(sum(strikes.points), 0) FROM strikes
        WHERE strikes.account_id = accounts.id AND strikes.undone_at IS NULL
        AND strikes.at > ${now - STRIKE_MS})`,
    })
    .from(accounts)
    .where(inArray(accounts.id, ids))
    .all()
  const held = restrictionsByAccount(read, ids, now)
  return new Map(rows.map((row) => [row.id, { ...row, restrictions: held.get(row.id) ?? [] }]))
}

function restrictionsByAccount(read: Handle, ids: string[], now: number): Map<string, Restriction[]> {
  const rows = read
    .select()
    .from(restrictions)
    .where(and(inArray(restrictions.accountId, ids), inForce(now)))
    .all()
  const byAccount = new Map<string, Restriction[]>()
  for (const row of rows) byAccount.set(row.accountId, [...(byAccount.get(row.accountId) ?? []), row])
  return byAccount
}

/** Each writer's newest decided comments, by the index: a long history costs no more. */
function outcomesOf(read: Handle, writers: string[]): Map<string, QueueItem['outcomes'][number][]> {
  const newestOfEach = sql`SELECT picked.id FROM json_each(${JSON.stringify(writers)}) AS writer
    CROSS JOIN comments AS picked ON picked.id IN (
      SELECT decided.id FROM comments AS decided
      WHERE decided.account_id = writer.value AND decided.decided_at IS NOT NULL
        AND decided.state IN ('published', 'rejected')
      ORDER BY decided.decided_at DESC LIMIT ${atMost(OUTCOMES_SHOWN)})`
  const rows = read
    .select({ id: comments.id, accountId: comments.accountId, state: comments.state, at: comments.decidedAt })
    .from(comments)
    .where(sql`${comments.id} IN (${newestOfEach})`)
    .orderBy(desc(comments.decidedAt), desc(comments.id))
    .all()
  const byWriter = new Map<string, QueueItem['outcomes'][number][]>()
  for (const { id, accountId, state, at } of rows) {
    if (at === null || (state !== 'published' && state !== 'rejected')) continue
    byWriter.set(accountId, [...(byWriter.get(accountId) ?? []), { commentId: id, state, at }])
  }
  return byWriter
}

/** Each comment's newest reports, the open ones among them, oldest first; the risk counts all of them. */
function reportsOf(read: Handle, commentIds: string[]): Map<string, QueueItem['reports'][number][]> {
  const newestOfEach = sql`SELECT picked.id FROM json_each(${JSON.stringify(commentIds)}) AS subject
    CROSS JOIN reports AS picked ON picked.id IN (
      SELECT report.id FROM reports AS report WHERE report.comment_id = subject.value
      ORDER BY report.created_at DESC, report.id DESC LIMIT ${atMost(REPORTS_SHOWN)})`
  const rows = read
    .select(getTableColumns(reports))
    .from(reports)
    .where(sql`${reports.id} IN (${newestOfEach})`)
    .orderBy(asc(reports.createdAt), asc(reports.id))
    .all()
  const byComment = new Map<string, QueueItem['reports'][number][]>()
  for (const row of rows) byComment.set(row.commentId, [...(byComment.get(row.commentId) ?? []), row])
  return byComment
}

function evidenceOf(read: Handle, commentIds: string[]): Map<string, QueueItem['evidence']> {
  const rows = read.select().from(screenings).where(inArray(screenings.commentId, commentIds)).all()
  return new Map(rows.map(({ commentId, results }) => [commentId, results]))
}
