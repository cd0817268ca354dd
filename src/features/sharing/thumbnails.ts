import { createByteCache } from '../../kernel/byte-cache.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Photos } from '../ports.ts'
import { CARD_SIZE, type Card } from './model.ts'

/** Few, so that no stranger can have every width made; each gives a whole number of lines. */
export const THUMBNAIL_WIDTHS = [1000, 800, 600, 400, 200] as const
export type ThumbnailWidth = (typeof THUMBNAIL_WIDTHS)[number]

export type Thumbnails = (card: Card, width: ThumbnailWidth) => Promise<Card>

const CACHE_BYTES = 8 * 1024 * 1024

export function thumbnailHeight(width: number): number {
  return (width * CARD_SIZE.height) / CARD_SIZE.width
}

/** Smaller cards, made once for each picture: by its bytes, so that a hidden comment's is never taken for another. */
export function createThumbnails(photos: Photos): Thumbnails {
  const made = createByteCache<Card>(CACHE_BYTES, ({ bytes }) => bytes.length)
  return async ({ bytes, type }, width) => {
    const key = `${width} ${await sha256Hex(bytes)}`
    return made.getOrBuild(key, async () => ({ type, bytes: await photos.shrink(bytes, width) }))
  }
}
