import Sqlite from 'better-sqlite3'
import { isBusy } from './errors.ts'

export interface Lock {
  release(): void
}

/** Held by name: a connection that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<Sqlite.Database>()

/**
 * Makes this process the only one that writes to the file. Held by the operating system on a side file, so
 * that a killed process frees it at once and nothing stale is left to clean up.
 * @throws when another process holds it
 */
export function lockFile(file: string): Lock {
  const connection = new Sqlite(`${file}.lock`, { timeout: 0 })
  try {
    connection.pragma('journal_mode = MEMORY')
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    if (isBusy(error)) throw new Error(`another process is serving ${file}: stop it first`)
    throw error
  }
  held.add(connection)
  return {
    release() {
      held.delete(connection)
      connection.close()
    },
  }
}
