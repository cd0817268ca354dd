import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { AHEAD_MS, DAY, HOUR } from '../kernel/clock.ts'
import { hasCode } from '../kernel/errors.ts'
import { syncPath } from './durable.ts'

/** What lies beside a backup, and what the backup must still be when it is used. */
const manifest = z.object({
  format: z.literal(1),
  /** Name in the same folder. */
  file: z.string().regex(/^[\w.-]{1,200}$/),
  createdAt: z.iso.datetime(),
  /** `migration`: made before the schema was changed; rotation leaves it for a month. */
  cause: z.enum(['asked', 'migration']),
  /** Name of the newest migration that it has. */
  schema: z.string().max(200),
  bytes: z.int().nonnegative(),
  /** Of the file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of all rows in order of their keys, hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Rows of every table. */
  rows: z.record(z.string(), z.int().nonnegative()),
  /** Where each site's log of decisions ended. */
  logs: z.array(z.object({ siteId: z.string(), seq: z.int(), hash: z.string() })),
})

export type Manifest = z.output<typeof manifest>

const NAME = /^brevier-\d{8}T\d{9}Z(-before-\d{4}_\w+)?\.sqlite$/
/** Left behind by a process that was killed. */
const UNFINISHED = /^\.?brevier-\d{8}T\d{9}Z[\w-]*\.(sqlite|json)\.making(-\w+)?$/
/** A database's manifest is far smaller. */
const LARGEST_MANIFEST = 1_000_000
const MIGRATION_KEPT_MS = 30 * DAY

/** A name that is free in the folder. `before`: the migration that it is made for. `now` in epoch ms. */
export function backupName(dir: string, now: number, before?: string): string {
  for (let at = now; ; at += 1) {
    const stamp = new Date(at).toISOString().replace(/[-:.]/g, '')
    const name = `brevier-${stamp}${before === undefined ? '' : `-before-${before}`}.sqlite`
    if (!existsSync(join(dir, name))) return name
  }
}

export function manifestPath(path: string): string {
  return path.replace(/\.sqlite$/, '') + '.json'
}

/** What it is called until it has its name. */
export function makingPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.making`)
}

/** @throws when there is none, or it is not one of ours */
export function readManifest(path: string): Manifest {
  const { size } = statSync(path)
  if (size > LARGEST_MANIFEST) throw new Error(`${path} is not the manifest of a backup`)
  const { data } = manifest.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!data) throw new Error(`${path} is not the manifest of a backup`)
  return data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Whole backups of ours, the newest first; a file without its manifest, or of another length, is none. */
export function listBackups(dir: string): Manifest[] {
  if (!existsSync(dir)) return []
  const found = readdirSync(dir)
    .filter((name) => NAME.test(name))
    .flatMap((name) => {
      try {
        const read = readManifest(manifestPath(join(dir, name)))
        return read.file === name && statSync(join(dir, name)).size === read.bytes ? [read] : []
      } catch {
        return []
      }
    })
  return found.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
}

/** The last good backup. One from the future, made before the clock was put right, says nothing about now. */
export function newestBackup(dir: string, now: number): Manifest | null {
  return listBackups(dir).find((backup) => !isAhead(backup, now)) ?? null
}

function isAhead({ createdAt }: Manifest, now: number): boolean {
  return Date.parse(createdAt) > now + AHEAD_MS
}

/**
 * Deletes all but the newest `keep` backups. Never the one that was just `made`, never what is not whole or not named
 * as ours, and those before a migration only after thirty days. Those from the future go first: by their own time they
 * would push out for as long as the clock was ahead whatever is made since. Answers the names that went.
 */
export function rotate(dir: string, keep: number, made: string, now: number): string[] {
  const all = listBackups(dir)
  const asked = all
    .filter(({ cause, file }) => cause === 'asked' && file !== made)
    .sort((a, b) => Number(isAhead(a, now)) - Number(isAhead(b, now)))
  const old = [
    ...asked.slice(Math.max(1, keep) - 1),
    ...all.filter(
      ({ cause, createdAt }) => cause === 'migration' && Date.parse(createdAt) < now - MIGRATION_KEPT_MS,
    ),
  ]
  for (const { file } of old) drop(dir, file)
  if (old.length > 0) syncPath(dir)
  return old.map(({ file }) => file)
}

/** Where a killed process ends it, what is left has the name of an unfinished one, which the next backup clears away. */
function drop(dir: string, file: string): void {
  const leaving = makingPath(join(dir, file))
  try {
    renameSync(join(dir, file), leaving)
  } catch (error) {
    // Another process has dropped it.
    if (!hasCode(error, 'ENOENT')) throw error
  }
  rmSync(manifestPath(join(dir, file)), { force: true })
  rmSync(leaving, { force: true })
}

/**
 * Deletes what killed processes left an hour ago or earlier: each is as large as a backup, and where each is killed, as for
 * want of memory, the next one begins ten minutes later.
 */
export function clearUnfinished(dir: string, now: number): void {
  const broken = readdirSync(dir).filter((name) => {
    if (!UNFINISHED.test(name)) return false
    // It may just have got its name.
    const found = statSync(join(dir, name), { throwIfNoEntry: false })
    return found !== undefined && found.mtimeMs < now - HOUR
  })
  for (const name of broken) {
    // A manifest without its database may be of one that was carried away; beside an unfinished one it is of that.
    const file = name.replace(/^\./, '').replace(/\.making$/, '')
    if (NAME.test(file) && !existsSync(join(dir, file)))
      rmSync(manifestPath(join(dir, file)), { force: true })
    rmSync(join(dir, name), { force: true })
  }
}
