import type { Manifest } from './backup-files.ts'
import { databaseFile } from './open.ts'
import type { Imported, ImportOptions } from './sqlite/import.ts'
import type { Restored, RestoreOptions } from './sqlite/restore.ts'

export interface UpkeepOptions {
  /** `sqlite:` and a path. */
  url: string
  kind: 'sandbox' | 'production'
  migrationsDir: string
}

/** What is done to a database as a whole, beside the process that serves it or in its place. */
export interface Upkeep {
  /** Beside a process that serves. */
  backUp(options: {
    dir: string
    now: number
    leaveBytes: number
    signal?: AbortSignal | undefined
  }): Promise<{ path: string; manifest: Manifest }>
  /** Only while none serves. */
  restore(options: Omit<RestoreOptions, 'file' | 'kind' | 'migrationsDir'>): Promise<Restored>
  /** Beside a process that serves: text in chunks, of one snapshot. */
  exportChunks(now: number): AsyncIterable<string>
  /** Only while none serves. */
  importInto(options: Omit<ImportOptions, 'file' | 'kind' | 'migrationsDir'>): Promise<Imported>
}

/** Nothing is opened before it is needed. @throws on an unknown scheme */
export async function openUpkeep({ url, kind, migrationsDir }: UpkeepOptions): Promise<Upkeep> {
  const target = { file: databaseFile(url), kind, migrationsDir: `${migrationsDir}/sqlite` }
  const { createSqliteUpkeep } = await import('./sqlite/upkeep.ts')
  return createSqliteUpkeep(target)
}
