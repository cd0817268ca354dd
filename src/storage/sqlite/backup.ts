import { chmodSync, existsSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { backupName, clearUnfinished, type Manifest, makingPath, manifestPath } from '../backup-files.ts'
import { demandRoom, hashFile, privateFile, privateFolder, putInPlace, writeDurably } from '../durable.ts'
import type { Connection } from './connection.ts'
import { columns, digestRows, type RowsDigest } from './rows.ts'
import { tables } from './tables.ts'

/** Copied in one step of the event loop. */
const PAGES = 4_096
const SPARE = 1.05

export interface BackupOptions {
  dir: string
  /** Epoch ms. */
  now: number
  /** The migration that it is made for. */
  before?: string
  /** What stays free on its disk: room that a full disk's ballast has made is not the backup's. */
  leaveBytes?: number
  /** Ends it early, and nothing of it stays. */
  signal?: AbortSignal | undefined
}

/**
 * A copy in one file with its manifest, while others write: one snapshot is held, copied and read again, and the copy
 * opened and compared with it row by row. It gets its name last: whoever finds the name finds a good copy.
 * @throws when the disk has no room, or the copy is damaged or differs
 */
export async function makeBackup(
  connection: Connection,
  { dir, now, before, leaveBytes = 0, signal }: BackupOptions,
): Promise<{ path: string; manifest: Manifest }> {
  privateFolder(dir)
  // First: it may be what takes the room.
  clearUnfinished(dir, now)
  demandRoom(dir, statSync(connection.name).size * SPARE + leaveBytes)
  const path = join(dir, backupName(dir, now, before))
  const making = makingPath(path)
  try {
    const { digest, rows } = await copyVerified(connection, making, signal)
    const manifest: Manifest = {
      format: 1,
      file: basename(path),
      createdAt: new Date(now).toISOString(),
      cause: before === undefined ? 'asked' : 'migration',
      schema: schemaOf(connection),
      bytes: statSync(making).size,
      sha256: await hashFile(making),
      digest,
      rows,
      logs: logHeads(making),
    }
    signal?.throwIfAborted()
    // First the manifest: it alone is no backup, and the file never stands without it.
    writeDurably(manifestPath(path), `${JSON.stringify(manifest, null, 2)}\n`)
    putInPlace(making, path)
    return { path, manifest }
  } finally {
    if (!existsSync(path)) rmSync(manifestPath(path), { force: true })
    remove(making)
  }
}

/** Name of the newest migration of a file; empty for one that has none. */
export function schemaOf(connection: Connection): string {
  if (!tables(connection).includes('schema_migrations')) return ''
  return String(connection.prepare('SELECT max(name) FROM schema_migrations').pluck().get() ?? '')
}

/** @throws when the file is damaged; it must not be in use */
export function checkWhole(connection: Connection, name: string): void {
  const found: unknown = connection.pragma('integrity_check', { simple: true })
  if (found !== 'ok') throw new Error(`${name} is damaged: ${String(found).slice(0, 200)}`)
  const broken: unknown = connection.pragma('foreign_key_check')
  if (!Array.isArray(broken) || broken.length > 0) throw new Error(`in ${name}, foreign keys point nowhere`)
}

/** A file and what SQLite may have put beside it. */
export function remove(file: string): void {
  for (const name of [file, `${file}-journal`, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
}

async function copyVerified(
  connection: Connection,
  making: string,
  signal: AbortSignal | undefined,
): Promise<RowsDigest> {
  remove(making)
  privateFile(making)
  connection.exec('BEGIN')
  try {
    // The snapshot begins with the first read, and the copy is made of it: nothing that others write restarts it.
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    await connection.backup(making, {
      progress() {
        signal?.throwIfAborted()
        return PAGES
      },
    })
    await turn(signal)
    const source = digestRows(connection)
    const copy = openCopy(making)
    try {
      await turn(signal)
      checkWhole(copy, making)
      await turn(signal)
      if (digestRows(copy).digest !== source.digest)
        throw new Error(`the copy ${making} differs from ${basename(connection.name)}`)
    } finally {
      copy.close()
    }
    return source
  } finally {
    connection.exec('COMMIT')
  }
}

/** Between what takes long and cannot be cut: whoever stops it is heard in a turn of the event loop alone. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  signal?.throwIfAborted()
}

function openCopy(making: string): Connection {
  chmodSync(making, 0o600)
  const copy = new Sqlite(making, { fileMustExist: true })
  // In WAL mode it would be three files.
  copy.pragma('journal_mode = DELETE')
  return copy
}

function logHeads(file: string): Manifest['logs'] {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    const names = columns(copy, 'decisions').map(({ name }) => name)
    if (!['site_id', 'seq', 'hash'].every((name) => names.includes(name))) return []
    return copy
      .prepare<[], Manifest['logs'][number]>(
        `SELECT site_id AS siteId, seq, hash FROM decisions AS one
          WHERE seq = (SELECT max(seq) FROM decisions WHERE site_id = one.site_id) ORDER BY site_id`,
      )
      .all()
  } finally {
    copy.close()
  }
}
