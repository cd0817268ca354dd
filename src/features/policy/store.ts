import type { PolicyDraft, PolicyVersion } from './model.ts'

export interface PolicyStore {
  /** `stale` when the version number is not the next one of its site. */
  insert(policy: PolicyVersion): Promise<'applied' | 'stale'>
  /** The newest version, or `null` for a site without a policy. */
  current(siteId: string): Promise<PolicyVersion | null>
  /** Its number alone: every comment is stamped with it, and its clauses are long. */
  currentVersion(siteId: string): Promise<number | null>
  byVersion(siteId: string, version: number): Promise<PolicyVersion | null>
  /** Newest first. */
  list(siteId: string): Promise<PolicyVersion[]>
  draft(siteId: string): Promise<PolicyDraft | null>
  /**
   * Writes the draft as revision `draft.revision`, which is one more than the revision it was made from; 1 begins one.
   * `stale` when another revision is there.
   */
  saveDraft(draft: PolicyDraft): Promise<'applied' | 'stale'>
  /** Throws the draft away. `stale` when it is not of this revision. */
  dropDraft(siteId: string, revision: number): Promise<'applied' | 'stale'>
  /** Publishes and ends the draft in one step. `stale` as `insert`, or when the draft is not of this revision. */
  publishDraft(policy: PolicyVersion, revision: number): Promise<'applied' | 'stale'>
}
