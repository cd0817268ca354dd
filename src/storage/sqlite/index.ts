import { existsSync } from 'node:fs'
import type { PlainLog, Stores, Upkeep } from '../../features/ports.ts'
import { clearLeftBehind } from '../left-behind.ts'
import { createSqliteAccountStore } from './accounts.ts'
import { createSqliteArticleStore } from './articles.ts'
import { createSqliteCommentStore } from './comments.ts'
import { openReader, openWriter } from './connection.ts'
import { repairCounters } from './counters.ts'
import { createDatabase, createReadOnlyDatabase, type Database } from './database.ts'
import { createSqliteDeliveryStore } from './delivery.ts'
import { isFull, openingError } from './errors.ts'
import { inspectFile } from './inspect.ts'
import { canCommit, type InstallationKind, refuseOtherKind, stamp } from './installation.ts'
import { type Lock, lockFile } from './lock.ts'
import { demandNewest, migrate } from './migrate.ts'
import { createSqliteModerationStore } from './moderation.ts'
import { createSqlitePolicyStore } from './policy.ts'
import { createProgressNote, type ProgressNote } from './progress.ts'
import type { OnCommit } from './shared-commit.ts'
import { createSqliteSiteStore } from './sites.ts'
import { createSpace, type Space } from './space.ts'
import { createSqliteWordStore } from './words.ts'

export interface SqliteOptions {
  file: string
  kind: InstallationKind
  /** Epoch ms; stamped on what is created now. */
  now: number
  migrationsDir: string
  /** Nobody is told unless given. */
  log?: PlainLog | undefined
  /** Writes that share a commit, and whether commits are paced; see `createSharedCommit`. */
  batch?: number | undefined
  paced?: boolean | undefined
  /** Room kept for moderation on a full disk; 0, none, unless given. */
  ballastBytes?: number | undefined
  /** Called once when nothing can be called saved any more: the process must end. */
  onFatal?: ((error: unknown) => void) | undefined
  /** Where the copy before a migration goes; see `migrate`. */
  backupDir?: string | undefined
  onCommit?: OnCommit | undefined
}

export interface OpenStorage {
  stores: Stores
  upkeep: Upkeep
  /** Whether a change would reach the disk now. */
  canCommit(): Promise<boolean>
  close(): Promise<void>
}

const SILENT: PlainLog = { info() {}, warn() {}, error() {} }

/**
 * Locks the file, brings it to the newest schema, compares it with how far it had come, and opens it.
 * @throws when another process serves the file, it is of the other kind, newer than this version or damaged
 */
export async function openSqlite({ file, log = SILENT, ...options }: SqliteOptions): Promise<OpenStorage> {
  let lock: Lock | null = null
  try {
    lock = lockFile(file)
    const held = lock
    for (const { path, bytes } of clearLeftBehind(file, options.now))
      log.info({ path, bytes }, 'removed the copy that a killed restore or import left behind')
    const space = createSpace({ file, ballastBytes: options.ballastBytes ?? 0, log })
    const open = () => openNewest({ file, log, ...options }, space)
    const db = await open().catch((error: unknown) => {
      if (isFull(error) && existsSync(`${file}.ballast`) && space.makeRoom()) return open()
      throw error
    })
    const note = createProgressNote({ file, db, log })
    await note.compare().catch(async (error: unknown) => {
      await db.close()
      throw error
    })
    return {
      stores: createSqliteStores(db),
      upkeep: createUpkeep({ file, db, space, note }),
      canCommit: () => canCommit(db),
      async close() {
        await note.write()
        await db.close()
        held.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw openingError(error, file)
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
    throw openingError(error, file)
  }
  const db = createReadOnlyDatabase(reader)
  const note = createProgressNote({ file, db, log: SILENT })
  const space = createSpace({ file, ballastBytes: null, log: SILENT })
  return {
    stores: createSqliteStores(db),
    upkeep: { ...createUpkeep({ file, db, space, note }), noteProgress: async () => {} },
    canCommit: async () => false,
    close: () => db.close(),
  }
}

/** One connection checks, migrates and then serves: each opening and closing costs syncs of the disk. */
async function openNewest(
  { file, kind, now, migrationsDir, backupDir, batch, paced, onFatal, onCommit, log = SILENT }: SqliteOptions,
  { isFull, makeRoom }: Space,
): Promise<Database> {
  const writer = openWriter(file)
  try {
    refuseOtherKind(writer, kind)
    await migrate(writer, { migrationsDir, backupDir, now })
    const onTrouble = (error: unknown) =>
      log.error({ error }, 'nothing can be saved just now: writes are refused')
    const options = {
      isFull,
      onFull: makeRoom,
      onTrouble,
      ...(batch && { batch }),
      ...(paced && { paced }),
      ...(onFatal && { onFatal }),
      ...(onCommit && { onCommit }),
    }
    const db = createDatabase(writer, options)
    await stamp(db, kind, now)
    return db
  } catch (error) {
    writer.close()
    throw error
  }
}

function createUpkeep({
  file,
  db,
  space,
  note,
}: {
  file: string
  db: Database
  space: Space
  note: ProgressNote
}): Upkeep {
  return {
    lookAtSpace: () => space.look(),
    noteProgress: () => note.write(),
    inspect: async () => ({ ...(await inspectFile(file)), losses: note.losses() }),
    repairCounters: (faults) => repairCounters(db, faults),
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
