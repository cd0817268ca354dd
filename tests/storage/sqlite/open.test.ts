import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR } from '../../../src/kernel/clock.ts'
import { Problem } from '../../../src/kernel/errors.ts'
import { openStorage, type StorageOptions } from '../../../src/storage/open.ts'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { createDatabase } from '../../../src/storage/sqlite/database.ts'
import { createSqliteStores } from '../../../src/storage/sqlite/index.ts'
import { canCommit } from '../../../src/storage/sqlite/installation.ts'
import {
  anAccount,
  anIdentity,
  aWorld,
  MIGRATIONS,
  submitted,
  T0,
  type TestFolder,
  testFolder,
} from '../../support/storage.ts'

describe('opening storage', () => {
  let folder: TestFolder
  beforeEach(() => {
    folder = testFolder()
  })
  afterEach(() => folder.remove())

  const open = (kind: StorageOptions['kind'], url = `sqlite:${folder.file}`) =>
    openStorage({ url, kind, now: T0, migrationsDir: MIGRATIONS })

  it('again finds what was written', async () => {
    const first = await open('production')
    const { site } = await aWorldWithoutSandbox(first)
    expect(await first.canCommit()).toBe(true)
    await first.close()
    const second = await open('production')
    expect(await second.stores.sites.byId(site.id)).toEqual(site)
    await second.close()
  })

  it('removes the copies that a killed restore or import left, but none that is just being looked at', async () => {
    const copy = (end: string) => join(dirname(folder.file), `.${basename(folder.file)}.${end}`)
    for (const end of ['restoring', 'restoring-journal', 'importing', 'importing-wal', 'checking'])
      writeFileSync(copy(end), 'half')
    utimesSync(copy('checking'), T0 / 1_000, T0 / 1_000)
    await (await open('production')).close()
    const left = () => readdirSync(dirname(folder.file)).filter((name) => name.startsWith('.'))
    expect(left()).toEqual([basename(copy('checking'))])
    utimesSync(copy('checking'), (T0 - 2 * HOUR) / 1_000, (T0 - 2 * HOUR) / 1_000)
    await (await open('production')).close()
    expect(left()).toEqual([])
  })

  it('refuses a second process, and a first that has not closed', async () => {
    const first = await open('production')
    await expect(open('production')).rejects.toThrow('another process')
    await first.close()
    await (await open('production')).close()
  })

  it('refuses a file of the other kind, in both directions, and stays openable', async () => {
    for (const [kind, other] of [
      ['sandbox', 'production'],
      ['production', 'sandbox'],
    ] as const) {
      const url = `sqlite:${folder.file}-${kind}`
      await (await open(kind, url)).close()
      await expect(open(other, url)).rejects.toThrow(`belongs to a ${kind}`)
      await (await open(kind, url)).close()
    }
  })

  it('refuses sandbox people in production, however they got there', async () => {
    const storage = await open('production')
    const { site } = await aWorldWithoutSandbox(storage)
    await storage.stores.accounts.insert(anAccount(site.id), anIdentity({ provider: 'sandbox:facebook' }))
    await storage.close()
    await expect(open('production')).rejects.toThrow('sandbox identities')
  })

  it('refuses a file that is no database, and says what to do, leaving it as it is', async () => {
    writeFileSync(folder.file, 'x'.repeat(5_000))
    await expect(open('production')).rejects.toThrow(/is damaged \(SQLITE_NOTADB\).*restore/)
    expect(readFileSync(folder.file, 'utf8')).toBe('x'.repeat(5_000))
  })

  it('knows no other database', async () => {
    await expect(open('production', 'postgres://db/brevier')).rejects.toThrow('sqlite:')
    await expect(open('production', 'sqlite:')).rejects.toThrow('no file')
    await expect(open('production', 'sqlite::memory:')).rejects.toThrow('no file')
    await expect(open('production', '/data/brevier.db')).rejects.toThrow('sqlite:')
  })

  async function aWorldWithoutSandbox({ stores }: Awaited<ReturnType<typeof open>>) {
    const world = await aWorld({ ...stores, accounts: { ...stores.accounts, insert: async () => 'applied' } })
    return world
  }
})

it('what only reads cannot write, whatever it is given', async () => {
  const folder = testFolder()
  await (
    await openStorage({ url: `sqlite:${folder.file}`, kind: 'sandbox', now: T0, migrationsDir: MIGRATIONS })
  ).close()
  const db = createDatabase(openWriter(folder.file))
  for (const statement of ['DELETE FROM comments', 'DELETE FROM sites RETURNING id', 'BEGIN', 'VACUUM'])
    expect(() => db.read.all(sql.raw(statement)), statement).toThrow('what only reads cannot write')
  expect(() => db.read.transaction(() => {})).toThrow('there is no transaction')
  expect(db.read.all(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  expect(db.read.values(sql`SELECT 1 AS one`)).toEqual([[1]])
  expect(db.read.all(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  await db.close()
  folder.remove()
})

describe('a full disk', () => {
  it('refuses writes by name, keeps reading, and comes back', async () => {
    const folder = testFolder()
    await (
      await openStorage({ url: `sqlite:${folder.file}`, kind: 'sandbox', now: T0, migrationsDir: MIGRATIONS })
    ).close()
    const writer = openWriter(folder.file)
    const db = createDatabase(writer)
    const stores = createSqliteStores(db)
    const world = await aWorld(stores)
    const pages = Number(writer.pragma('page_count', { simple: true }))
    writer.pragma(`max_page_count = ${pages}`)
    const fill = async () => {
      for (;;) await submitted(world, { body: 'x'.repeat(2_000) })
    }
    await expect(fill()).rejects.toEqual(new Problem('storage-full', { retryAfter: 30 }))
    const page = await stores.comments.page(world.article.id, { sort: 'newest', after: null, limit: 20 })
    const article = await stores.articles.byId(world.article.id)
    expect(article?.commentCount).toBe(page.items.length)
    writer.pragma('max_page_count = 100000')
    expect(await canCommit(db)).toBe(true)
    await submitted(world)
    await db.close()
    const check = new Sqlite(folder.file)
    expect(check.pragma('integrity_check', { simple: true })).toBe('ok')
    check.close()
    folder.remove()
  })
})
