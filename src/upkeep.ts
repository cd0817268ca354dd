import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { Config } from './config/config.ts'
import { refuseRootElsewhere } from './config/owner.ts'
import { PATHS } from './config/paths.ts'
import type { PlainLog } from './features/ports.ts'
import { type PhotosLeft, startBackups } from './jobs/backups.ts'
import { systemClock, wallClock } from './kernel/clock.ts'
import { listBackups, newestBackup, rotate } from './storage/backup-files.ts'
import { type LeftBehind, leftBehind } from './storage/left-behind.ts'
import { databaseFile } from './storage/open.ts'
import { copyPhotos, type PhotoCopies } from './storage/photo-copies.ts'
import { openUpkeep, type Upkeep } from './storage/upkeep.ts'

export { writeDurably } from './storage/durable.ts'
export type { PhotoCopies }

const PHOTOS = 'photos'
const answer = z.object({
  photos: z.object({ damaged: z.array(z.string()), failed: z.string().nullable() }),
})
/** A backup that has not ended by then is stuck. */
const LONGEST_BACKUP_MS = 60 * 60_000
const LARGEST_OUTPUT = 1_000_000
const MEGABYTE = 1024 * 1024

export interface BackupMade {
  path: string
  createdAt: string
  bytes: number
  schema: string
  digest: string
  rows: number
  photos: PhotoCopies
  removed: string[]
  kept: number
}

/**
 * The database of a configuration as a whole: what is copied, replaced, carried away and brought in.
 * @throws when this is root in another user's folder, unless nothing is written
 */
export async function upkeepOf({ storage }: Config, { readOnly = false } = {}): Promise<Upkeep> {
  if (!readOnly) refuseRootElsewhere(storage.dataDir)
  return openUpkeep({ url: storage.database, kind: 'production', migrationsDir: PATHS.migrations })
}

/**
 * A verified backup of database and photos, then rotation. Beside a running service.
 * @throws when there is no room, no database, or the copy is not equal
 */
export async function backUp(
  config: Config,
  { dir, keep }: { dir: string; keep: number },
  signal?: AbortSignal,
): Promise<BackupMade> {
  const now = systemClock.now()
  const upkeep = await upkeepOf(config)
  const { path, manifest } = await upkeep.backUp({
    dir,
    now,
    leaveBytes: config.storage.ballastMb * MEGABYTE,
    signal,
  })
  const photos = copyPhotos(join(config.storage.dataDir, PHOTOS), join(dir, PHOTOS))
  const removed = rotate(dir, keep, manifest.file, now)
  const { createdAt, bytes, schema, digest } = manifest
  const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0)
  return { path, createdAt, bytes, schema, digest, rows, photos, removed, kept: listBackups(dir).length }
}

/** The photos that a backup in the folder lacks. */
export function backUpPhotos({ storage }: Config, dir: string): PhotoCopies {
  refuseRootElsewhere(storage.dataDir)
  return copyPhotos(join(storage.dataDir, PHOTOS), join(dir, PHOTOS))
}

/** Those that lie beside a backup, or beside the folder that it was carried away in. */
export function restorePhotos({ storage }: Config, source: string): PhotoCopies {
  return copyPhotos(join(dirname(source), PHOTOS), join(storage.dataDir, PHOTOS))
}

/** The last good backup: when it was made (epoch ms), its bytes and its path; `null` when there is none. */
export function lastBackup(
  { backups }: Config,
  now = wallClock.now(),
): { at: number; bytes: number; path: string } | null {
  const found = newestBackup(backups.dir, now)
  return found && { at: Date.parse(found.createdAt), bytes: found.bytes, path: join(backups.dir, found.file) }
}

/** Copies of the database that a killed restore or import left beside it, and that nobody needs. */
export function deadCopies({ storage }: Config, now: number): LeftBehind[] {
  return leftBehind(databaseFile(storage.database), now)
}

/** By the clock, each in a process of its own: the service's readers do not wait for it. Answers how to stop them. */
export function startScheduledBackups(
  config: Config,
  log: PlainLog,
  program = process.argv[1] ?? '',
): () => Promise<void> {
  return startBackups({
    everyHours: config.backups.everyHours,
    now: wallClock.now,
    lastAt: () => lastBackup(config)?.at ?? null,
    backUp: (signal) => runBackupCommand(program, [], signal),
    bringPhotos: (signal) => runBackupCommand(program, ['--photos-only'], signal),
    log,
  })
}

/**
 * `brevier backup`, as a child that the signal stops: answered when it has ended, and not before, as by Node's own
 * `signal`. @throws with what it said when it fails, unless only photos did
 */
function runBackupCommand(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<PhotosLeft> {
  const limits = { timeout: LONGEST_BACKUP_MS, maxBuffer: LARGEST_OUTPUT }
  return new Promise((resolve, reject) => {
    const command = [program, 'backup', '--json', ...args]
    const child = execFile(process.execPath, command, limits, (error, out, said) => {
      signal.removeEventListener('abort', stop)
      const photos = photosOf(out)
      if (photos) resolve(photos)
      else reject(new Error(said.trim() || error?.message || 'it said nothing'))
    })
    const stop = () => child.kill()
    signal.addEventListener('abort', stop)
  })
}

/** Of the line that the command answers once the database is copied. */
function photosOf(out: string): PhotosLeft | null {
  try {
    return answer.parse(JSON.parse(out)).photos
  } catch {
    return null
  }
}
