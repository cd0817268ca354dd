import { createHash } from 'node:crypto'
import { schemaOf } from './backup.ts'
import type { Connection } from './connection.ts'
import { columnTypes, FORMAT, LEFT_OUT, orderOf, tablesInOrder, valueFits } from './export-format.ts'
import { rowsOf } from './rows.ts'

const CHUNK = 64 * 1_024

/**
 * Everything of an installation but what opens a door, as JSON Lines in chunks. One snapshot, however long it takes and
 * whoever writes meanwhile; the connection is busy until the end. `now` in epoch ms.
 * @throws on a value that JSON cannot carry
 */
export function* exportChunks(connection: Connection, now: number): Generator<string> {
  connection.exec('BEGIN')
  try {
    const head = {
      brevier: 'export',
      format: FORMAT,
      schema: schemaOf(connection),
      exportedAt: new Date(now).toISOString(),
      leftOut: LEFT_OUT,
    }
    yield `${JSON.stringify(head)}\n`
    const hash = createHash('sha256')
    let rows = 0
    let text = ''
    for (const line of rowLines(connection)) {
      rows += 1
      text += line
      if (text.length < CHUNK) continue
      hash.update(text)
      yield text
      text = ''
    }
    yield `${text}${JSON.stringify({ end: true, rows, sha256: hash.update(text).digest('hex') })}\n`
  } finally {
    connection.exec('COMMIT')
  }
}

function* rowLines(connection: Connection): Generator<string> {
  for (const table of tablesInOrder(connection)) {
    const types = [...columnTypes(connection, table)]
    for (const values of rowsOf(connection, table, orderOf(table))) {
      const wrong = types.find(([, type], index) => !valueFits(type, values[index]))
      if (wrong) throw new Error(`${table}.${wrong[0]} holds what its type ${wrong[1]} does not say`)
      const row = Object.fromEntries(types.map(([name], index) => [name, values[index]]))
      yield `${JSON.stringify({ table, row })}\n`
    }
  }
}
