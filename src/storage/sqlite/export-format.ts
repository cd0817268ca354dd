import * as z from 'zod'
import type { Connection } from './connection.ts'
import { columns } from './rows.ts'
import { tables } from './tables.ts'

/**
 * An export is JSON Lines: a header, one line `{"table":…,"row":{column: value}}` for each row, and an end that
 * counts and hashes them, so that a cut file is not taken for a small one.
 */
export const FORMAT = 1
/** Bytes of a line; a policy of twenty clauses in two languages has a hundredth of it. */
export const LARGEST_LINE = 4 * 1_024 * 1_024

/** What opens a door, or belongs to the machine: never exported, empty after an import. */
export const LEFT_OUT: readonly string[] = [
  'login_attempts',
  'recovery_codes',
  'schema_migrations',
  'sessions',
  'staff_factors',
  'staff_invitations',
]

/** A replicator keeps tables of its own in the file, such as `_litestream_seq`. */
export function isOurs(table: string): boolean {
  return !table.startsWith('_')
}

/** Rows that only stand in another order than their key's: the log is a chain, and its triggers look back. */
const ORDERS: Readonly<Record<string, readonly string[]>> = { decisions: ['site_id', 'seq'] }

export const header = z.strictObject({
  brevier: z.literal('export'),
  format: z.literal(FORMAT),
  schema: z.string().regex(/^\d{4}_\w{1,100}$/),
  exportedAt: z.iso.datetime(),
  leftOut: z.array(z.string()),
})
export const rowLine = z.strictObject({ table: z.string(), row: z.custom<Record<string, unknown>>(isRow) })
export const end = z.strictObject({
  end: z.literal(true),
  rows: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** As it was parsed: a copy would lose a key named `__proto__`, which is to be refused like any that is no column. */
function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function orderOf(table: string): readonly string[] | undefined {
  return ORDERS[table]
}

/** Tables of an export: each after those that it points to, else by name; circles are cut where they close. */
export function tablesInOrder(connection: Connection): string[] {
  const wanted = tables(connection)
    .filter((table) => isOurs(table) && !LEFT_OUT.includes(table))
    .sort()
  const parents = connection
    .prepare<[string], string>('SELECT DISTINCT "table" FROM pragma_foreign_key_list(?) ORDER BY 1')
    .pluck()
  const ordered = new Set<string>()
  const visit = (table: string, trail: readonly string[]): void => {
    if (ordered.has(table) || trail.includes(table)) return
    for (const parent of parents.all(table)) if (wanted.includes(parent)) visit(parent, [...trail, table])
    ordered.add(table)
  }
  for (const table of wanted) visit(table, [])
  return [...ordered]
}

/** What a column takes, by its declared type. */
export function valueFits(type: string, value: unknown): value is string | number | null {
  if (value === null) return true
  if (type === 'INTEGER') return Number.isSafeInteger(value)
  return type === 'TEXT' && typeof value === 'string'
}

export function columnTypes(connection: Connection, table: string): ReadonlyMap<string, string> {
  return new Map(columns(connection, table).map(({ name, type }) => [name, type.toUpperCase()]))
}
