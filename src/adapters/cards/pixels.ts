import { CARD_SIZE } from '../../features/sharing/model.ts'

/** Pixels row by row, `channels` bytes each, the last of four being how opaque. */
export interface Raster {
  pixels: Uint8Array
  width: number
  height: number
  channels: 3 | 4
}

/**
 * The card as RGB rows: opaque `text` on the left, `photo` on the right of it. By hand, because sharp's own composite
 * took three times as long as all the rest.
 *
 * @throws {RangeError} when the two do not make up a card
 */
export function beside(text: Raster, photo: Raster): Raster {
  const { width, height } = CARD_SIZE
  for (const part of [text, photo]) {
    if (part.pixels.length !== part.width * height * part.channels) throw new RangeError('pixels are missing')
  }
  if (text.width + photo.width !== width) throw new RangeError('pixels do not have the size of a card')
  const pixels = Buffer.allocUnsafe(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    let from = y * text.width * text.channels
    let to = y * width * 3
    for (let x = 0; x < text.width; x += 1) {
      pixels[to] = text.pixels[from] ?? 0
      pixels[to + 1] = text.pixels[from + 1] ?? 0
      pixels[to + 2] = text.pixels[from + 2] ?? 0
      from += text.channels
      to += 3
    }
    pixels.set(photo.pixels.subarray(y * photo.width * 3, (y + 1) * photo.width * 3), to)
  }
  return { pixels, width, height, channels: 3 }
}

/** Draws RGBA `mark` over an RGB card. */
export function lay(mark: Raster, card: Raster, left: number, top: number): void {
  for (let y = 0; y < mark.height; y += 1) {
    for (let x = 0; x < mark.width; x += 1) {
      const from = (y * mark.width + x) * 4
      const to = ((top + y) * card.width + left + x) * 3
      const share = (mark.pixels[from + 3] ?? 0) / 255
      if (share === 0) continue
      for (let channel = 0; channel < 3; channel += 1) {
        const under = card.pixels[to + channel] ?? 0
        const over = mark.pixels[from + channel] ?? 0
        card.pixels[to + channel] = Math.round(under + (over - under) * share)
      }
    }
  }
}
