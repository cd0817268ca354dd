import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { type Migrated, migrate } from '../../../src/storage/sqlite/migrate.ts'
import { startChild } from '../../support/child.ts'
import { MIGRATIONS, T0, type TestFolder, testFolder } from '../../support/storage.ts'

const PARENTS = `CREATE TABLE parents (id TEXT PRIMARY KEY, name TEXT);
--> statement-breakpoint
CREATE TABLE children (id TEXT PRIMARY KEY, parent_id TEXT NOT NULL REFERENCES parents(id) ON DELETE CASCADE);
--> statement-breakpoint
INSERT INTO parents VALUES ('p', 'name');
--> statement-breakpoint
INSERT INTO children VALUES ('a', 'p'), ('b', 'p');
`

/** As drizzle-kit writes a changed column: the table is made anew and the old one dropped. */
const REBUILD = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_parents (id TEXT PRIMARY KEY, name TEXT NOT NULL);
--> statement-breakpoint
INSERT INTO __new_parents SELECT id, name FROM parents;--> statement-breakpoint
DROP TABLE parents;--> statement-breakpoint
ALTER TABLE __new_parents RENAME TO parents;--> statement-breakpoint
PRAGMA foreign_keys=ON;
`

const TRIGGER = `CREATE TRIGGER parents_kept BEFORE DELETE ON parents
BEGIN
  SELECT RAISE(ABORT, 'kept');
END;
`

describe('migrating', () => {
  let folder: TestFolder
  let migrationsDir: string

  beforeEach(() => {
    folder = testFolder()
    migrationsDir = join(dirname(folder.file), 'migrations')
    mkdirSync(migrationsDir)
    plant('triggers.sql', TRIGGER)
    plant('0000_parents.sql', PARENTS)
  })
  afterEach(() => folder.remove())

  const plant = (name: string, text: string) => writeFileSync(join(migrationsDir, name), text)

  async function run(dir = migrationsDir): Promise<Migrated> {
    const writer = openWriter(folder.file)
    try {
      return await migrate(writer, { migrationsDir: dir, now: T0 })
    } finally {
      writer.close()
    }
  }

  function ask(sql: string, file = folder.file): unknown {
    const connection = new Sqlite(file, { readonly: true })
    try {
      return connection.prepare(sql).pluck().all()
    } finally {
      connection.close()
    }
  }

  it('makes the real schema on a new file, without a copy, and has nothing to do after', async () => {
    const real = join(MIGRATIONS, 'sqlite')
    const { applied, copy } = await run(real)
    expect(applied[0]).toBe('0000_start')
    expect(copy).toBeNull()
    expect(await run(real)).toEqual({ applied: [], copy: null })
    expect(ask('SELECT applied_at FROM schema_migrations')).toEqual(applied.map(() => T0))
    expect(ask("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%CASCADE%'")).toEqual([0])
  })

  it('leaves the times of a site from before it could choose as they were printed', async () => {
    const real = join(MIGRATIONS, 'sqlite')
    const older = join(dirname(folder.file), 'older')
    cpSync(real, older, { recursive: true, filter: (name) => !/\/(?!0000_)\d{4}_/.test(name) })
    await run(older)
    const writer = new Sqlite(folder.file)
    writer.exec(`INSERT INTO sites (id, key, title, origins, language, accent, mode, newcomer_threshold, rates,
      revision, created_at) VALUES ('s', 'ledger', '{}', '[]', 'en', '#15539a', 'newcomers', 1, '{}', 1, 1)`)
    writer.close()
    expect((await run(real)).copy).not.toBeNull()
    expect(ask('SELECT time_zone FROM sites')).toEqual(['Asia/Seoul'])
  })

  it('keeps child rows through a table rebuild, and the rebuilt table’s triggers', async () => {
    await run()
    plant('0001_rebuild.sql', REBUILD)
    expect((await run()).applied).toEqual(['0001_rebuild'])
    expect(ask('SELECT id FROM children ORDER BY id')).toEqual(['a', 'b'])
    const writer = new Sqlite(folder.file)
    expect(() => writer.exec('DELETE FROM parents')).toThrow('kept')
    writer.close()
  })

  it('first makes a copy that opens, is whole, and holds what was there', async () => {
    await run()
    plant('0001_rebuild.sql', REBUILD)
    const { copy } = await run()
    expect(copy).toBe(
      join(dirname(folder.file), `backups/brevier-20260105T090000000Z-before-0001_rebuild.sqlite`),
    )
    expect(ask('SELECT id FROM children ORDER BY id', copy ?? '')).toEqual(['a', 'b'])
    expect(ask('SELECT name FROM schema_migrations', copy ?? '')).toEqual(['0000_parents'])
    expect(ask('PRAGMA integrity_check', copy ?? '')).toEqual(['ok'])
    expect(existsSync(`${copy}-wal`)).toBe(false)
  })

  it('refuses a file that a newer version has migrated, before changing it', async () => {
    plant('0001_rebuild.sql', REBUILD)
    await run()
    const older = join(dirname(folder.file), 'older')
    cpSync(migrationsDir, older, { recursive: true, filter: (name) => !name.endsWith('0001_rebuild.sql') })
    await expect(run(older)).rejects.toThrow('newer')
  })

  it('refuses when a migration that was applied has been edited', async () => {
    await run()
    plant('0000_parents.sql', `${PARENTS}-- edited\n`)
    await expect(run()).rejects.toThrow('not the one that was applied')
  })

  it.each([
    ['rows that vanish', "DELETE FROM children WHERE id = 'a';", 'children'],
    ['a table that goes without being named', 'DROP TABLE children;', 'children'],
    ['keys that point nowhere', "UPDATE children SET parent_id = 'nobody';", 'foreign keys'],
    ['a statement that fails', 'CREATE TABLE parents (id TEXT);', 'already exists'],
    ['a transaction of its own', 'COMMIT;', 'transaction'],
  ])('undoes all of a migration with %s', async (_what, sql, reason) => {
    await run()
    plant('0001_bad.sql', `CREATE TABLE extra (id TEXT);\n${sql}\n`)
    const tables = ask("SELECT name FROM sqlite_master WHERE name <> 'extra' ORDER BY name")
    await expect(run()).rejects.toThrow(reason)
    expect(ask("SELECT name FROM sqlite_master WHERE name <> 'extra' ORDER BY name")).toEqual(tables)
    expect(ask('SELECT id || parent_id FROM children ORDER BY id')).toEqual(['ap', 'bp'])
    expect(ask('SELECT name FROM schema_migrations')).toEqual(['0000_parents'])
  })

  it('lets a migration drop a table that it names', async () => {
    await run()
    plant('0001_drop.sql', '-- drops: children\nDROP TABLE children;\n')
    expect((await run()).applied).toEqual(['0001_drop'])
  })

  it('makes the triggers those of the one file again, whatever somebody did to them', async () => {
    await run()
    const writer = new Sqlite(folder.file)
    writer.exec('DROP TRIGGER parents_kept; CREATE TRIGGER odd AFTER INSERT ON parents BEGIN SELECT 1; END')
    writer.close()
    await run()
    expect(ask("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).toEqual([
      TRIGGER.trim().replace(/;$/, ''),
    ])
  })

  it('that goes wrong at its second step has left the first one whole, triggers included', async () => {
    await run()
    plant('0001_rebuild.sql', REBUILD)
    plant('0002_bad.sql', 'DELETE FROM children;')
    await expect(run()).rejects.toThrow('0002_bad')
    expect(ask('SELECT name FROM schema_migrations')).toEqual(['0000_parents', '0001_rebuild'])
    expect(ask("SELECT name FROM sqlite_master WHERE type = 'trigger'")).toEqual(['parents_kept'])
  })

  it('killed before its commit leaves the old schema, and goes through the next time', async () => {
    await run()
    plant('0001_rebuild.sql', REBUILD)
    const child = await startChild(`
      import Sqlite from 'better-sqlite3'
      import { openWriter } from './src/storage/sqlite/connection.ts'
      import { migrate } from './src/storage/sqlite/migrate.ts'
      const exec = Sqlite.prototype.exec
      Sqlite.prototype.exec = function (sql) {
        if (sql === 'COMMIT') process.kill(process.pid, 'SIGKILL')
        return exec.call(this, sql)
      }
      const writer = openWriter(${JSON.stringify(folder.file)})
      await migrate(writer, { migrationsDir: ${JSON.stringify(migrationsDir)}, now: 1 })
    `)
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    expect(ask('SELECT name FROM schema_migrations')).toEqual(['0000_parents'])
    expect(ask("SELECT sql FROM sqlite_master WHERE name = 'parents'")).not.toEqual([
      expect.stringContaining('NOT NULL'),
    ])
    expect((await run()).applied).toEqual(['0001_rebuild'])
    expect(ask('SELECT id FROM children ORDER BY id')).toEqual(['a', 'b'])
  })
})
