import type { Site } from './model.ts'

export interface SiteStore {
  /** `duplicate` when another site has the key. */
  insert(site: Site): Promise<'applied' | 'duplicate'>
  /** Replaces everything but `id`, `key` and `createdAt`, and bumps `revision`. */
  update(site: Site): Promise<'applied' | 'missing'>
  byId(id: string): Promise<Site | null>
  byKey(key: string): Promise<Site | null>
  /** Oldest first. */
  list(): Promise<Site[]>
}
