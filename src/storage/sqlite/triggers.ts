import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from './connection.ts'
import { tables } from './tables.ts'

export interface Trigger {
  name: string
  table: string
  /** As SQLite keeps it: without the last semicolon. */
  sql: string
}

/** The triggers of `triggers.sql`, the only place where they are written down. */
export function readTriggers(migrationsDir: string): Trigger[] {
  const text = readFileSync(join(migrationsDir, 'triggers.sql'), 'utf8')
  return text.split('--> statement-breakpoint').map((statement) => {
    const sql = statement.trim().replace(/;$/, '')
    const [, name, table] = /^CREATE TRIGGER (\w+) BEFORE (?:UPDATE|DELETE|INSERT) ON (\w+)\n/.exec(sql) ?? []
    if (name === undefined || table === undefined) throw new Error(`not a trigger: ${sql.slice(0, 60)}`)
    return { name, table, sql }
  })
}

/**
 * Makes the file's triggers exactly these: a table rebuild drops its table's triggers silently. Triggers of
 * tables that a later migration makes are left for that one. Belongs into a transaction.
 * @throws when they still differ
 */
export function restoreTriggers(connection: Connection, triggers: readonly Trigger[]): void {
  dropTriggers(connection)
  for (const { sql } of wanted(connection, triggers)) connection.exec(sql)
  if (triggersDiffer(connection, triggers)) throw new Error('the triggers differ from triggers.sql')
}

export function dropTriggers(connection: Connection): void {
  for (const name of triggersIn(connection).keys())
    connection.exec(`DROP TRIGGER "${name.replaceAll('"', '""')}"`)
}

export function triggersDiffer(connection: Connection, triggers: readonly Trigger[]): boolean {
  const present = triggersIn(connection)
  const expected = wanted(connection, triggers)
  return present.size !== expected.length || expected.some(({ name, sql }) => present.get(name) !== sql)
}

function wanted(connection: Connection, triggers: readonly Trigger[]): Trigger[] {
  const present = tables(connection)
  return triggers.filter(({ table }) => present.includes(table))
}

function triggersIn(connection: Connection): Map<string, string> {
  const rows = connection.prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  )
  return new Map(rows.all().map(({ name, sql }) => [name, sql]))
}
