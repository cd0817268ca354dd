import type { PolicyVersion } from './model.ts'

export interface PolicyStore {
  /** `stale` when the version number is not the next one of its site. */
  insert(policy: PolicyVersion): Promise<'applied' | 'stale'>
  /** The newest version, or `null` for a site without a policy. */
  current(siteId: string): Promise<PolicyVersion | null>
  byVersion(siteId: string, version: number): Promise<PolicyVersion | null>
  /** Newest first. */
  list(siteId: string): Promise<PolicyVersion[]>
}
