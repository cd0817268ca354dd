import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Connection } from './connection.ts'

/** Names of our tables, without SQLite's own. */
export function tables(connection: Connection): string[] {
  return connection
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all()
}

/** Rows of every table. */
export function countRows(connection: Connection): Map<string, number> {
  return new Map(
    tables(connection).map((table) => {
      const quoted = `"${table.replaceAll('"', '""')}"`
      return [table, Number(connection.prepare(`SELECT count(*) FROM ${quoted}`).pluck().get())]
    }),
  )
}

/**
 * A copy in one file, opened and checked before it gets its name: whoever finds the name finds a good copy.
 * @throws when the copy is damaged or short
 */
export async function verifiedCopy(connection: Connection, target: string): Promise<string> {
  const making = `${target}.making`
  for (const name of [making, `${making}-wal`, `${making}-shm`]) rmSync(name, { force: true })
  await connection.backup(making)
  const copy = new Sqlite(making)
  try {
    // A copy in WAL mode would be three files.
    copy.pragma('journal_mode = DELETE')
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok')
      throw new Error(`the copy ${making} is damaged`)
    const rows = countRows(copy)
    for (const [table, count] of countRows(connection)) {
      if (rows.get(table) !== count) throw new Error(`the copy ${making} lacks rows of ${table}`)
    }
  } finally {
    copy.close()
  }
  syncPath(making)
  renameSync(making, target)
  syncPath(dirname(target))
  return target
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
