/** Free text and claimants' names that have reached their time. Each call forgets at most `limit`, oldest first, and answers how many. */
export interface RetentionStore {
  /** Written reasons of decisions made before, with the salt that ties them to the log; not while an appeal is open. */
  forgetReasons(before: number, limit: number): Promise<number>
  /** What was written in appeals that were ended before. */
  forgetAppeals(before: number, limit: number): Promise<number>
  forgetReportNotes(before: number, limit: number): Promise<number>
  /** Name, address and text of notices that were decided before. */
  forgetClaimants(before: number, limit: number): Promise<number>
  dropInbox(before: number, limit: number): Promise<number>
  dropNotes(before: number, limit: number): Promise<number>
  /** Hidden comments of people who are gone, which an appeal or a notice held when they went and nothing holds now. */
  leftBehind(limit: number): Promise<{ siteId: string; commentId: string }[]>
}
