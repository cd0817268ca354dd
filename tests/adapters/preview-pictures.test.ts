import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createPreviewPictures } from '../../src/adapters/preview-pictures.ts'

const pictures = createPreviewPictures()
const SIZES = [
  { width: 800, height: 400 },
  { width: 400, height: 400 },
]
const plain = (width: number, height: number, background = '#c00') =>
  sharp({ create: { width, height, channels: 4, background } })

describe('pictures of a preview', () => {
  it.each([
    ['wide', 2_000, 300],
    ['tall', 300, 2_000],
    ['smaller than the crop', 120, 90],
    ['a single pixel', 1, 1],
  ])('one that is %s fills every crop', async (_, width, height) => {
    const bytes = await plain(width, height).png().toBuffer()
    expect(await pictures.measure(bytes)).toEqual({ width, height })
    for (const [index, crop] of (await pictures.crop(bytes, SIZES)).entries()) {
      const { data, info } = await sharp(crop).raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height]).toEqual([SIZES[index]?.width, SIZES[index]?.height])
      const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? 0
      for (const red of [at(0, 0), at(info.width - 1, info.height - 1)]) expect(red).toBeGreaterThan(180)
    }
  })

  it('is measured and cut as it is meant to be seen', async () => {
    const bytes = await plain(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await pictures.measure(bytes)).toEqual({ width: 200, height: 300 })
  })

  it.each([
    ['grey', () => plain(600, 600).toColourspace('b-w').png().toBuffer()],
    ['in CMYK', () => plain(600, 600).toColourspace('cmyk').jpeg().toBuffer()],
    ['transparent', () => plain(600, 600, '#ffffff00').webp().toBuffer()],
  ])('one that is %s becomes an ordinary JPEG', async (_, make) => {
    for (const crop of await pictures.crop(await make(), SIZES))
      expect(await sharp(crop).metadata()).toMatchObject({ format: 'jpeg', channels: 3, space: 'srgb' })
  })

  it('anything else is refused before a decoder sees it', async () => {
    for (const bytes of [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.alloc(5_000_001)]) {
      await expect(pictures.measure(bytes)).rejects.toThrow('photo is')
      await expect(pictures.crop(bytes, SIZES)).rejects.toThrow('photo is')
    }
  })
})
