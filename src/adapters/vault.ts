import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Vault } from '../features/ports.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FILE = 'secret.key'

/**
 * Seals with AES-256-GCM and derives with HKDF-SHA-256 (RFC 5869), all from one secret that lies outside the
 * database: whoever has the database alone can open nothing.
 * @throws {RangeError} when the secret is shorter than 32 bytes
 */
export function createVault(secret: Uint8Array): Vault {
  if (secret.length < KEY_BYTES) throw new RangeError('the installation secret is shorter than 32 bytes')
  const derive = (label: string) =>
    new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), label, KEY_BYTES))
  const sealing = derive('brevier seal')
  return {
    derive: async (label) => derive(`brevier key ${label}`),

    async seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },

    async open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url')
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
      const opening = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      opening.setAAD(Buffer.from(context)).setAuthTag(tag)
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES)
      return Buffer.concat([opening.update(body), opening.final()]).toString('utf8')
    },
  }
}

/**
 * The secret of this installation: made once, on disk before it is used, readable by the service's user alone.
 * Losing it means new sign-on keys for the paper and a new second factor for everybody of the desk. Who only reads
 * makes none: where there is none, nothing is sealed by it either, and one that goes with the process will do.
 * @throws when it is there and no secret: another one would open nothing
 */
export function installationSecret(dataDir: string, makes = true): Uint8Array {
  const path = join(dataDir, FILE)
  if (!existsSync(path)) {
    if (!makes) return randomBytes(KEY_BYTES)
    make(path)
  }
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
  if (secret.length < KEY_BYTES)
    throw new Error(
      `${path} is empty or cut: put the old one back. Where there is none any more, remove it: everybody of the desk then enrols again`,
    )
  return secret
}

/** A file that is there is a whole one. Whoever makes it has the installation's lock. */
function make(path: string): void {
  const making = `${path}.making`
  const file = openSync(making, 'w', 0o600)
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(making, path)
  syncFolder(dirname(path))
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
