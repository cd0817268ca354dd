import type { Appeal, CaseFile } from './model.ts'

export interface AppealStore {
  /**
   * Keeps the appeal and opens its case in one step. `duplicate`: this person has contested the decision before
   * (that appeal is answered). `stale`: the decision does not stand any more.
   */
  fileAppeal(
    appeal: Appeal,
    newCase: {
      id: string
      commentId: string | null
      articleId: string | null
      accountId: string | null
      dueAt: number
    },
  ): Promise<{ outcome: 'applied' | 'duplicate'; appeal: Appeal } | { outcome: 'stale' }>
  appeal(siteId: string, id: string): Promise<Appeal | null>
  /** The person's own, newest first, at most 200. */
  appealsOf(siteId: string, appellantId: string): Promise<Appeal[]>
  /** Open ones oldest first, or decided ones newest first, each with its case. */
  appeals(
    siteId: string,
    query: { open: boolean; limit: number },
  ): Promise<{ appeal: Appeal; caseFile: CaseFile; appellantName: string }[]>
  /** The work on an appeal. */
  appealCase(siteId: string, appealId: string): Promise<CaseFile | null>
  openAppeals(siteId: string): Promise<number>
}
