import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { makeBackup } from '../../src/storage/sqlite/backup.ts'
import { openReader, openWriter } from '../../src/storage/sqlite/connection.ts'
import { openSqlite } from '../../src/storage/sqlite/index.ts'
import { migrate } from '../../src/storage/sqlite/migrate.ts'
import { restoreBackup } from '../../src/storage/sqlite/restore.ts'

const MIGRATIONS = 'migrations/sqlite'
const SPOILT = 20

/** Cut at, or changed in, any place: how many there were, and how many were refused. */
export async function spoiltCopies(
  dir: string,
  backup: string,
): Promise<{ spoilt: number; refused: number }> {
  const source = join(dir, 'brevier-spoilt.sqlite')
  copyFileSync(backup.replace('.sqlite', '.json'), source.replace('.sqlite', '.json'))
  const { size } = statSync(backup)
  let refused = 0
  for (let turn = 0; turn < SPOILT; turn += 1) {
    copyFileSync(backup, source)
    const at = Math.floor(Math.random() * size)
    if (turn % 2 === 0) truncateSync(source, at)
    else flip(source, at)
    const target = {
      file: join(dir, 'spoilt-target.sqlite'),
      kind: 'production',
      migrationsDir: MIGRATIONS,
    } as const
    const how = { now: Date.now(), signOut: false, withoutManifest: false, dryRun: false }
    refused += await restoreBackup({ ...target, ...how, source }).then(
      () => 0,
      () => 1,
    )
  }
  return { spoilt: SPOILT, refused }
}

/** A backup of the schema before this one is restored, brought forward at the next start with a copy first, and whole. */
export async function olderRestored(dir: string): Promise<boolean> {
  const place = join(dir, 'older')
  mkdirSync(place)
  const [newest = '', before = ''] = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql') && name !== 'triggers.sql')
    .map((name) => name.slice(0, -4))
    .sort()
    .reverse()
  const file = join(place, 'before.sqlite')
  const writer = openWriter(file)
  await migrate(writer, { migrationsDir: MIGRATIONS, now: 1, upTo: before })
  writer.exec("INSERT INTO installation (id, kind, created_at) VALUES (1, 'production', 1)")
  writer.close()
  const reader = openReader(file)
  const { path } = await makeBackup(reader, { dir: place, now: Date.now() })
  reader.close()
  const target = {
    file: join(place, 'brevier.sqlite'),
    kind: 'production',
    migrationsDir: MIGRATIONS,
  } as const
  const now = Date.now()
  const how = { now, signOut: false, withoutManifest: false, dryRun: false }
  const { schema } = await restoreBackup({ ...target, ...how, source: path })
  const storage = await openSqlite({ ...target, now })
  await storage.close()
  const opened = openReader(target.file)
  const found = opened
    .prepare('SELECT created_at, (SELECT max(name) FROM schema_migrations) FROM installation')
    .raw()
    .get()
  opened.close()
  const copies = readdirSync(join(place, 'backups')).filter((name) =>
    name.endsWith(`-before-${newest}.sqlite`),
  )
  return schema === before && JSON.stringify(found) === JSON.stringify([1, newest]) && copies.length === 1
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
