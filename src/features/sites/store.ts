import type { SiteKeyStore } from './key-store.ts'
import type { Site } from './model.ts'

export interface SiteStore extends SiteKeyStore {
  /** `duplicate` when another site has the key. */
  insert(site: Site): Promise<'applied' | 'duplicate'>
  /**
   * Replaces everything but `id`, `key` and `createdAt`, and bumps `revision`. `stale` when the site is not of the
   * revision that was seen.
   */
  update(site: Site, seenRevision?: number): Promise<'applied' | 'missing' | 'stale'>
  /** Bumps `revision` when it changes something. */
  setPaused(id: string, paused: boolean): Promise<'applied' | 'unchanged'>
  byId(id: string): Promise<Site | null>
  byKey(key: string): Promise<Site | null>
  /** Oldest first. */
  list(): Promise<Site[]>
}
