import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type * as z from 'zod'
import { privateFile, putInPlace } from '../durable.ts'
import { linesOf } from '../lines.ts'
import { checkWhole, remove } from './backup.ts'
import { type Connection, openReader, openWriter } from './connection.ts'
import { fullProblem, isFull } from './errors.ts'
import { end, header, isOurs, LARGEST_LINE, LEFT_OUT, rowLine } from './export-format.ts'
import { checkChains, createRowWriter } from './import-rows.ts'
import { type InstallationKind, refuseOtherKind } from './installation.ts'
import { lockFile } from './lock.ts'
import { migrate } from './migrate.ts'
import { progressNotes } from './progress.ts'
import { digestRows, type RowsDigest } from './rows.ts'
import { countRows } from './tables.ts'

export interface ImportOptions {
  file: string
  kind: InstallationKind
  migrationsDir: string
  /** Epoch ms. */
  now: number
  /** Check everything and change nothing. */
  dryRun: boolean
  /** Bytes of the export. */
  chunks: AsyncIterable<Uint8Array>
}

export interface Imported extends RowsDigest {
  /** When the export was made, ISO. */
  exportedAt: string
  /** Rows that were read. */
  read: number
}

/**
 * Makes an installation of an export: a new file under another name, filled in one transaction by the schema that the
 * export was made with, checked, brought to the newest schema and renamed. All or nothing.
 * @throws with the line's number, before any change, on anything that is not an export or that the schema refuses; when
 * a process serves the file, when it holds anything already, and when the disk has no room
 */
export async function importInto(options: ImportOptions): Promise<Imported> {
  const { file, dryRun } = options
  // As for a backup that is looked at: the lock would leave its file behind.
  const lock = dryRun ? null : lockFile(file)
  const making = join(dirname(file), `.${basename(file)}.${dryRun ? 'checking' : 'importing'}`)
  try {
    refuseFilled(file)
    remove(making)
    privateFile(making)
    const imported = await fill(making, options)
    if (dryRun) return imported
    // As a restore does: what is left of a file that was taken away says nothing about this one.
    const { noted, lost } = progressNotes(file)
    for (const name of [`${file}-wal`, `${file}-shm`, noted, lost]) rmSync(name, { force: true })
    putInPlace(making, file)
    return imported
  } catch (error) {
    throw isFull(error) ? fullProblem() : error
  } finally {
    remove(making)
    lock?.release()
  }
}

function refuseFilled(file: string): void {
  if (!existsSync(file)) return
  const connection = openReader(file)
  try {
    const own = ['installation', 'schema_migrations']
    const isFilled = [...countRows(connection)].some(
      ([table, rows]) => rows > 0 && isOurs(table) && !own.includes(table),
    )
    if (isFilled) throw new Error(`${file} is not empty: an import makes a new installation, it adds to none`)
  } finally {
    connection.close()
  }
}

async function fill(making: string, { kind, migrationsDir, now, chunks }: ImportOptions): Promise<Imported> {
  const lines = linesOf(chunks, LARGEST_LINE)
  const first = await lines.next()
  const head = parsed(header, first.done ? '' : first.value.text, 1)
  const writer = openWriter(making)
  try {
    const { applied } = await migrate(writer, { migrationsDir, now, upTo: head.schema })
    if (applied.at(-1) !== head.schema)
      throw new Error(`the export is of the schema ${head.schema}, which this version does not have`)
    const read = await insertAll(writer, lines)
    checkChains(writer)
    refuseOtherKind(writer, kind)
    await migrate(writer, { migrationsDir, now, backupDir: null })
    writer.pragma('wal_checkpoint(TRUNCATE)')
    checkWhole(writer, 'the import')
    return { exportedAt: head.exportedAt, read, ...digestRows(writer) }
  } finally {
    writer.close()
  }
}

/**
 * In one transaction; foreign keys are checked at its end, because circles have no order. By us: what SQLite defers it
 * looks for anew in every table, with each row that comes, as long as one points to what is still to come.
 */
async function insertAll(
  writer: Connection,
  lines: AsyncIterable<{ text: string; number: number }>,
): Promise<number> {
  const insert = createRowWriter(writer, LEFT_OUT)
  const hash = createHash('sha256')
  let rows = 0
  let isEnded = false
  writer.pragma('foreign_keys = OFF')
  writer.exec('BEGIN IMMEDIATE')
  for await (const { text, number } of lines) {
    if (isEnded) throw new Error(`line ${number}: nothing may follow the end`)
    if (text.startsWith('{"end":')) {
      const said = parsed(end, text, number)
      if (said.rows !== rows || said.sha256 !== hash.digest('hex'))
        throw new Error(`line ${number}: the rows are not those that were exported`)
      isEnded = true
      continue
    }
    hash.update(`${text}\n`)
    rows += 1
    insert(parsed(rowLine, text, number), number)
  }
  if (!isEnded) throw new Error('the export is cut: its end is missing')
  demandParents(writer)
  writer.exec('COMMIT')
  writer.pragma('foreign_keys = ON')
  return rows
}

/** @throws naming the first table of which a row points nowhere */
function demandParents(writer: Connection): void {
  const broken = writer
    .prepare<[], { table: string; parent: string }>(
      'SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1',
    )
    .get()
  if (broken) throw new Error(`a row of ${broken.table} points to one of ${broken.parent} that is not there`)
}

function parsed<Schema extends z.ZodType>(schema: Schema, text: string, number: number): z.output<Schema> {
  try {
    const { data, success } = schema.safeParse(JSON.parse(text))
    if (success) return data
  } catch {}
  throw new Error(`line ${number} is no line of an export`)
}
