import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Manifest, manifestPath, readManifest } from '../backup-files.ts'
import { demandRoom, hashFile, linkOrCopy, privateFile, putInPlace, syncPath } from '../durable.ts'
import { checkWhole, remove, schemaOf } from './backup.ts'
import type { Connection } from './connection.ts'
import { type InstallationKind, refuseOtherKind } from './installation.ts'
import { lockFile } from './lock.ts'
import { refuseNewer } from './migrate.ts'
import { progressNotes } from './progress.ts'
import { digestRows } from './rows.ts'
import { tables } from './tables.ts'

export interface RestoreOptions {
  /** The database that is replaced, or made. */
  file: string
  /** A backup. */
  source: string
  kind: InstallationKind
  migrationsDir: string
  /** Epoch ms. */
  now: number
  /** End all sessions and logins of the restored file. */
  signOut: boolean
  /** Take a file that has no manifest, such as a replicator's: only what SQLite itself can see is checked. */
  withoutManifest: boolean
  /** Check everything and change nothing. */
  dryRun: boolean
}

export interface Restored {
  /** When the backup was made, ISO; `null` without a manifest. */
  madeAt: string | null
  schema: string
  digest: string
  rows: Record<string, number>
  /** Where the database that was there is now. */
  kept: string | null
}

/**
 * Puts a backup in the database's place: copied to a new path, opened, checked, synced and renamed, so that a killed
 * process leaves the one or the other. What was there is kept under another name.
 * @throws before any change when a process serves the file, or the backup is damaged, of another kind or newer
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, source, now, dryRun } = options
  const manifest = manifestOf(options)
  // Looking at a backup changes nothing: it need not wait until the service is stopped.
  const lock = dryRun ? null : lockFile(file)
  const making = join(dirname(file), `.${basename(file)}.${dryRun ? 'checking' : 'restoring'}`)
  try {
    await copyIn(source, making, manifest)
    const found = check(making, manifest, options)
    const madeAt = manifest?.createdAt ?? null
    if (dryRun) return { madeAt, ...found, kept: null }
    const kept = existsSync(file) ? keepOld(file, now) : null
    // A log that is left beside the new file would be played into it, silently.
    const { noted, lost } = progressNotes(file)
    for (const name of [`${file}-wal`, `${file}-shm`, noted, lost]) rmSync(name, { force: true })
    syncPath(dirname(file))
    putInPlace(making, file)
    return { madeAt, ...found, kept }
  } finally {
    remove(making)
    lock?.release()
  }
}

function manifestOf({ source, withoutManifest }: RestoreOptions): Manifest | null {
  const found = statSync(source, { throwIfNoEntry: false })
  if (!found) throw new Error(`there is no file ${source}`)
  // A pipe would be waited for, by whoever has the lock.
  if (!found.isFile()) throw new Error(`${source} is no file`)
  if (existsSync(`${source}-wal`) && statSync(`${source}-wal`).size > 0)
    throw new Error(
      `${source} has a -wal beside it: it is, or was, a running database and not whole without it`,
    )
  const path = manifestPath(source)
  if (path !== source && existsSync(path)) return readManifest(path)
  if (withoutManifest) return null
  throw new Error(
    `${source} has no manifest ${basename(path)} beside it, so that nothing says what it must hold. If you know where it comes from: --without-manifest`,
  )
}

async function copyIn(source: string, making: string, manifest: Manifest | null): Promise<void> {
  const { size } = statSync(source)
  if (manifest && size !== manifest.bytes)
    throw new Error(
      `${source} has ${size} bytes and its manifest says ${manifest.bytes}: it is cut or changed`,
    )
  demandRoom(dirname(making), size)
  remove(making)
  privateFile(making)
  copyFileSync(source, making)
  if (manifest && (await hashFile(making)) !== manifest.sha256)
    throw new Error(`${source} is not the file that its manifest describes: it was changed`)
}

/** Opens the copy, never the backup itself. */
function check(
  making: string,
  manifest: Manifest | null,
  { source, kind, migrationsDir, signOut }: RestoreOptions,
): Omit<Restored, 'madeAt' | 'kept'> {
  const connection = new Sqlite(making, { fileMustExist: true })
  try {
    connection.pragma('trusted_schema = OFF')
    connection.pragma('cell_size_check = ON')
    connection.pragma('journal_mode = DELETE')
    connection.pragma('synchronous = FULL')
    checkWhole(connection, source)
    const known = tables(connection)
    if (!known.includes('schema_migrations') || !known.includes('installation'))
      throw new Error(`${source} is no database of this program`)
    refuseNewer(connection, migrationsDir)
    refuseOtherKind(connection, kind)
    const { digest, rows } = digestRows(connection)
    if (manifest && digest !== manifest.digest)
      throw new Error(`${source} holds other rows than its manifest says`)
    if (signOut) endSessions(connection, known)
    return { schema: schemaOf(connection), digest, rows }
  } catch (error) {
    throw isForeign(error) ? new Error(`${source} is no whole database`, { cause: error }) : error
  } finally {
    connection.close()
  }
}

function endSessions(connection: Connection, known: readonly string[]): void {
  const open = ['login_attempts', 'sessions'].filter((table) => known.includes(table))
  connection
    .transaction(() => {
      for (const table of open) connection.exec(`DELETE FROM ${table}`)
    })
    .immediate()
}

/** The old file gets a second name before the first is taken from it: at no moment is there none. */
function keepOld(file: string, now: number): string {
  const kept = `${file}.before-restore-${new Date(now).toISOString().replace(/[-:.]/g, '')}`
  takeInLog(file)
  linkOrCopy(file, kept)
  // Still there only when it could not be taken in: it belongs to the old file.
  if (existsSync(`${file}-wal`)) linkOrCopy(`${file}-wal`, `${kept}-wal`)
  syncPath(dirname(file))
  return kept
}

/** Writes the log into its file. One that is too damaged to be opened is kept as it is. */
function takeInLog(file: string): void {
  try {
    const old = new Sqlite(file, { fileMustExist: true })
    try {
      old.pragma('synchronous = FULL')
      old.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      old.close()
    }
  } catch (error) {
    if (!isForeign(error)) throw error
  }
}

function isForeign(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
}
