import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockFile } from '../../src/storage/sqlite/lock.ts'
import { openUpkeep } from '../../src/storage/upkeep.ts'
import { digestOf, type Filled, fillInstallation } from '../support/filled.ts'

let filled: Filled
let backups: string
let made: { path: string; digest: string; schema: string; rows: number }

beforeAll(async () => {
  filled = await fillInstallation(60)
  backups = join(filled.folder, 'backups')
  const { code, output } = await filled.run(['backup', '--to', backups, '--json'])
  expect(output).toContain('"digest"')
  expect(code).toBe(0)
  made = JSON.parse(output.split('\n')[0] ?? '')
})
afterAll(() => filled.remove())

function writeSomething(): void {
  const db = new Sqlite(filled.file)
  db.exec(`UPDATE accounts SET display_name = display_name || 'x' WHERE role = 'reader'`)
  db.close()
}

describe('brevier backup', () => {
  it('makes a file that only its owner reads, with a manifest, equal row by row', () => {
    expect(readdirSync(backups).sort()).toEqual([basename(manifestOf(made.path)), basename(made.path)])
    expect(made.digest).toBe(digestOf(filled.file))
    expect(digestOf(made.path)).toBe(made.digest)
    expect(statSync(made.path).mode & 0o777).toBe(0o600)
    expect(statSync(manifestOf(made.path)).mode & 0o777).toBe(0o600)
    const manifest = JSON.parse(readFileSync(manifestOf(made.path), 'utf8'))
    expect(manifest.logs).toEqual([
      { siteId: expect.any(String), seq: expect.any(Number), hash: expect.any(String) },
    ])
    expect(manifest.rows.comments).toBeGreaterThan(5)
  })

  it('needs no lock, and says that there is no database', async () => {
    const lock = lockFile(filled.file)
    try {
      expect((await filled.run(['backup', '--to', join(filled.folder, 'locked')])).code).toBe(0)
    } finally {
      lock.release()
    }
    const none = await filled.run(['backup'], { BREVIER_DATA: join(filled.folder, 'none') })
    expect(none).toMatchObject({ code: 1, output: expect.stringContaining('there is no database') })
  })

  it('keeps the newest so many, and touches nothing that is not its own', async () => {
    const dir = join(filled.folder, 'rotated')
    const names: string[] = []
    for (let turn = 0; turn < 4; turn += 1) {
      const { output } = await filled.run(['backup', '--to', dir, '--keep', '2', '--json'])
      names.push(
        JSON.parse(output.split('\n')[0] ?? '')
          .path.split('/')
          .at(-1),
      )
      if (turn === 0) writeFileSync(join(dir, 'brevier-20200101T000000000Z.sqlite'), 'somebody’s own')
    }
    expect(
      readdirSync(dir)
        .filter((name) => name.endsWith('.sqlite'))
        .sort(),
    ).toEqual(['brevier-20200101T000000000Z.sqlite', ...names.slice(2)])
    expect(await filled.run(['backup', '--keep', '0'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('backup_keep'),
    })
  })

  it('takes photos along once, leaves damaged ones, and restore on a new machine brings them back', async () => {
    const photo = Buffer.from('a photo')
    const name = `${createHash('sha256').update(photo).digest('hex')}.jpg`
    const damaged = `${'a'.repeat(64)}.png`
    mkdirSync(join(filled.data, 'photos'), { recursive: true })
    for (const file of [name, damaged]) writeFileSync(join(filled.data, 'photos', file), photo)
    const dir = join(filled.folder, 'with-photos')
    const first = await answered(['backup', '--to', dir, '--json'])
    expect(first['photos']).toEqual({ found: 2, copied: 1, damaged: [damaged], failed: null })
    const second = await answered(['backup', '--to', dir, '--json'])
    expect(second['photos']).toMatchObject({ copied: 0 })
    const other = { BREVIER_DATA: join(filled.folder, 'other/data') }
    const restored = await filled.run(['restore', String(second['path']), '--yes'], other)
    expect(restored).toMatchObject({
      code: 0,
      output: expect.stringContaining('secret.key is not in the data folder'),
    })
    expect(readdirSync(join(other.BREVIER_DATA, 'photos'))).toEqual([name])
    expect(digestOf(join(other.BREVIER_DATA, 'brevier.sqlite'))).toBe(second['digest'])
  })

  it('keeps the database, and all other photos, when one cannot be copied, and brings it later', async () => {
    const photos = join(filled.data, 'photos')
    const bytes = ['one', 'two'].map((text) => Buffer.from(text))
    const [stuck = '', whole = ''] = bytes.map(
      (text) => `${createHash('sha256').update(text).digest('hex')}.jpg`,
    )
    rmSync(photos, { recursive: true, force: true })
    mkdirSync(join(photos, stuck), { recursive: true })
    writeFileSync(join(photos, whole), 'two')
    const dir = join(filled.folder, 'stuck')
    const made = await filled.run(['backup', '--to', dir, '--keep', '1'])
    expect(made.output).toContain(`Photos are missing from the backup: ${stuck}: EISDIR`)
    expect(made.code).toBe(1)
    expect(readdirSync(join(dir, 'photos'))).toEqual([whole])
    const before = readdirSync(dir)
    rmSync(join(photos, stuck), { recursive: true })
    writeFileSync(join(photos, stuck), 'one')
    expect((await filled.run(['backup', '--to', dir, '--photos-only'])).code).toBe(0)
    expect(readdirSync(join(dir, 'photos')).sort()).toEqual([stuck, whole].sort())
    expect(readdirSync(dir)).toEqual(before)
  })

  it('says that the database is the new one already, when photos cannot be brought back', async () => {
    const made = await answered(['backup', '--to', join(filled.folder, 'with-photos'), '--json'])
    const other = { BREVIER_DATA: join(filled.folder, 'no-photos/data') }
    mkdirSync(other.BREVIER_DATA, { recursive: true })
    writeFileSync(join(other.BREVIER_DATA, 'photos'), 'no folder')
    const { code, output } = await filled.run(['restore', String(made['path']), '--yes'], other)
    expect(output).toMatch(
      /is the database now, but its photos could not be brought back: .*photos is a file, and must be a folder/,
    )
    expect(code).toBe(1)
    expect(digestOf(join(other.BREVIER_DATA, 'brevier.sqlite'))).toBe(made['digest'])
  })

  it('leaves the room alone that a full disk keeps for the desk', async () => {
    const target = { url: `sqlite:${filled.file}`, kind: 'production', migrationsDir: 'migrations' } as const
    const dir = join(filled.folder, 'no-room')
    const made = (await openUpkeep(target)).backUp({ dir, now: Date.now(), leaveBytes: 1e18 })
    await expect(made).rejects.toThrow(/MB free, and 10000000000\d\d MB are needed/)
    expect(readdirSync(dir)).toEqual([])
  })

  it('says where no folder can be made', async () => {
    const { code, output } = await filled.run(['backup', '--to', '/proc/backups'])
    expect(output).toMatch(/ENOENT.*\/proc\/backups/)
    expect(code).toBe(1)
  })
})

async function answered(args: readonly string[]): Promise<Record<string, unknown>> {
  const { output } = await filled.run(args)
  return JSON.parse(output.split('\n')[0] ?? '')
}

const manifestOf = (path: string) => path.replace('.sqlite', '.json')

function alone(path: string, work: () => void): void {
  rmSync(manifestOf(path))
  work()
}

function inside(path: string, sql: string): void {
  const db = new Sqlite(path)
  db.exec(sql)
  db.close()
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** Other rows in a sound file of the length and the hash that the manifest names: only the digest of the rows tells. */
function forge(path: string, sql: string): void {
  inside(path, sql)
  const manifest = JSON.parse(readFileSync(manifestOf(path), 'utf8'))
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  writeFileSync(manifestOf(path), JSON.stringify({ ...manifest, bytes: statSync(path).size, sha256 }))
}

const CHANGED_ROW = `UPDATE accounts SET display_name = display_name || 'x' WHERE role = 'reader'`
const LOST_ROW = 'DELETE FROM sessions WHERE rowid = (SELECT min(rowid) FROM sessions)'
const NEWER = "INSERT INTO schema_migrations VALUES ('9999_later', 'x', 1)"
const SANDBOX = "UPDATE installation SET kind = 'sandbox'"

describe('brevier restore', () => {
  it('checks and changes nothing without --yes', async () => {
    writeSomething()
    const before = digestOf(filled.file)
    const { code, output } = await filled.run(['restore', made.path])
    expect(code).toBe(0)
    expect(output).toContain('Nothing was changed')
    expect(digestOf(filled.file)).toBe(before)
    const nowhere = { BREVIER_DATA: join(filled.folder, 'new/machine/data') }
    expect((await filled.run(['restore', made.path], nowhere)).code).toBe(0)
    expect(existsSync(join(filled.folder, 'new'))).toBe(false)
  })

  it('gives back every row although a log of the newer state lies beside, keeps the old, and goes back', async () => {
    // A log that was never taken in, as a killed process leaves it.
    const db = new Sqlite(filled.file)
    db.pragma('wal_autocheckpoint = 0')
    db.exec(`UPDATE accounts SET display_name = 'Later' WHERE role = 'reader'`)
    for (const end of ['', '-wal', '-shm'])
      copyFileSync(`${filled.file}${end}`, join(filled.folder, `stale${end}`))
    db.close()
    for (const end of ['', '-wal', '-shm'])
      copyFileSync(join(filled.folder, `stale${end}`), `${filled.file}${end}`)
    const { code, output } = await filled.run(['restore', made.path, '--yes', '--json'])
    expect(output).toContain('"restored":true')
    expect(code).toBe(0)
    const { kept, digest } = JSON.parse(output.split('\n')[0] ?? '')
    expect(digest).toBe(made.digest)
    expect(existsSync(`${filled.file}-wal`)).toBe(false)
    expect(digestOf(filled.file)).toBe(made.digest)
    const old = new Sqlite(kept, { readonly: true })
    expect(
      old.prepare(`SELECT DISTINCT display_name FROM accounts WHERE role = 'reader'`).pluck().all(),
    ).toEqual(['Later'])
    old.close()
    expect((await filled.run(['log', 'verify', 'ledger'])).code).toBe(0)
    const back = digestOf(kept)
    expect((await filled.run(['restore', kept, '--without-manifest', '--yes'])).code).toBe(0)
    expect(digestOf(filled.file)).toBe(back)
  })

  it('ends all sessions when it is told to', async () => {
    const count = () => {
      const db = new Sqlite(filled.file, { readonly: true })
      const found = db.prepare('SELECT count(*) FROM sessions').pluck().get()
      db.close()
      return found
    }
    expect(count()).toBeGreaterThan(0)
    expect((await filled.run(['restore', made.path, '--yes', '--sign-everyone-out'])).code).toBe(0)
    expect(count()).toBe(0)
  })

  it('refuses while a process serves, before it looks any further, and only looks beside it', async () => {
    const lock = lockFile(filled.file)
    try {
      const { code, output } = await filled.run(['restore', made.path, '--yes'])
      expect(code).toBe(1)
      expect(output).toContain('another process is serving')
      const before = readdirSync(filled.data)
      const looked = await filled.run(['restore', made.path])
      expect(looked).toMatchObject({ code: 0, output: expect.stringContaining('The backup is whole') })
      expect(readdirSync(filled.data)).toEqual(before)
    } finally {
      lock.release()
    }
  })

  it.each<[string, (path: string) => void, string]>([
    ['cut', (path) => truncateSync(path, statSync(path).size - 4_096), 'cut or changed'],
    ['changed in one byte', (path) => flip(path, 5_000), 'it was changed'],
    ['whole, with a row changed', (path) => forge(path, CHANGED_ROW), 'other rows than its manifest says'],
    ['whole, with a row gone', (path) => forge(path, LOST_ROW), 'other rows than its manifest says'],
    ['beside no manifest of ours', (path) => writeFileSync(manifestOf(path), '{}'), 'not the manifest'],
    ['beside a cut manifest', (path) => writeFileSync(manifestOf(path), '{'), 'not the manifest'],
    ['a live file', (path) => writeFileSync(`${path}-wal`, 'frames'), 'not whole without it'],
    [
      'no database',
      (path) => alone(path, () => writeFileSync(path, 'words '.repeat(1_000))),
      'no whole database',
    ],
    [
      'of a newer schema',
      (path) => alone(path, () => inside(path, NEWER)),
      'newer than this version: it has the migration 9999_later',
    ],
    [
      'of another program',
      (path) => alone(path, () => inside(path, 'DROP TABLE schema_migrations')),
      'no database of this',
    ],
    ['of a sandbox', (path) => alone(path, () => inside(path, SANDBOX)), 'belongs to a sandbox'],
  ])('refuses one that is %s, and leaves everything as it was', async (_name, spoil, said) => {
    const path = join(filled.folder, 'brevier-spoilt.sqlite')
    copyFileSync(made.path, path)
    copyFileSync(manifestOf(made.path), manifestOf(path))
    spoil(path)
    const before = digestOf(filled.file)
    const args = existsSync(manifestOf(path)) ? [] : ['--without-manifest']
    const { code, output } = await filled.run(['restore', path, '--yes', ...args])
    expect(output).toContain(said)
    expect(code).toBe(1)
    expect(output).not.toMatch(/^\s+at /m)
    expect(digestOf(filled.file)).toBe(before)
    expect(readdirSync(filled.data).filter((name) => name.includes('restoring'))).toEqual([])
    for (const name of readdirSync(filled.folder).filter((file) => file.startsWith('brevier-spoilt')))
      rmSync(join(filled.folder, name))
  })

  it('refuses what is no file, and waits for no pipe', async () => {
    const pipe = join(filled.folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const path of [filled.folder, pipe]) {
      const { code, output } = await filled.run(['restore', path, '--yes', '--without-manifest'])
      expect(output).toContain(`${path} is no file`)
      expect(code).toBe(1)
    }
  })

  it('refuses one without a manifest, unless it is told where that comes from', async () => {
    const path = join(filled.folder, 'replica.sqlite')
    copyFileSync(made.path, path)
    expect(await filled.run(['restore', path, '--yes'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('--without-manifest'),
    })
    expect((await filled.run(['restore', path, '--yes', '--without-manifest'])).code).toBe(0)
  })
})
