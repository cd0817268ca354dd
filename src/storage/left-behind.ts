import { rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { HOUR } from '../kernel/clock.ts'

export interface LeftBehind {
  path: string
  bytes: number
}

/** Of the copies that a restore and an import make beside the database, under its lock. */
const UNDER_LOCK = ['.restoring', '.importing']
/** What a restore only looks at, beside a service. */
const FREE = '.checking'
/** What lies there longer belongs to no command that still runs. */
const OLD_MS = HOUR

/** Whole copies of the database that a killed command left beside it. `now`: epoch ms, by the clock of the files. */
export function leftBehind(file: string, now: number): LeftBehind[] {
  return [...UNDER_LOCK, FREE].flatMap((end) => copyThere(file, end, now - OLD_MS))
}

/** For whoever has the file's lock: what is made under it belongs to nobody. Answers what went. */
export function clearLeftBehind(file: string, now: number): LeftBehind[] {
  const found = [
    ...UNDER_LOCK.flatMap((end) => copyThere(file, end, Number.POSITIVE_INFINITY)),
    ...copyThere(file, FREE, now - OLD_MS),
  ]
  for (const { path } of found)
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
  return found
}

function copyThere(file: string, end: string, before: number): LeftBehind[] {
  const path = join(dirname(file), `.${basename(file)}${end}`)
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() && found.mtimeMs < before ? [{ path, bytes: found.size }] : []
}
