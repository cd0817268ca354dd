import { createHash } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { CHAIN_START } from '../../features/moderation/model.ts'
import type { Connection } from './connection.ts'
import { columnTypes, valueFits } from './export-format.ts'
import { quoted } from './rows.ts'
import { tables } from './tables.ts'

interface Target {
  types: ReadonlyMap<string, string>
  insert: Statement<(string | number | null)[]>
}

/**
 * Puts rows of an export into their tables: exactly the columns that the schema has, each with a value of its type.
 * The rest is the database's own to refuse: checks, unique keys, triggers.
 * @returns a function that throws with the line's number
 */
export function createRowWriter(
  writer: Connection,
  leftOut: readonly string[],
): (line: { table: string; row: Record<string, unknown> }, number: number) => void {
  const known = new Set(tables(writer).filter((table) => !leftOut.includes(table)))
  const targets = new Map<string, Target>()

  function targetOf(table: string): Target {
    const found = targets.get(table)
    if (found) return found
    const types = columnTypes(writer, table)
    const names = [...types.keys()].map(quoted).join(', ')
    const places = [...types].map(() => '?').join(', ')
    const made = {
      types,
      insert: writer.prepare(`INSERT INTO ${quoted(table)} (${names}) VALUES (${places})`),
    }
    targets.set(table, made)
    return made
  }

  return ({ table, row }, number) => {
    if (!known.has(table)) throw new Error(`line ${number}: there is no table ${shown(table)} to import`)
    const { types, insert } = targetOf(table)
    const given = new Map(Object.entries(row))
    const unknown = [...given.keys()].find((name) => !types.has(name))
    if (unknown !== undefined) throw new Error(`line ${number}: ${table} has no column ${shown(unknown)}`)
    const values = Array.from(types, ([name, type]) => {
      const value = given.get(name)
      if (!valueFits(type, value))
        throw new Error(`line ${number}: ${table}.${name} is missing or no ${type}`)
      return value
    })
    try {
      insert.run(...values)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`line ${number}: ${table} refuses the row: ${reason}`, { cause: error })
    }
  }
}

/** Whether each log of decisions is whole: an export that somebody edited is no export of ours. @throws when not */
export function checkChains(connection: Connection): void {
  if (!tables(connection).includes('decisions')) return
  let before = { siteId: '', seq: 0, hash: CHAIN_START }
  const rows = connection
    .prepare<[], { siteId: string; seq: number; prevHash: string; hash: string; hashed: string }>(
      `SELECT site_id AS siteId, seq, prev_hash AS prevHash, hash, hashed FROM decisions ORDER BY site_id, seq`,
    )
    .iterate()
  for (const { siteId, seq, prevHash, hash, hashed } of rows) {
    if (siteId !== before.siteId) before = { siteId, seq: 0, hash: CHAIN_START }
    const isWhole =
      seq === before.seq + 1 &&
      prevHash === before.hash &&
      createHash('sha256').update(hashed, 'utf8').digest('hex') === hash
    if (!isWhole) throw new Error(`the log of decisions is broken at number ${seq} of the site ${siteId}`)
    before = { siteId, seq, hash }
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
