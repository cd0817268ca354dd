import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOnce } from './durable.ts'

const BYTES = 32
const FILE = 'secret.key'

/**
 * The secret of this installation: made once, on disk before it is used, readable by the service's user alone.
 * Losing it means new sign-on keys for the paper and a new second factor for everybody of the desk. Who only reads
 * makes none: where there is none, nothing is sealed by it either, and one that goes with the process will do.
 * @throws when it is there and no secret: another one would open nothing
 */
export function installationSecret(dataDir: string, makes = true): Uint8Array {
  const path = join(dataDir, FILE)
  if (!existsSync(path)) {
    if (!makes) return randomBytes(BYTES)
    makeOnce(path, `${randomBytes(BYTES).toString('base64url')}\n`)
  }
  const secret = Buffer.from(contentOf(path), 'base64url')
  if (secret.length < BYTES)
    throw new Error(
      `${path} is empty or cut: put the old one back. Where there is none any more, remove it: everybody of the desk then enrols again`,
    )
  return secret
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
