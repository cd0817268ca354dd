import { Problem } from '../../kernel/errors.ts'
import type { Comment } from '../comments/model.ts'
import type { ReportStore } from './store.ts'

const OWN_REPORTS = 1_000

/** Domain, rule 10: not of what is open, nor of what the decision `ended`. @throws {Problem} `own-report` */
export async function refuseOwnReport(
  store: ReportStore,
  { siteId, accountId }: { siteId: string; accountId: string },
  { id }: Pick<Comment, 'id'>,
  ended: string | null = null,
): Promise<void> {
  const own = await store.reportsBy(siteId, accountId, OWN_REPORTS)
  const isConcerned = own.some(
    ({ commentId, decisionId, outcome }) =>
      commentId === id && (outcome === 'open' || (ended !== null && decisionId === ended)),
  )
  if (isConcerned) throw new Problem('own-report')
}
