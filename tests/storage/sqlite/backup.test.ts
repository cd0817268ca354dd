import fs, { existsSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { listBackups, newestBackup, rotate } from '../../../src/storage/backup-files.ts'
import { makeBackup } from '../../../src/storage/sqlite/backup.ts'
import { type Connection, openReader, openWriter } from '../../../src/storage/sqlite/connection.ts'
import { digestRows } from '../../../src/storage/sqlite/rows.ts'
import { T0, type TestFolder, testFolder } from '../../support/storage.ts'

let folder: TestFolder
let writer: Connection
let reader: Connection
let dir: string

beforeEach(() => {
  folder = testFolder()
  dir = join(dirname(folder.file), 'backups')
  writer = openWriter(folder.file)
  writer.exec('CREATE TABLE things (id INTEGER PRIMARY KEY, text TEXT)')
  const insert = writer.prepare('INSERT INTO things (text) VALUES (?)')
  writer.transaction(() => {
    for (let index = 0; index < 20_000; index += 1) insert.run(`thing ${index} ${'x'.repeat(400)}`)
  })()
  reader = openReader(folder.file)
})
afterEach(() => {
  reader.close()
  writer.close()
  folder.remove()
})

const manifestOf = (file: string) => file.replace('.sqlite', '.json')

async function made(now: number, before?: string): Promise<string> {
  const { manifest } = await makeBackup(reader, { dir, now, ...(before ? { before } : {}) })
  return manifest.file
}

describe('a backup', () => {
  it('is of one moment, however much is written meanwhile', async () => {
    const digest = digestRows(writer).digest
    let writes = 0
    const writing = setInterval(() => {
      writer.exec(`INSERT INTO things (text) VALUES ('later')`)
      writes += 1
    }, 0)
    const { path, manifest } = await makeBackup(reader, { dir, now: T0 })
    clearInterval(writing)
    expect(writes).toBeGreaterThan(0)
    expect(manifest).toMatchObject({ digest, rows: { things: 20_000 } })
    const copy = new Sqlite(path, { readonly: true })
    expect(digestRows(copy)).toEqual({ digest, rows: { things: 20_000 } })
    copy.close()
    expect(digestRows(writer).rows['things']).toBe(20_000 + writes)
  })

  it('is not made of a damaged file, and the good ones stay', async () => {
    const good = await made(T0)
    writer.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = Buffer.alloc(4_096, 7)
    const { open } = await import('node:fs/promises')
    const handle = await open(folder.file, 'r+')
    await handle.write(bytes, 0, bytes.length, 4_096 * 50)
    await handle.close()
    reader.close()
    reader = openReader(folder.file)
    await expect(made(T0 + 1)).rejects.toThrow(/damaged|malformed/)
    expect(readdirSync(dir).sort()).toEqual([good.replace('.sqlite', '.json'), good])
  })

  it('is not made of a file whose rows can all be read, but whose index leads elsewhere', async () => {
    writer.unsafeMode(true)
    writer.pragma('writable_schema = ON')
    writer.exec(`CREATE INDEX by_text ON things (text);
      UPDATE sqlite_schema SET sql = 'CREATE INDEX by_text ON things (id)' WHERE name = 'by_text'`)
    await expect(made(T0)).rejects.toThrow(/is damaged/)
    expect(listBackups(dir)).toEqual([])
  })

  it('is none where a row got lost on the way', async () => {
    const backup = reader.backup.bind(reader)
    vi.spyOn(reader, 'backup').mockImplementation(async (path, options) => {
      const done = await backup(path, options)
      const copy = new Sqlite(path)
      copy.exec('DELETE FROM things WHERE id = 7')
      copy.close()
      return done
    })
    await expect(made(T0)).rejects.toThrow(/differs from/)
    expect(listBackups(dir)).toEqual([])
  })

  it('is whole, or it is none', async () => {
    const [first, second] = [await made(T0), await made(T0 + MINUTE)]
    expect(listBackups(dir).map(({ file }) => file)).toEqual([second, first])
    writeFileSync(join(dir, second), 'cut')
    expect(newestBackup(dir, T0 + DAY)?.file).toBe(first)
    // From before the clock was put right.
    await made(T0 + 900 * DAY)
    expect(newestBackup(dir, T0 + DAY)?.file).toBe(first)
  })
})

describe('rotation', () => {
  it('leaves the newest, the one just made, and for a month those before a migration', async () => {
    const migration = await made(T0, '0001_rebuild')
    const asked = [await made(T0 + 1), await made(T0 + 2), await made(T0 + 3)]
    expect(rotate(dir, 2, asked[2] ?? '', T0 + 3)).toEqual([asked[0]])
    expect(listBackups(dir).map(({ file }) => file)).toEqual([asked[2], asked[1], migration])
    // A clock that was set back must not make the newest the oldest.
    const behind = await made(T0 - DAY)
    expect(rotate(dir, 1, behind, T0)).toEqual([asked[2], asked[1]])
    expect(rotate(dir, 1, behind, T0 + 31 * DAY)).toEqual([migration])
    expect(listBackups(dir).map(({ file }) => file)).toEqual([behind])
  })

  it('lets those that were made while the clock was ahead push out none that is made since', async () => {
    const ahead = [await made(T0 + 400 * DAY), await made(T0 + 401 * DAY)]
    const before = await made(T0)
    const first = await made(T0 + DAY)
    expect(rotate(dir, 3, first, T0 + DAY)).toEqual([ahead[0]])
    const second = await made(T0 + 2 * DAY)
    expect(rotate(dir, 3, second, T0 + 2 * DAY)).toEqual([ahead[1]])
    expect(listBackups(dir).map(({ file }) => file)).toEqual([second, first, before])
  })

  it('clears away what a killed process left, once it is an hour old', async () => {
    await made(T0)
    const left = join(dir, '.brevier-20260105T090000000Z.sqlite.making')
    writeFileSync(left, 'half')
    utimesSync(left, T0 / 1_000, T0 / 1_000)
    await made(T0 + HOUR / 2)
    expect(existsSync(left)).toBe(true)
    // Also by one that finds no room: it may be for the want of this.
    const noRoom = makeBackup(reader, { dir, now: T0 + 2 * HOUR, leaveBytes: 1e18 })
    await expect(noRoom).rejects.toThrow('are needed')
    expect(existsSync(left)).toBe(false)
  })

  it('clears away the manifest of one that was killed before its database had its name, and no other', async () => {
    const file = await made(T0)
    const moved = await made(T0 + MINUTE)
    // As between the two renames.
    renameSync(join(dir, file), join(dir, `.${file}.making`))
    // Carried away by somebody: its manifest proves it wherever it is.
    rmSync(join(dir, moved))
    utimesSync(join(dir, `.${file}.making`), T0 / 1_000, T0 / 1_000)
    expect(listBackups(dir)).toEqual([])
    expect(rotate(dir, 1, '', T0 + HOUR / 2)).toEqual([])
    const next = await made(T0 + 2 * HOUR)
    expect(readdirSync(dir).sort()).toEqual([manifestOf(moved), manifestOf(next), next].sort())
  })

  it('of an old one that is killed halfway leaves nothing that stays', async () => {
    const old = await made(T0)
    const newer = await made(T0 + MINUTE)
    utimesSync(join(dir, old), T0 / 1_000, T0 / 1_000)
    const kill = vi.spyOn(fs, 'rmSync').mockImplementationOnce(() => {
      throw new Error('killed')
    })
    syncBuiltinESMExports()
    expect(() => rotate(dir, 1, newer, T0 + MINUTE)).toThrow('killed')
    kill.mockRestore()
    syncBuiltinESMExports()
    const next = await made(T0 + 2 * HOUR)
    expect(readdirSync(dir).sort()).toEqual([manifestOf(newer), manifestOf(next), newer, next].sort())
  })

  it('has nothing to clear away of one that was stopped', async () => {
    await expect(makeBackup(reader, { dir, now: T0, signal: AbortSignal.abort() })).rejects.toThrow('aborted')
    expect(readdirSync(dir)).toEqual([])
  })
})
