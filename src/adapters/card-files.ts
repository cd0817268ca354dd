import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CardFiles } from '../features/ports.ts'
import type { Card } from '../features/sharing/model.ts'
import type { Clock } from '../kernel/clock.ts'
import { hasCode } from '../kernel/errors.ts'

export interface CardFilesOptions {
  dir: string
  /** Bytes that all files together may have; the least recently read go first. */
  limit: number
  clock: Clock
}

const NAME = /^[a-z]-[0-9a-z-]{1,120}$/
const SUFFIX = '.card'
const DIGEST = 32

/**
 * Drawn cards as files: SHA-256 of the picture, then the picture. A file that does not match its digest, after a full
 * disk or a power cut, is thrown away and drawn again. Nothing is synced: what is lost is only drawn again.
 *
 * Which was read last is kept in memory and written to the file's times, from which the next start takes it.
 */
export function createCardFiles({ dir, limit, clock }: CardFilesOptions): CardFiles {
  /** Sizes by name, the least recently read first. */
  let known: Promise<Map<string, number>> | undefined
  let bytes = 0

  const index = () => {
    known ??= scan(dir).then(
      (found) => {
        bytes = [...found.values()].reduce((sum, size) => sum + size, 0)
        return found
      },
      (error: unknown) => {
        // Else nothing that a hidden comment said would leave the disk before the next start.
        known = undefined
        throw error
      },
    )
    return known
  }
  const pathOf = (name: string) => join(dir, name + SUFFIX)

  async function forget(sizes: Map<string, number>, name: string): Promise<void> {
    bytes -= sizes.get(name) ?? 0
    sizes.delete(name)
    await rm(pathOf(name), { force: true })
  }

  return {
    async get(name) {
      const sizes = await index()
      const size = sizes.get(name)
      if (size === undefined) return null
      const card = await readFile(pathOf(name)).then(cardOf, () => null)
      if (card === null) {
        await forget(sizes, name)
        return null
      }
      // It may have been dropped while it was read.
      if (!sizes.delete(name)) return null
      sizes.set(name, size)
      const seconds = clock.now() / 1_000
      utimes(pathOf(name), seconds, seconds).catch(() => {})
      return card
    },

    async put(name, { bytes: picture }) {
      if (!NAME.test(name)) throw new RangeError('not the name of a card')
      const sizes = await index()
      await mkdir(dir, { recursive: true })
      const temporary = join(dir, `.${name}.${process.pid}.${performance.now()}.tmp`)
      try {
        await writeFile(temporary, [digestOf(picture), picture], { flag: 'wx' })
        await rename(temporary, pathOf(name))
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      bytes += picture.length + DIGEST - (sizes.get(name) ?? 0)
      sizes.delete(name)
      sizes.set(name, picture.length + DIGEST)
      for (const oldest of sizes.keys()) {
        if (bytes <= limit || oldest === name) break
        await forget(sizes, oldest)
      }
    },

    async drop(prefix) {
      const sizes = await index()
      await Promise.all(
        [...sizes.keys()].filter((name) => name.startsWith(prefix)).map((name) => forget(sizes, name)),
      )
    },
  }
}

/** What is there, oldest first. What was being written when a process ended is removed. @throws when it cannot be read */
async function scan(dir: string): Promise<Map<string, number>> {
  const files = await readdir(dir).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })
  const found: { name: string; size: number; readAt: number }[] = []
  for (const file of files) {
    const name = file.slice(0, -SUFFIX.length)
    if (file.endsWith(SUFFIX) && NAME.test(name)) {
      const { size, mtimeMs } = await stat(join(dir, file))
      found.push({ name, size, readAt: mtimeMs })
    } else if (file.endsWith('.tmp')) await rm(join(dir, file), { force: true })
  }
  found.sort((a, b) => a.readAt - b.readAt)
  return new Map(found.map(({ name, size }) => [name, size]))
}

/** `null` for what is not, byte for byte, what was written. */
function cardOf(file: Buffer): Card | null {
  const picture = file.subarray(DIGEST)
  if (!digestOf(picture).equals(file.subarray(0, DIGEST))) return null
  return { bytes: picture, type: picture[0] === 0xff ? 'image/jpeg' : 'image/png' }
}

function digestOf(picture: Uint8Array): Buffer {
  return createHash('sha256').update(picture).digest()
}
