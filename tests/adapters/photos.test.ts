import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CARD_PHOTO, createPhotos, PHOTO_LIMITS, PhotoRefused } from '../../src/adapters/photos.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'photos-'))
})
afterEach(() => rm(dir, { recursive: true }))

const picture = (width: number, height: number, background = '#406080') =>
  sharp({ create: { width, height, channels: 3, background } })

async function stored(bytes: Uint8Array): Promise<Buffer> {
  const photos = createPhotos({ dir })
  const kept = await photos.get(await photos.put(bytes))
  if (kept === null) throw new Error('photo was not kept')
  return Buffer.from(kept)
}

describe('kept photos', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('take %s and keep JPEG', async (format) => {
    const bytes = await picture(320, 180).toFormat(format).toBuffer()
    expect(await sharp(await stored(bytes)).metadata()).toMatchObject({ format: 'jpeg', height: 180 })
  })

  it('are cropped to what a card shows, and never enlarged', async () => {
    const size = async (width: number, height: number) => {
      const kept = await sharp(await stored(await picture(width, height).jpeg().toBuffer())).metadata()
      return [kept.width, kept.height]
    }
    expect(await size(3200, 1800)).toEqual([CARD_PHOTO.width, CARD_PHOTO.height])
    expect(await size(600, 2400)).toEqual([CARD_PHOTO.width, CARD_PHOTO.height])
    expect(await size(260, 2400)).toEqual([260, 315])
    expect(await size(2400, 315)).toEqual([260, 315])
    expect(await size(1, 1)).toEqual([1, 1])
  })

  it('show the part that stands out', async () => {
    const face = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#e0a080' } })
      .png()
      .toBuffer()
    const wide = await picture(1600, 630, '#202020')
      .composite([{ input: face, left: 1350, top: 200 }])
      .png()
      .toBuffer()
    const { channels } = await sharp(await stored(wide)).stats()
    expect(channels[0]?.max).toBeGreaterThan(200)
  })

  it('carry nothing of the camera, its place or its owner, and stand upright', async () => {
    const exif = { IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '37/1 33/1 0/1' } }
    const original = await picture(300, 200).withMetadata({ orientation: 6 }).withExif(exif).jpeg().toBuffer()
    const turned = await sharp(original).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(turned.includes('SECRET-OWNER')).toBe(true)
    const kept = await stored(turned)
    const metadata = await sharp(kept).metadata()
    expect(metadata.exif ?? metadata.xmp ?? metadata.iptc ?? metadata.orientation).toBeUndefined()
    expect(kept.includes('SECRET-OWNER')).toBe(false)
    expect(metadata).toMatchObject({ width: 200, height: 242 })
  })

  it('drop what was hidden behind the picture', async () => {
    const original = await picture(64, 64).jpeg().toBuffer()
    const kept = await stored(Buffer.concat([original, Buffer.from('<script>alert(1)</script>')]))
    expect(kept.includes('<script>')).toBe(false)
  })

  it('are named by the hash of what is kept, once however often they come', async () => {
    const photos = createPhotos({ dir })
    const bytes = await picture(64, 64).png().toBuffer()
    const [first, second] = await Promise.all([photos.put(bytes), photos.put(bytes)])
    expect(first).toBe(second)
    const kept = await photos.get(first)
    expect(
      createHash('sha256')
        .update(Buffer.from(kept ?? []))
        .digest('hex'),
    ).toBe(first)
    expect(await readdir(dir)).toHaveLength(1)
  })

  it('take what a killed process left unfinished away, and nothing else', async () => {
    for (const name of [`.${'a'.repeat(64)}.jpg.4242.17.5.tmp`, 'somebody’s.tmp'])
      await writeFile(join(dir, name), 'half')
    const hash = await createPhotos({ dir }).put(await picture(64, 64).png().toBuffer())
    expect((await readdir(dir)).sort()).toEqual([`${hash}.jpg`, 'somebody’s.tmp'].sort())
  })
})

describe('a logo', () => {
  const square = (width: number, height = 100) =>
    sharp({ create: { width, height, channels: 4, background: '#7a1f1f80' } })

  it('is kept as PNG, clear where it was clear, within its bounds and without what was hidden in it', async () => {
    const photos = createPhotos({ dir })
    const original = await square(2_000, 200)
      .withExif({ IFD0: { Copyright: 'SECRET' } })
      .png()
      .toBuffer()
    const hash = await photos.putLogo(Buffer.concat([original, Buffer.from('<script>')]))
    const kept = Buffer.from((await photos.logo(hash)) ?? [])
    expect(await sharp(kept).metadata()).toMatchObject({
      format: 'png',
      width: 640,
      height: 64,
      hasAlpha: true,
    })
    expect(kept.includes('SECRET') || kept.includes('<script>')).toBe(false)
    expect(await photos.get(hash)).toBeNull()
    expect(await photos.logo('../x')).toBeNull()
  })

  it('is refused when it is SVG, JPEG, too heavy or too large', async () => {
    const photos = createPhotos({ dir })
    const bytes = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      await square(200).jpeg().toBuffer(),
      Buffer.concat([await square(200).png().toBuffer(), Buffer.alloc(512_001)]),
      await square(3_000, 3_000).png().toBuffer(),
      Buffer.alloc(0),
    ]
    for (const each of bytes) await expect(photos.putLogo(each)).rejects.toThrow()
    expect(await readdir(dir)).toEqual([])
  })
})

describe('refused photos', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'

  it.each([
    ['SVG', Buffer.from(svg)],
    ['SVG after an XML prolog', Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['PDF', Buffer.from('%PDF-1.7')],
    ['text', Buffer.from('not a picture')],
    ['nothing', Buffer.alloc(0)],
    ['more than 5 MB', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(PHOTO_LIMITS.bytes)])],
  ])('%s reaches no decoder', async (_, bytes) => {
    await expect(createPhotos({ dir }).put(bytes)).rejects.toThrow(PhotoRefused)
  })

  it('more than 16 Mpx, however few the bytes', async () => {
    const bomb = await picture(5000, 4000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(PHOTO_LIMITS.bytes)
    await expect(createPhotos({ dir }).put(bomb)).rejects.toThrow(/pixel limit/)
  })

  it('a file that breaks off, and nothing is left of it', async () => {
    const whole = await picture(640, 480).jpeg().toBuffer()
    await expect(createPhotos({ dir }).put(whole.subarray(0, whole.length / 2))).rejects.toThrow()
    await expect(createPhotos({ dir }).put(Buffer.from('\xFF\xD8\xFFgarbage', 'latin1'))).rejects.toThrow()
    expect(await readdir(dir)).toEqual([])
  })

  it('nothing outside their folder, whatever is asked for', async () => {
    await writeFile(join(dir, 'secret.jpg'), 'secret')
    const photos = createPhotos({ dir: join(dir, 'photos') })
    await photos.put(await picture(8, 8).png().toBuffer())
    for (const hash of ['', 'x', '../secret', 'B'.repeat(64), 'b'.repeat(64)])
      expect(await photos.get(hash)).toBeNull()
  })
})
