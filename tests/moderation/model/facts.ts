import type { Appeal, Decision, LegalNotice, Report } from '../../../src/features/moderation/model.ts'
import { withFile } from '../../support/desk.ts'
import type { Run } from './run.ts'

interface CaseRow {
  id: string
  kind: string
  commentId: string | null
  appealId: string | null
  noticeId: string | null
  closedAt: number | null
  leaseHolderId: string | null
}

type Table<Row> = readonly Row[]

/** What stands in the file about one run. */
export interface Facts {
  /** Every decision of the site since the run began: of other runs' comments, the clock's. */
  log: readonly Decision[]
  byId: ReadonlyMap<string, Decision>
  /** Not taken back, or put back since. */
  stands(id: string): boolean
  /** Taken back within the time for an undo. */
  isUndone(id: string): boolean
  comments: Table<{ id: string; accountId: string; state: string; version: number }>
  cases: Table<CaseRow>
  appeals: Table<
    Pick<Appeal, 'id' | 'decisionId' | 'appellantId' | 'side' | 'outcome' | 'decidedAt' | 'answerId'>
  >
  notices: Table<Pick<LegalNotice, 'id' | 'commentId' | 'outcome' | 'decidedAt' | 'answerId'>>
  reports: Table<Pick<Report, 'id' | 'commentId' | 'reporterId' | 'outcome' | 'decisionId' | 'createdAt'>>
  inbox: Table<{ accountId: string; decisionId: string; kind: string }>
}

export async function factsOf({ articleId, company, fromSeq, world }: Run): Promise<Facts> {
  const log = await world.stores.moderation.log(world.site.id, { afterSeq: fromSeq, limit: 1_000_000 })
  const byId = new Map(log.map((decision) => [decision.id, decision]))
  const against = new Map<string, Decision[]>()
  for (const decision of log)
    if (decision.reverses !== null)
      against.set(decision.reverses, [...(against.get(decision.reverses) ?? []), decision])
  const stands = (id: string): boolean => !(against.get(id) ?? []).some((other) => stands(other.id))
  const isUndone = (id: string) => (against.get(id) ?? []).some(({ action }) => action === 'undo')
  const readers = JSON.stringify(company.readers.map(({ account }) => account.id))
  return withFile(world, (db) => {
    const on = (columns: string, table: string) =>
      db
        .prepare(
          `SELECT ${columns} FROM ${table} WHERE comment_id IN (SELECT id FROM comments WHERE article_id = ?)`,
        )
        .all(articleId)
    const of = (columns: string, table: string, column: string) =>
      db
        .prepare(`SELECT ${columns} FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`)
        .all(readers)
    const aCase = `id, kind, comment_id AS commentId, appeal_id AS appealId, notice_id AS noticeId,
      closed_at AS closedAt, lease_holder_id AS leaseHolderId`
    const answer = 'outcome, decided_at AS decidedAt, answer_id AS answerId'
    return {
      log,
      byId,
      stands,
      isUndone,
      comments: db
        .prepare('SELECT id, account_id AS accountId, state, version FROM comments WHERE article_id = ?')
        .all(articleId) as Facts['comments'],
      cases: [...on(aCase, 'cases'), ...of(aCase, 'cases', 'account_id')] as Facts['cases'],
      appeals: (
        of(
          `id, decision_id AS decisionId, appellant_id AS appellantId, side, ${answer}`,
          'appeals',
          'appellant_id',
        ) as Facts['appeals']
      ).filter(({ decisionId }) => byId.has(decisionId)),
      notices: on(`id, comment_id AS commentId, ${answer}`, 'legal_notices') as Facts['notices'],
      reports: on(
        `id, comment_id AS commentId, reporter_id AS reporterId, outcome, decision_id AS decisionId,
         created_at AS createdAt`,
        'reports',
      ) as Facts['reports'],
      inbox: (
        of(
          'account_id AS accountId, decision_id AS decisionId, kind',
          'inbox',
          'account_id',
        ) as Facts['inbox']
      ).filter(({ decisionId }) => byId.has(decisionId)),
    }
  })
}
