import { createHash } from 'node:crypto'
import type { Connection } from './connection.ts'
import { tables } from './tables.ts'

export interface Column {
  name: string
  /** As declared: `TEXT`, `INTEGER`. */
  type: string
  /** Place in the primary key from 1, or 0. */
  pk: number
}

export interface RowsDigest {
  /** SHA-256 of all rows, hex: that of a file and of its copies. */
  digest: string
  rows: Record<string, number>
}

const CHUNK = 64 * 1_024

export function columns(connection: Connection, table: string): Column[] {
  return connection.prepare<[string], Column>('SELECT name, type, pk FROM pragma_table_info(?)').all(table)
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Reads a table row by row, in the order of its key unless another is given. Values stand as the columns do. */
export function rowsOf(
  connection: Connection,
  table: string,
  order: readonly string[] = keyOf(connection, table),
): IterableIterator<unknown[]> {
  const names = columns(connection, table).map(({ name }) => quoted(name))
  const by =
    order.length === 0 ? 'rowid' : order.map((name) => (name === 'rowid' ? name : quoted(name))).join(', ')
  return connection
    .prepare<[], unknown[]>(`SELECT ${names.join(', ')} FROM ${quoted(table)} ORDER BY ${by}`)
    .raw()
    .iterate()
}

/**
 * Walks all rows once, as they lie: a copy has them in the same order, and looking them up by their keys took most of the
 * time. Of one state only inside a transaction, or when nothing else writes.
 */
export function digestRows(connection: Connection): RowsDigest {
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  for (const table of tables(connection).sort()) {
    const names = columns(connection, table).map(({ name }) => name)
    let text = `${JSON.stringify([table, ...names])}\n`
    let count = 0
    for (const row of rowsOf(connection, table, ['rowid'])) {
      text += `${JSON.stringify(row)}\n`
      count += 1
      if (text.length < CHUNK) continue
      hash.update(text)
      text = ''
    }
    hash.update(text)
    rows[table] = count
  }
  return { digest: hash.digest('hex'), rows }
}

function keyOf(connection: Connection, table: string): string[] {
  return columns(connection, table)
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name)
}
