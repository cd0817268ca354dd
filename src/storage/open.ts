import type { PlainLog, Stores, Upkeep } from '../features/ports.ts'

export interface StorageOptions {
  /** `sqlite:` and a path: `sqlite:./data/brevier.db`. */
  url: string
  kind: 'sandbox' | 'production'
  /** Epoch ms. */
  now: number
  /** Folder of the dialects' migrations: `migrations/`. */
  migrationsDir: string
  /** Nobody is told unless given. */
  log?: PlainLog | undefined
  /** Writes that share a commit: 1 switches the sharing off, for measuring. */
  batch?: number | undefined
  /** Whether commits leave most of the time to other work: for a process that serves. */
  paced?: boolean | undefined
  /** Room kept for moderation on a full disk; none unless given. */
  ballastBytes?: number | undefined
  /** Called once when nothing can be called saved any more: the process must end. */
  onFatal?: ((error: unknown) => void) | undefined
  /** Where the copy before a migration goes; `backups/` beside the database unless given. */
  backupDir?: string | undefined
  /** Told of each commit: how long it took, its sync included, and how many writes shared it. */
  onCommit?: ((ms: number, writes: number) => void) | undefined
}

export interface Storage {
  stores: Stores
  upkeep: Upkeep
  /** Whether a change would reach the disk now. */
  canCommit(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens the database that the URL names, creating or upgrading it. Only the dialect in use is loaded.
 * @throws on an unknown scheme, and what the dialect throws when the database must not be served
 */
export async function openStorage({ url, migrationsDir, ...options }: StorageOptions): Promise<Storage> {
  const file = databaseFile(url)
  const { openSqlite } = await import('./sqlite/index.ts')
  return openSqlite({ ...options, file, migrationsDir: `${migrationsDir}/sqlite` })
}

/** Opens it for reading alone, beside the process that serves it. @throws as `openStorage`, and when it is not there */
export async function readStorage({
  url,
  kind,
  migrationsDir,
}: Omit<StorageOptions, 'now'>): Promise<Storage> {
  const file = databaseFile(url)
  const { readSqlite } = await import('./sqlite/index.ts')
  return readSqlite({ kind, file, migrationsDir: `${migrationsDir}/sqlite` })
}

/** Version of the engine, and the oldest that is served. */
export async function engineVersion(): Promise<{ version: string; floor: string; isServed: boolean }> {
  const { sqliteVersion } = await import('./sqlite/connection.ts')
  return sqliteVersion()
}

/** Path of the file that the URL names. @throws on an unknown scheme */
export function databaseFile(url: string): string {
  const [, scheme, path] = /^([a-z]+):(?:\/\/(?=\/))?(.*)$/.exec(url) ?? []
  if (scheme !== 'sqlite') throw new Error('the database URL must begin with sqlite: and name a file')
  if (path === undefined || path === '' || path === ':memory:')
    throw new Error('the database URL names no file')
  return path
}
