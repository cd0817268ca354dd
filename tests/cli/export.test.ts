import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importInto } from '../../src/storage/sqlite/import.ts'
import { buildShim } from '../drills/shim.ts'
import { type Filled, fillInstallation } from '../support/filled.ts'

let filled: Filled
let lines: string[]

beforeAll(async () => {
  filled = await fillInstallation(150)
  // As Litestream leaves them.
  const db = new Sqlite(filled.file)
  db.exec(
    'CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); INSERT INTO _litestream_seq VALUES (1, 7)',
  )
  db.close()
  expect(await filled.run(['export', '--out', 'all.jsonl'])).toMatchObject({ code: 0 })
  lines = readFileSync(join(filled.folder, 'all.jsonl'), 'utf8').trimEnd().split('\n')
})
afterAll(() => filled.remove())

let places = 0
/** Imports lines, or a file of that name, into an empty place. */
async function importing(content: readonly string[] | string, ...more: string[]) {
  places += 1
  const data = join(filled.folder, `place-${places}`)
  let file = content
  if (typeof file !== 'string') {
    writeFileSync(join(filled.folder, 'some.jsonl'), file.map((line) => `${line}\n`).join(''))
    file = 'some.jsonl'
  }
  const env = { BREVIER_DATA: data }
  return { ...(await filled.run(['import', String(file), ...more], env)), env, data }
}

const withoutTime = (text: string) => text.replace(/"exportedAt":"[^"]*"/, '')

describe('brevier export', () => {
  it('writes every table but those that open a door, each row after those it points to', () => {
    const rows = lines.slice(1, -1).map((line) => JSON.parse(line) as { table: string; row: { id?: string } })
    const found = new Set(rows.map(({ table }) => table))
    for (const table of [
      'sites',
      'accounts',
      'comments',
      'decisions',
      'decision_texts',
      'cases',
      'log_heads',
      'policies',
    ])
      expect(found).toContain(table)
    const db = new Sqlite(filled.file, { readonly: true })
    const all = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
    const filledTables = all.filter(
      (table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
    )
    db.close()
    const left = filledTables.filter((table) => !found.has(table))
    expect(left.sort()).toEqual(['_litestream_seq', 'schema_migrations', 'sessions'])
    expect(lines.at(-1)).toMatch(/^\{"end":true,"rows":\d+,"sha256":"[0-9a-f]{64}"\}$/)
    const tables = [...found]
    expect(tables.indexOf('sites')).toBeLessThan(tables.indexOf('articles'))
    expect(tables.indexOf('decisions')).toBeLessThan(tables.indexOf('restrictions'))
    expect(statSync(join(filled.folder, 'all.jsonl')).mode & 0o777).toBe(0o600)
  })

  it('takes no name from what is no file', async () => {
    const pipe = join(filled.folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, filled.folder]) {
      const { code, output } = await filled.run(['export', '--out', path])
      expect(output).toContain(`${path} is no file`)
      expect(code).toBe(1)
    }
    expect(statSync(pipe).isFIFO()).toBe(true)
  })

  it('on standard output is the same', async () => {
    const { output } = await filled.run(['export'])
    expect(withoutTime(output)).toBe(withoutTime(`${lines.join('\n')}\n`))
  })
})

describe('a damaged database', () => {
  const spoilt = (content: Buffer) => {
    const data = mkdtempSync(join(filled.folder, 'spoilt-'))
    writeFileSync(join(data, 'brevier.sqlite'), content)
    return { BREVIER_DATA: data }
  }

  it.each(['export --out half.jsonl', 'backup'])('is called what it is: %s', async (words) => {
    const { code, output } = await filled.run(words.split(' '), spoilt(Buffer.from('words '.repeat(1_000))))
    expect(output).toContain('is damaged (SQLITE_NOTADB)')
    expect(code).toBe(1)
  })

  it('leaves nothing of an export that cannot be finished', async () => {
    const db = new Sqlite(filled.file)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    const content = readFileSync(filled.file)
    content.fill(0xff, content.length / 4)
    const { code } = await filled.run(['export', '--out', 'half.jsonl'], spoilt(content))
    expect(code).toBe(1)
    expect(readdirSync(filled.folder).filter((name) => name.startsWith('half'))).toEqual([])
  })
})

describe('brevier import', () => {
  it('gives back an installation that exports the same, verifies, and lets nobody in', async () => {
    const { code, output, env } = await importing('all.jsonl')
    expect(output).toContain('The log of decisions is whole')
    expect(code).toBe(0)
    const again = await filled.run(['export'], env)
    expect(withoutTime(again.output)).toBe(withoutTime(`${lines.join('\n')}\n`))
    expect((await filled.run(['log', 'verify', 'ledger'], env)).code).toBe(0)
    const db = new Sqlite(join(env.BREVIER_DATA, 'brevier.sqlite'), { readonly: true })
    expect(db.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(0)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
    expect(await filled.run(['import', 'all.jsonl'], env)).toMatchObject({
      code: 1,
      output: expect.stringContaining('is not empty'),
    })
    const started = await filled.run(['site', 'list'], env)
    expect(started.output).toContain('"ledger"')
  })

  it('checks every line without --dry-run’s leaving anything', async () => {
    const { code, data } = await importing('all.jsonl', '--dry-run')
    expect(code).toBe(0)
    expect(existsSync(data)).toBe(false)
  })

  it('says that the disk is full, not which row found it so', async () => {
    const work = mkdtempSync(join(filled.folder, 'shim-'))
    const data = join(work, 'data')
    const shim = buildShim(work, data, { traces: false })
    const said: string[] = []
    for (const room of ['200000', '1100000']) {
      shim.fault(`full ${room}`)
      said.push((await filled.run(['import', 'all.jsonl'], { ...shim.env, BREVIER_DATA: data })).output)
    }
    const sentence = 'the disk is full, and nothing was changed: make room, then try again\n'
    expect(said).toEqual([sentence, sentence])
    expect(readdirSync(data)).toEqual(['brevier.sqlite.lock'])
  })

  /** The line of the first row of a table, from 1, and the lines with that row changed. */
  function changed(table: string, change: (text: string) => string): { number: number; content: string[] } {
    const at = lines.findIndex((line) => line.startsWith(`{"table":"${table}"`))
    return { number: at + 1, content: lines.map((line, index) => (index === at ? change(line) : line)) }
  }

  it.each<[string, string, (text: string) => string, RegExp]>([
    [
      'an unknown table',
      'sites',
      (text) => text.replace('"sites"', '"sqlite_master"'),
      /there is no table "sqlite_master"/,
    ],
    [
      'a table that opens doors',
      'accounts',
      (text) => text.replace('"accounts"', '"sessions"'),
      /there is no table "sessions"/,
    ],
    ['an unknown column', 'sites', (text) => text.replace('"row":{', '"row":{"more":1,'), /no column "more"/],
    [
      'a prototype',
      'sites',
      (text) => text.replace('"row":{', '"row":{"__proto__":{"x":1},'),
      /no column "__proto__"/,
    ],
    [
      'a constructor',
      'sites',
      (text) => text.replace('"row":{', '"row":{"constructor":{"x":1},'),
      /no column "constructor"/,
    ],
    [
      'a missing column',
      'sites',
      (text) => text.replace(/"accent":"[^"]*",/, ''),
      /sites\.accent is missing/,
    ],
    [
      'another type',
      'accounts',
      (text) => text.replace(/"created_at":\d+/, '"created_at":"soon"'),
      /created_at is missing or no INTEGER/,
    ],
    [
      'an object for a text',
      'sites',
      (text) => text.replace(/"accent":"[^"]*"/, '"accent":{}'),
      /accent is missing or no TEXT/,
    ],
    [
      'what a check refuses',
      'sites',
      (text) => text.replace(/"accent":"[^"]*"/, '"accent":"red"'),
      /sites refuses the row: CHECK/,
    ],
    [
      'a role that there is none',
      'accounts',
      (text) => text.replace(/"role":"[a-z]+"/, '"role":"owner"'),
      /accounts refuses the row/,
    ],
    ['no JSON', 'comments', (text) => text.slice(0, 30), /is no line of an export/],
    ['a long line', 'comments', (text) => text + ' '.repeat(5_000_000), /longer than/],
  ])('refuses %s with the number of its line, and makes nothing', async (_name, table, change, said) => {
    const { number, content } = changed(table, change)
    const { code, output, data } = await importing(content)
    expect(output).toMatch(said)
    expect(output).toContain(`line ${number}`)
    expect(output).not.toMatch(/^\s+at /m)
    expect(code).toBe(1)
    expect(readdirSync(data).filter((name) => !name.endsWith('.lock'))).toEqual([])
  })

  it.each<[string, () => string[], RegExp]>([
    ['a cut file', () => lines.slice(0, -1), /the export is cut/],
    [
      'a file with a row less',
      () => lines.filter((_line, index) => index !== lines.length - 2),
      /not those that were exported/,
    ],
    [
      'a changed word',
      () => changed('comments', (text) => text.replace('Words', 'Wards')).content,
      /not those that were exported/,
    ],
    ['what follows the end', () => [...lines, lines[1] ?? ''], /nothing may follow the end/],
    ['nothing', () => [], /line 1 is no line of an export/],
    [
      'a newer schema',
      () =>
        lines.map((line, index) =>
          index === 0 ? line.replace(/"schema":"\d{4}_\w+"/, '"schema":"9999_later"') : line,
        ),
      /9999_later, which this version does not have/,
    ],
    [
      'a sandbox’s',
      () => resealed(changed('installation', (text) => text.replace('production', 'sandbox')).content),
      /belongs to a sandbox/,
    ],
    [
      'a changed decision',
      () =>
        resealed(
          changed('decisions', (text) => text.replace(/"hashed":"brevier/, '"hashed":"Brevier')).content,
        ),
      /log of decisions is broken at number 1/,
    ],
    [
      'a reply to nobody',
      () =>
        resealed(
          changed('comments', (text) => text.replace(/"article_id":"[^"]*"/, '"article_id":"nowhere"'))
            .content,
        ),
      /a row of comments points to one of articles that is not there/,
    ],
  ])('refuses %s, and makes nothing', async (_name, content, said) => {
    const { code, output, data } = await importing(content())
    expect(output).toMatch(said)
    expect(code).toBe(1)
    expect(readdirSync(data).filter((name) => !name.endsWith('.lock'))).toEqual([])
  })

  it('says in which line something is not text, as of a packed export', async () => {
    const file = join(filled.folder, 'packed.jsonl')
    writeFileSync(file, gzipSync(lines.join('\n')))
    const { code, output } = await filled.run(['import', file], {
      BREVIER_DATA: join(filled.folder, 'packed'),
    })
    expect(output).toContain('line 1 is not UTF-8')
    expect(code).toBe(1)
  })

  it('misses nothing of a database that was taken away before', async () => {
    const data = join(filled.folder, 'taken-away')
    const env = { BREVIER_DATA: data }
    mkdirSync(data)
    writeFileSync(join(data, 'brevier.sqlite.progress.json'), '{"comments":100000,"logs":{}}')
    expect((await filled.run(['import', 'all.jsonl'], env)).code).toBe(0)
    expect((await filled.run(['migrate'], env)).code).toBe(0)
    expect(readdirSync(data)).not.toContain('brevier.sqlite.lost.json')
    const { code, output } = await filled.run(['check'], env)
    expect(output).toContain('"losses":[]')
    expect(code).toBe(0)
  })

  it('brings an export of an older schema to the newest', async () => {
    const migrationsDir = join(filled.folder, 'next-version')
    cpSync('migrations/sqlite', migrationsDir, { recursive: true })
    writeFileSync(
      join(migrationsDir, '9998_noted.sql'),
      "ALTER TABLE comments ADD COLUMN noted TEXT NOT NULL DEFAULT 'none';",
    )
    const file = join(filled.folder, 'next.sqlite')
    const chunks = createReadStream(join(filled.folder, 'all.jsonl'))
    await importInto({ file, kind: 'production', migrationsDir, now: 1, dryRun: false, chunks })
    const db = new Sqlite(file, { readonly: true })
    expect(db.prepare('SELECT max(name) FROM schema_migrations').pluck().get()).toBe('9998_noted')
    const count = lines.filter((line) => line.startsWith('{"table":"comments"')).length
    expect(db.prepare("SELECT count(*) FROM comments WHERE noted = 'none'").pluck().get()).toBe(count)
    db.close()
  })
})

/** As somebody would who knows the format: the end agrees with the changed rows. */
function resealed(content: string[]): string[] {
  const rows = content.slice(1, -1)
  const sha256 = createHash('sha256')
    .update(rows.map((line) => `${line}\n`).join(''))
    .digest('hex')
  return [...content.slice(0, -1), JSON.stringify({ end: true, rows: rows.length, sha256 })]
}
