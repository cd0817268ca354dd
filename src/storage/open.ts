import type { Stores } from '../features/ports.ts'

export interface StorageOptions {
  /** `sqlite:` and a path: `sqlite:./data/brevier.db`. */
  url: string
  kind: 'sandbox' | 'production'
  /** Epoch ms. */
  now: number
  /** Folder of the dialects' migrations: `migrations/`. */
  migrationsDir: string
  /** Told of each commit: how long it took, its sync included, and how many writes shared it. */
  onCommit?: ((ms: number, writes: number) => void) | undefined
}

export interface Storage {
  stores: Stores
  /** Whether a change would reach the disk now. */
  canCommit(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens the database that the URL names, creating or upgrading it. Only the dialect in use is loaded.
 * @throws on an unknown scheme, and what the dialect throws when the database must not be served
 */
export async function openStorage({ url, migrationsDir, ...options }: StorageOptions): Promise<Storage> {
  const [, scheme, path] = /^([a-z]+):(?:\/\/(?=\/))?(.*)$/.exec(url) ?? []
  if (scheme !== 'sqlite') throw new Error('the database URL must begin with sqlite: and name a file')
  if (path === undefined || path === '' || path === ':memory:')
    throw new Error('the database URL names no file')
  const { openSqlite } = await import('./sqlite/index.ts')
  return openSqlite({ ...options, file: path, migrationsDir: `${migrationsDir}/sqlite` })
}
