import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertSynced, isAtLeast, openReader, openWriter } from '../../../src/storage/sqlite/connection.ts'
import { type TestFolder, testFolder } from '../../support/storage.ts'

describe('a connection', () => {
  let folder: TestFolder
  beforeEach(() => {
    folder = testFolder()
  })
  afterEach(() => folder.remove())

  it('that writes waits for the disk at every commit, still after a write and a reopening', () => {
    for (const round of [1, 2]) {
      const writer = openWriter(folder.file)
      writer.exec(`CREATE TABLE round_${round} (id INTEGER)`)
      expect(() => assertSynced(writer)).not.toThrow()
      writer.close()
    }
  })

  it('with the driver’s own settings would be caught: reopened, it does not wait', () => {
    openWriter(folder.file).close()
    const plain = new Sqlite(folder.file)
    plain.exec('CREATE TABLE t (id INTEGER)')
    expect(() => assertSynced(plain)).toThrow('not FULL')
    plain.close()
  })

  it('is opened defensively, to read as to write', () => {
    const [writer, reader] = [openWriter(folder.file), openReader(folder.file)]
    for (const connection of [writer, reader]) {
      const ask = (name: string) => connection.pragma(name, { simple: true })
      expect(ask('journal_mode')).toBe('wal')
      expect(ask('foreign_keys')).toBe(1)
      expect(ask('recursive_triggers')).toBe(1)
      expect(ask('trusted_schema')).toBe(0)
      expect(ask('cell_size_check')).toBe(1)
      expect(ask('busy_timeout')).toBeLessThanOrEqual(250)
    }
    expect(() => reader.exec('CREATE TABLE t (id INTEGER)')).toThrow('readonly')
    reader.close()
    writer.close()
  })

  it('needs a SQLite without the WAL reset bug', () => {
    expect(['3.51.3', '3.52.0', '3.53', '4.0.0'].every((version) => isAtLeast(version, '3.51.3'))).toBe(true)
    expect(['3.51.2', '3.9.9', '3.51'].some((version) => isAtLeast(version, '3.51.3'))).toBe(false)
  })
})
