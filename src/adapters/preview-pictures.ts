import type { PreviewPictures } from '../features/ports.ts'
import { openPhoto } from './photos.ts'

/**
 * Pictures of other people's pages, as the console shows them: decoded, cut and encoded anew, so that no byte of the
 * original reaches a browser. Every method throws {PhotoRefused} on more than 5 MB or anything but JPEG, PNG, WebP
 * and AVIF, and sharp's error on damaged files and more than 16 Mpx.
 */
export function createPreviewPictures(): PreviewPictures {
  return {
    async measure(bytes) {
      const { autoOrient } = await (await openPhoto(bytes)).metadata()
      return autoOrient
    },

    async crop(bytes, sizes) {
      const whole = await openPhoto(bytes)
      const { data, info } = await whole
        .autoOrient()
        .resize({
          width: Math.max(...sizes.map(({ width }) => width)),
          height: Math.max(...sizes.map(({ height }) => height)),
          fit: 'outside',
          withoutEnlargement: true,
        })
        .flatten({ background: '#fff' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { default: sharp } = await import('sharp')
      const { width, height, channels } = info
      return Promise.all(
        sizes.map(async (size) => {
          const cut = sharp(data, { raw: { width, height, channels } }).resize({ ...size, fit: 'cover' })
          return new Uint8Array(await cut.jpeg({ quality: 82 }).toBuffer())
        }),
      )
    },
  }
}
