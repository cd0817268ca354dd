import { stat, statfs } from 'node:fs/promises'

export interface DiskFigures {
  databaseBytes: number
  walBytes: number
  /** Left for us, not for root. */
  freeBytes: number
  sizeBytes: number
  /** Kind of file system as Linux numbers it (`statfs(2)`). */
  type: number
}

/** Sizes in bytes; 0 for a file that is not there. @throws when the folder is not there */
export async function diskFigures(dataDir: string, databaseFile: string): Promise<DiskFigures> {
  const [databaseBytes, walBytes, { bavail, blocks, bsize, type }] = await Promise.all([
    sizeOf(databaseFile),
    sizeOf(`${databaseFile}-wal`),
    statfs(dataDir),
  ])
  return { databaseBytes, walBytes, freeBytes: bavail * bsize, sizeBytes: blocks * bsize, type }
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
