import { randomBytes } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { type FileHandle, open, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PlainLog, SpaceReport } from '../../features/ports.ts'

/** Below these parts of the disk an operator is told, once each time. */
const ALARMS = [0.1, 0.05] as const
const CHUNK = 1024 * 1024

/** The room on the database's disk, and the file that keeps some of it for when there is none. */
export interface Space {
  /** Whether what makes the database grow must wait. */
  isFull(): boolean
  /** For the moment when a write finds no room: gives the kept room free. Answers whether there was any. */
  makeRoom(): boolean
  /** Measures, tells the log what has changed, and keeps room again once there is twice as much. */
  look(): Promise<SpaceReport>
}

/**
 * Keeps `ballastBytes` in real blocks beside the database (none for 0; `null` leaves what is there alone): a full disk refuses even a deletion, so that
 * without it nobody could take a comment away until an operator has come.
 */
export function createSpace({
  file,
  ballastBytes,
  log,
}: {
  file: string
  ballastBytes: number | null
  log: PlainLog
}): Space {
  const ballast = `${file}.ballast`
  let full = false
  let alarms = 0
  let looking: Promise<SpaceReport> | null = null

  async function keepRoom(freeBytes: number): Promise<number> {
    const kept = await sizeOf(ballast)
    if (ballastBytes === null || kept === ballastBytes) return kept
    if (kept > 0) await rm(ballast, { force: true })
    if (ballastBytes === 0 || freeBytes + kept < 2 * ballastBytes) return 0
    return writeBallast(ballast, ballastBytes)
  }

  function sound(free: number, total: number): void {
    const now = ALARMS.filter((part) => free < part * total).length
    if (now > alarms)
      log.warn(
        { freeBytes: free, totalBytes: total },
        `less than ${100 * (ALARMS[now - 1] ?? 0)} % of the disk is free: make room before comments can no longer be saved`,
      )
    alarms = now
  }

  return {
    isFull: () => full,

    makeRoom() {
      if (!ballastBytes) return false
      const had = statSync(ballast, { throwIfNoEntry: false }) !== undefined
      rmSync(ballast, { force: true })
      if (!full)
        log.error(
          { ballastFreed: had },
          'the disk is full: comments are refused until there is room; reading and moderation go on',
        )
      full = true
      return had
    },

    look() {
      looking ??= measure().finally(() => {
        looking = null
      })
      return looking
    },
  }

  async function measure(): Promise<SpaceReport> {
    const { bavail, blocks, bsize } = await statfs(dirname(file))
    const [freeBytes, totalBytes] = [bavail * bsize, blocks * bsize]
    const kept = await keepRoom(freeBytes)
    if (full && (kept > 0 || ballastBytes === 0)) {
      full = false
      log.info({ freeBytes }, 'there is room on the disk again: comments are taken')
    }
    sound(freeBytes, totalBytes)
    return { freeBytes, totalBytes, isLow: alarms > 0, isFull: full, ballastBytes: kept }
  }
}

/** Bytes that no file system can fold into fewer blocks. Answers how many it wrote: 0 when the room did not do. */
async function writeBallast(path: string, bytes: number): Promise<number> {
  const making = `${path}.making`
  try {
    const handle = await open(making, 'w')
    try {
      await fill(handle, bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(making, path)
    return bytes
  } catch {
    await rm(making, { force: true })
    return 0
  }
}

async function fill(handle: FileHandle, bytes: number): Promise<void> {
  const chunk = randomBytes(Math.min(CHUNK, bytes))
  for (let left = bytes; left > 0; ) {
    const { bytesWritten } = await handle.write(chunk, 0, Math.min(left, chunk.length))
    left -= bytesWritten
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  return found?.size ?? 0
}
