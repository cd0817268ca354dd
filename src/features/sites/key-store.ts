import type { SiteKey } from './keys-model.ts'

/** Keys with which a paper's own system tells of its articles. */
export interface SiteKeyStore {
  /** `full` when the site has as many live keys as it may. `hash`: SHA-256 (hex) of the key. */
  addKey(key: SiteKey & { hash: string }, most: number): Promise<'applied' | 'full'>
  /** `missing` when the site has no live key of this id. */
  endKey(siteId: string, id: string, now: number): Promise<'applied' | 'missing'>
  /** All of the site's, oldest first. */
  keys(siteId: string): Promise<SiteKey[]>
  /** The site of the live key with this hash. */
  siteOfKey(hash: string): Promise<string | null>
}
