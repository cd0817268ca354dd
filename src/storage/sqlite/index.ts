import type { Stores } from '../../features/ports.ts'
import { createSqliteAccountStore } from './accounts.ts'
import { createSqliteArticleStore } from './articles.ts'
import { createSqliteCommentStore } from './comments.ts'
import { type Connection, openReader, openWriter } from './connection.ts'
import { createDatabase, createReadOnlyDatabase, type Database } from './database.ts'
import { createSqliteDeliveryStore } from './delivery.ts'
import { canCommit, type InstallationKind, refuseOtherKind, stamp } from './installation.ts'
import { lockFile } from './lock.ts'
import { demandNewest, migrate } from './migrate.ts'
import { createSqliteModerationStore } from './moderation.ts'
import { createSqlitePolicyStore } from './policy.ts'
import type { OnCommit } from './shared-commit.ts'
import { createSqliteSiteStore } from './sites.ts'
import { createSqliteWordStore } from './words.ts'

export interface SqliteOptions {
  file: string
  kind: InstallationKind
  /** Epoch ms; stamped on what is created now. */
  now: number
  migrationsDir: string
  onCommit?: OnCommit | undefined
}

export interface OpenStorage {
  stores: Stores
  /** What the engine finds wrong with the file, in its own words; a walk over all of it. */
  quickCheck(): string[]
  /** Whether a change would reach the disk now. */
  canCommit(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Locks the file, brings it to the newest schema, and opens it.
 * @throws when another process serves the file, it is of the other kind, newer than this version or damaged
 */
export async function openSqlite({ file, kind, ...options }: SqliteOptions): Promise<OpenStorage> {
  const lock = lockFile(file)
  try {
    const db = await openNewest(file, kind, options)
    return {
      stores: createSqliteStores(db),
      quickCheck() {
        const reader = openReader(file)
        try {
          return quickCheck(reader)
        } finally {
          reader.close()
        }
      },
      canCommit: () => canCommit(db),
      async close() {
        await db.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * Opens the file for reading alone, beside a process that serves it: no lock, no migration.
 * @throws when there is none, it is of the other kind or of another version
 */
export async function readSqlite({
  file,
  kind,
  migrationsDir,
}: Pick<SqliteOptions, 'file' | 'kind' | 'migrationsDir'>): Promise<OpenStorage> {
  const reader = openReader(file)
  try {
    refuseOtherKind(reader, kind)
    demandNewest(reader, migrationsDir)
  } catch (error) {
    reader.close()
    throw error
  }
  const db = createReadOnlyDatabase(reader)
  return {
    stores: createSqliteStores(db),
    quickCheck: () => quickCheck(reader),
    canCommit: async () => false,
    close: () => db.close(),
  }
}

/** What the engine finds wrong with the file, in its own words. */
function quickCheck(reader: Connection): string[] {
  const rows = reader.prepare<[], string>('PRAGMA quick_check(20)').pluck().all()
  return rows.filter((row) => row !== 'ok')
}

/** One connection checks, migrates and then serves: each opening and closing costs syncs of the disk. */
async function openNewest(
  file: string,
  kind: InstallationKind,
  { migrationsDir, now, onCommit }: Pick<SqliteOptions, 'migrationsDir' | 'now' | 'onCommit'>,
): Promise<Database> {
  const writer = openWriter(file)
  try {
    refuseOtherKind(writer, kind)
    await migrate(writer, { migrationsDir, now })
    const db = createDatabase(writer, openReader(file), onCommit)
    await stamp(db, kind, now)
    return db
  } catch (error) {
    writer.close()
    throw error
  }
}

export function createSqliteStores(db: Database): Stores {
  return {
    sites: createSqliteSiteStore(db),
    accounts: createSqliteAccountStore(db),
    articles: createSqliteArticleStore(db),
    policy: createSqlitePolicyStore(db),
    delivery: createSqliteDeliveryStore(db),
    comments: createSqliteCommentStore(db),
    moderation: createSqliteModerationStore(db),
    words: createSqliteWordStore(db),
  }
}
