import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Vault } from '../features/ports.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

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
