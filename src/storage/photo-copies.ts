import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linkOrCopy, privateFolder, syncPath } from './durable.ts'

const NAME = /^([0-9a-f]{64})\.(jpg|png)$/

export interface PhotoCopies {
  /** In the source folder. */
  found: number
  copied: number
  /** Names of those that do not hash to their name: left where they are. */
  damaged: string[]
}

/**
 * Brings photos and logos that are not there yet. They are named by the SHA-256 of their bytes and never change, so that
 * all backups of a folder share them, and each is its own proof.
 */
export function copyPhotos(from: string, to: string): PhotoCopies {
  const names = existsSync(from) ? readdirSync(from).filter((name) => NAME.test(name)) : []
  const missing = names.filter((name) => !existsSync(join(to, name)))
  if (missing.length > 0) privateFolder(to)
  const damaged = missing.filter((name) => !isWhole(join(from, name), name))
  const whole = missing.filter((name) => !damaged.includes(name))
  for (const name of whole) linkOrCopy(join(from, name), join(to, name))
  if (whole.length > 0) syncPath(to)
  return { found: names.length, copied: whole.length, damaged }
}

function isWhole(path: string, name: string): boolean {
  return name.startsWith(createHash('sha256').update(readFileSync(path)).digest('hex'))
}
