import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { createDatabase, type Database } from '../../../src/storage/sqlite/database.ts'
import { type TestFolder, testFolder } from '../../support/storage.ts'

let folder: TestFolder
let db: Database
/** Another process on the same file. */
let other: Sqlite.Database
beforeEach(() => {
  folder = testFolder()
  const writer = openWriter(folder.file)
  writer.exec('CREATE TABLE notes (text TEXT NOT NULL)')
  db = createDatabase(writer)
  other = new Sqlite(folder.file, { timeout: 0 })
})
afterEach(async () => {
  other.close()
  await db.close()
  folder.remove()
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
const add = (text: string) => db.write((tx) => tx.run(sql`INSERT INTO notes VALUES (${text})`))
const texts = () => db.read.values<[string]>(sql`SELECT text FROM notes`).flat()
/** Whether the log could be brought into the file and begun anew, which whoever still reads from it prevents. */
const canRestart = () => {
  const [row] = other.pragma('wal_checkpoint(RESTART)') as { busy: number }[]
  return row?.busy === 0
}

describe('what is read in one turn of the event loop', () => {
  it('is read in one transaction, which is over with the turn: the log can be emptied', async () => {
    await add('one')
    expect(canRestart()).toBe(true)
    await add('two')
    texts()
    expect(canRestart()).toBe(false)
    await turn()
    expect(canRestart()).toBe(true)
  })

  it('is what was there at its beginning for all that another process writes, and the next turn sees that', async () => {
    expect(texts()).toEqual([])
    other.exec("INSERT INTO notes VALUES ('from elsewhere')")
    expect(texts()).toEqual([])
    await turn()
    expect(texts()).toEqual(['from elsewhere'])
  })

  it('shows what this process has written meanwhile', async () => {
    expect(texts()).toEqual([])
    const written = add('one')
    expect(texts()).toEqual([])
    await written
    expect(texts()).toEqual(['one'])
    const both = Promise.all([add('two'), add('three')])
    texts()
    await both
    expect(texts()).toEqual(['one', 'two', 'three'])
  })
})
