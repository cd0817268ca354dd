import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeBackup } from './backup.ts'
import type { Connection } from './connection.ts'
import { countRows, tables } from './tables.ts'
import { dropTriggers, readTriggers, restoreTriggers, type Trigger, triggersDiffer } from './triggers.ts'

export interface Migrated {
  /** Names of the migrations that this call applied, in order. */
  applied: string[]
  /** The verified copy that was made first, or `null` when there was nothing to apply or to lose. */
  copy: string | null
}

export interface MigrateOptions {
  migrationsDir: string
  /** Epoch ms. */
  now: number
  /** Where the copy goes; beside the file, in `backups/`, unless given. `null`: the file is not in use, and needs none. */
  backupDir?: string | null | undefined
  /** The last migration that is applied. */
  upTo?: string | undefined
}

interface Migration {
  name: string
  sql: string
  sha256: string
  /** Tables that it says it drops: `-- drops: table`. */
  drops: readonly string[]
}

const OWN_TABLE = 'schema_migrations'

/**
 * Brings the file to the newest schema, creating it when there is none. Each migration is one transaction with
 * its entry in `schema_migrations`, so that a killed process leaves the old schema or the new one. Foreign keys
 * are off around the transaction: inside one SQLite ignores that pragma, and a generated table rebuild then
 * deletes child rows (drizzle-team/drizzle-orm#5782).
 * @throws before any change when the file is newer than these migrations or an applied one was edited; with the
 * migration undone when rows got lost or a foreign key points nowhere; the connection must then be closed
 */
export async function migrate(
  connection: Connection,
  { migrationsDir, now, backupDir, upTo }: MigrateOptions,
): Promise<Migrated> {
  const migrations = readMigrations(migrationsDir).filter(({ name }) => upTo === undefined || name <= upTo)
  const triggers = readTriggers(migrationsDir)
  const pending = pendingOf(migrations, appliedIn(connection))
  const first = pending[0]
  const copy =
    first && backupDir !== null && holdsData(connection)
      ? await makeBackup(connection, {
          dir: backupDir ?? join(dirname(connection.name), 'backups'),
          now,
          before: first.name,
        })
      : null
  connection.pragma('foreign_keys = OFF')
  for (const migration of pending) apply(connection, migration, triggers, now)
  if (triggersDiffer(connection, triggers))
    connection.transaction(() => restoreTriggers(connection, triggers)).immediate()
  connection.pragma('foreign_keys = ON')
  if (connection.pragma('foreign_keys', { simple: true }) !== 1) throw new Error('foreign keys stayed off')
  return { applied: pending.map(({ name }) => name), copy: copy?.path ?? null }
}

/** @throws when the file has a migration that these do not */
export function refuseNewer(connection: Connection, migrationsDir: string): void {
  pendingOf(readMigrations(migrationsDir), appliedIn(connection))
}

/** @throws when the file has another schema than this version writes */
export function demandNewest(connection: Connection, migrationsDir: string): void {
  const [first] = pendingOf(readMigrations(migrationsDir), appliedIn(connection))
  if (first)
    throw new Error(
      `the database lacks the migration ${first.name}: start the service, or run brevier migrate`,
    )
}

function readMigrations(dir: string): Migration[] {
  if (!existsSync(dir)) throw new Error(`no migrations in ${dir}`)
  const names = readdirSync(dir).filter((name) => /^\d{4}_\w+\.sql$/.test(name))
  return names.sort().map((name) => {
    const sql = readFileSync(join(dir, name), 'utf8')
    const drops = Array.from(sql.matchAll(/^-- drops: (\w+)\s*$/gm), ([, table]) => table ?? '')
    return { name: name.slice(0, -4), sql, sha256: createHash('sha256').update(sql).digest('hex'), drops }
  })
}

function appliedIn(connection: Connection): { name: string; sha256: string }[] {
  if (!tables(connection).includes(OWN_TABLE)) return []
  const rows = connection.prepare<[], { name: string; sha256: string }>(
    `SELECT name, sha256 FROM ${OWN_TABLE} ORDER BY name`,
  )
  return rows.all()
}

/** What is left to apply, provided that the file's history is the beginning of ours. */
function pendingOf(
  migrations: readonly Migration[],
  applied: readonly { name: string; sha256: string }[],
): Migration[] {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const own = migrations[index]
    if (own?.name !== name)
      throw new Error(
        `the database is newer than this version: it has the migration ${name}. Install the version that made it, or restore a backup from before`,
      )
    if (own.sha256 !== sha256) throw new Error(`the migration ${name} is not the one that was applied`)
  }
  return migrations.slice(applied.length)
}

function holdsData(connection: Connection): boolean {
  return [...countRows(connection)].some(([table, rows]) => table !== OWN_TABLE && rows > 0)
}

function apply(
  connection: Connection,
  migration: Migration,
  triggers: readonly Trigger[],
  now: number,
): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const before = countRows(connection)
    // A trigger may speak of what only a later migration makes: a rename would stumble over it.
    dropTriggers(connection)
    connection.exec(migration.sql)
    if (!connection.inTransaction) throw new Error('it ended its transaction')
    compareRows(before, countRows(connection), migration.drops)
    const broken = connection.pragma('foreign_key_check')
    if (!Array.isArray(broken) || broken.length > 0) throw new Error('foreign keys point nowhere')
    restoreTriggers(connection, triggers)
    connection.exec(
      `CREATE TABLE IF NOT EXISTS ${OWN_TABLE} (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)`,
    )
    connection.prepare(`INSERT INTO ${OWN_TABLE} VALUES (?, ?, ?)`).run(migration.name, migration.sha256, now)
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    // It ended its transaction, and what went before it is kept: the triggers are not.
    else connection.transaction(() => restoreTriggers(connection, triggers)).immediate()
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`migration ${migration.name} was undone: ${reason}`, { cause: error })
  }
}

function compareRows(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  drops: readonly string[],
): void {
  for (const [table, rows] of before) {
    const left = after.get(table)
    if (left === undefined && drops.includes(table)) continue
    if (left !== rows) throw new Error(`${table} had ${rows} rows and has ${left ?? 'gone'}`)
  }
}
