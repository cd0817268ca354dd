import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { hasCode } from '../kernel/errors.ts'

const MEGABYTE = 1_000_000

/** Makes what was written to a file, or the names in a folder, outlive a power cut. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * A folder that only the service's user can enter, and those above it. One after the other: what Node makes of a whole
 * path never ends where the system says that the folder above is missing although it is there, as `/proc` does.
 * @throws when one of them is a file, or cannot be made
 */
export function privateFolder(dir: string): void {
  if (existsSync(dir)) {
    if (statSync(dir).isDirectory()) return
    throw new Error(`${dir} is a file, and must be a folder`)
  }
  if (dirname(dir) !== dir) privateFolder(dirname(dir))
  try {
    mkdirSync(dir, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

/** An empty file that only the service's user can open: what is written to it later is never seen by others. */
export function privateFile(path: string): void {
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
}

/** A file that is there is a whole one: written beside, synced, renamed. */
export function writeDurably(path: string, text: string): void {
  const making = `${path}.making`
  privateFile(making)
  writeFileSync(making, text)
  putInPlace(making, path)
}

/** Gives a finished file its name, replacing what has it. */
export function putInPlace(making: string, path: string): void {
  syncPath(making)
  renameSync(making, path)
  syncPath(dirname(path))
}

/** As `writeDurably`, for a file that is made once: of those who make it at the same instant, the first one's stays. */
export function makeOnce(path: string, text: string): void {
  const making = `${path}.${randomUUID()}`
  try {
    privateFile(making)
    writeFileSync(making, text)
    syncPath(making)
    linkSync(making, path)
  } catch (error) {
    if (hasCode(error, ...NO_LINKS)) renameSync(making, path)
    else if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(making, { force: true })
  }
  syncPath(dirname(path))
}

/** What a file system says that has no second names. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EMLINK'] as const

/** A second name for the same bytes, or a copy where the file system has no such thing. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV', ...NO_LINKS)) throw error
    privateFile(`${to}.making`)
    copyFileSync(from, `${to}.making`)
    putInPlace(`${to}.making`, to)
  }
}

/** SHA-256 of a file, hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}

/** @throws when the folder's disk has fewer free bytes than that */
export function demandRoom(dir: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dir)
  const free = bavail * bsize
  if (free < bytes)
    throw new Error(
      `${dir} has ${Math.floor(free / MEGABYTE)} MB free, and ${Math.ceil(bytes / MEGABYTE)} MB are needed: free some, or name another folder`,
    )
}
