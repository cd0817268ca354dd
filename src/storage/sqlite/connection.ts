import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { openingError } from './errors.ts'

export type Connection = Sqlite.Database

/** 3.51.3 fixed a race of two connections that reset the WAL at once and corrupted the file (3.7.0–3.51.2). */
const SQLITE_FLOOR = '3.51.3'
/** The driver waits synchronously, so the whole process does. */
const BUSY_TIMEOUT_MS = 100
const FULL = 2
/**
 * Pages in the log from which a commit brings them into the file: 8 MB. In a storm the same ones are written over and
 * over: at SQLite's own 1 000 its readers got a sixth fewer pages (`npm run bench -- read`). While they are brought in,
 * everybody waits: in a flood and at 4 000, for some 40 ms twice a second.
 */
const CHECKPOINT_PAGES = 2_000

/**
 * A connection that may write, with every commit synced to disk.
 * @throws when a setting does not hold or SQLite is too old
 */
export function openWriter(file: string): Connection {
  return configured(new Sqlite(file, { timeout: BUSY_TIMEOUT_MS }), (connection) => {
    demand(connection, 'journal_mode', 'WAL', 'wal')
    // Else what was erased lies on in the file's free space, and in every copy that is made of it.
    demand(connection, 'secure_delete', 'ON', 1)
    connection.pragma('synchronous = FULL')
    connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    // Until a connection has written, SQLite answers FULL whatever it will do.
    const version = Number(connection.pragma('user_version', { simple: true }))
    connection.transaction(() => connection.pragma(`user_version = ${version}`)).immediate()
    assertSynced(connection)
  })
}

/** A connection that can only read. @throws when there is no file, or it cannot be opened */
export function openReader(file: string): Connection {
  if (!existsSync(file)) throw new Error(`there is no database ${file}`)
  try {
    return configured(
      new Sqlite(file, { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true }),
      () => {},
    )
  } catch (error) {
    throw openingError(error, file)
  }
}

/** Version of the engine, and the oldest that is served. */
export function sqliteVersion(): { version: string; floor: string; isServed: boolean } {
  const connection = new Sqlite(':memory:')
  const version = String(connection.prepare('SELECT sqlite_version()').pluck().get())
  connection.close()
  return { version, floor: SQLITE_FLOOR, isServed: isAtLeast(version, SQLITE_FLOOR) }
}

/** @throws when commits of this connection would not wait for the disk */
export function assertSynced(connection: Connection): void {
  const synchronous = Number(connection.pragma('synchronous', { simple: true }))
  if (synchronous !== FULL) throw new Error(`SQLite reports synchronous=${synchronous}, not FULL`)
}

/** Whether a dotted version is at least the floor. */
export function isAtLeast(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map((text) => text.split('.').map(Number))
  for (const [index, part] of (need ?? []).entries()) {
    const own = have?.[index] ?? 0
    if (own !== part) return own > part
  }
  return true
}

function configured(connection: Connection, more: (connection: Connection) => void): Connection {
  try {
    const version = String(connection.prepare('SELECT sqlite_version()').pluck().get())
    if (!isAtLeast(version, SQLITE_FLOOR)) throw new Error(`SQLite ${version} is older than ${SQLITE_FLOOR}`)
    demand(connection, 'foreign_keys', 'ON', 1)
    // Else INSERT OR REPLACE deletes a protected row without its trigger.
    demand(connection, 'recursive_triggers', 'ON', 1)
    demand(connection, 'trusted_schema', 'OFF', 0)
    demand(connection, 'cell_size_check', 'ON', 1)
    demand(connection, 'mmap_size', '0', 0)
    more(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function demand(connection: Connection, name: string, value: string, expected: string | number): void {
  connection.pragma(`${name} = ${value}`)
  const actual: unknown = connection.pragma(name, { simple: true })
  if (actual !== expected) throw new Error(`SQLite reports ${name}=${String(actual)}, not ${expected}`)
}
