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
