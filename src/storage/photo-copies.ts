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
  /** Why some, or all, could not be read or written; `null` when none is left for that. */
  failed: string | null
}

/**
 * Brings photos and logos that are not there yet. They are named by the SHA-256 of their bytes and never change, so that
 * all backups of a folder share them, and each is its own proof. One that cannot be copied keeps no other from it, nor does it throw: what they
 * belong to stands without them.
 */
export function copyPhotos(from: string, to: string): PhotoCopies {
  const copies: PhotoCopies = { found: 0, copied: 0, damaged: [], failed: null }
  const failures: string[] = []
  try {
    const names = existsSync(from) ? readdirSync(from).filter((name) => NAME.test(name)) : []
    copies.found = names.length
    const missing = names.filter((name) => !existsSync(join(to, name)))
    if (missing.length > 0) privateFolder(to)
    for (const name of missing) {
      try {
        if (isWhole(join(from, name), name)) {
          linkOrCopy(join(from, name), join(to, name))
          copies.copied += 1
        } else copies.damaged.push(name)
      } catch (error) {
        failures.push(`${name}: ${messageOf(error)}`)
      }
    }
    if (copies.copied > 0) syncPath(to)
  } catch (error) {
    failures.unshift(messageOf(error))
  }
  const [first, ...others] = failures
  if (first === undefined) return copies
  return { ...copies, failed: others.length === 0 ? first : `${first}, and ${others.length} more` }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isWhole(path: string, name: string): boolean {
  return name.startsWith(createHash('sha256').update(readFileSync(path)).digest('hex'))
}
