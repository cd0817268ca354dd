import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { Photos } from '../features/ports.ts'
import { hasCode } from '../kernel/errors.ts'
import { loadSharp } from './sharp.ts'

export const LOGO_LIMITS = { bytes: 512_000, pixels: 4_000_000, width: 640, height: 160 } as const
export const PHOTO_LIMITS = { bytes: 5_000_000, pixels: 16_000_000 } as const
/** The part of a card that a photo fills. Cropped once, so that no card decodes the whole picture again. */
export const CARD_PHOTO = { width: 520, height: 630 } as const

export class PhotoRefused extends Error {
  override readonly name = 'PhotoRefused'
}

/**
 * Keeps photos, cropped for the card and encoded anew, as files named by the SHA-256 of their bytes. What is kept
 * carries nothing of the original file but its picture: no EXIF, no colour profile, no trailing bytes.
 *
 * `putLogo` throws {PhotoRefused} on more than 512 KB or anything but PNG, and sharp's error on more than 4 Mpx.
 * `put` throws {PhotoRefused} on more than 5 MB or anything but JPEG, PNG, WebP and AVIF, and sharp's error on
 * damaged files and more than 16 Mpx.
 */
export function createPhotos({ dir }: { dir: string }): Photos {
  let cleared: Promise<void> | undefined

  async function keep(name: string, bytes: Uint8Array): Promise<void> {
    cleared ??= clearUnfinished(dir)
    await cleared
    await writeDurably(dir, name, bytes)
  }

  return {
    async put(bytes) {
      const photo = await openPhoto(bytes)
      const { autoOrient: upright } = await photo.metadata()
      const encoded = await photo
        .autoOrient()
        .resize({ ...cropOf(upright), fit: 'cover', position: 'attention' })
        .flatten({ background: '#fff' })
        .jpeg({ quality: 88 })
        .toBuffer()
      const hash = createHash('sha256').update(encoded).digest('hex')
      await keep(`${hash}.jpg`, encoded)
      return hash
    },

    get: (hash) => readKept(dir, hash, 'jpg'),

    async putLogo(bytes) {
      const { width, height } = LOGO_LIMITS
      const encoded = await (await openLogo(bytes))
        .resize({ width, height, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer()
      const hash = createHash('sha256').update(encoded).digest('hex')
      await keep(`${hash}.png`, encoded)
      return hash
    },

    async shrink(bytes, width) {
      return (await openPhoto(bytes)).resize({ width, withoutEnlargement: true }).toBuffer()
    },
    logo: (hash) => readKept(dir, hash, 'png'),
  }
}

/** The largest crop of the card's shape that a picture of this size, upright, fills without being enlarged. */
function cropOf({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, width / CARD_PHOTO.width, height / CARD_PHOTO.height)
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(CARD_PHOTO.width), height: side(CARD_PHOTO.height) }
}

/** Opens an untrusted picture for sharp. @throws {PhotoRefused} before any decoder sees the bytes. */
export async function openPhoto(bytes: Uint8Array): Promise<Sharp> {
  if (bytes.length > PHOTO_LIMITS.bytes) throw new PhotoRefused('photo is larger than 5 MB')
  if (!isRaster(bytes)) throw new PhotoRefused('photo is not JPEG, PNG, WebP or AVIF')
  const sharp = await loadSharp()
  return sharp(bytes, { limitInputPixels: PHOTO_LIMITS.pixels, sequentialRead: true })
}

async function openLogo(bytes: Uint8Array): Promise<Sharp> {
  if (bytes.length > LOGO_LIMITS.bytes) throw new PhotoRefused('logo is larger than 512 KB')
  if (!isPng(headOf(bytes))) throw new PhotoRefused('logo is not PNG')
  const sharp = await loadSharp()
  return sharp(bytes, { limitInputPixels: LOGO_LIMITS.pixels })
}

async function readKept(dir: string, hash: string, ending: 'jpg' | 'png'): Promise<Uint8Array | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null
  try {
    return await readFile(join(dir, `${hash}.${ending}`))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 12)).toString('latin1')
}

function isPng(head: string): boolean {
  return head.startsWith('\x89PNG\r\n')
}

/** By the first bytes, so that SVG and PDF never reach the decoders that they would. */
function isRaster(bytes: Uint8Array): boolean {
  const head = headOf(bytes)
  if (head.startsWith('\xFF\xD8\xFF') || isPng(head)) return true
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return true
  return /ftypavi[fs]$/.test(head)
}

/** As `writeDurably` names it. */
const UNFINISHED = /^\.[0-9a-f]{64}\.(jpg|png)\..+\.tmp$/

/** What was being written when a process was killed. One that stays keeps no photo from being taken. */
async function clearUnfinished(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  const left = names.filter((name) => UNFINISHED.test(name))
  await Promise.allSettled(left.map((name) => rm(join(dir, name), { force: true })))
}

async function writeDurably(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dir, { recursive: true })
  const temporary = join(dir, `.${name}.${process.pid}.${performance.now()}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(dir, name))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(dir)
}

/** The rename itself survives a power cut only when the directory is written out too. */
async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
