import type { ImageSource, Node, Renderer } from '@takumi-rs/core'
import { type ArticleCardSpec, CARD_SIZE, type Card, type CardSpec } from '../../features/sharing/model.ts'
import { unreachable } from '../../kernel/errors.ts'
import { openPhoto } from '../photos.ts'
import { loadSharp } from '../sharp.ts'
import { articleTemplate } from './article-template.ts'
import { brandTemplate } from './brand-template.ts'
import { commentTemplate } from './comment-template.ts'
import { sized } from './fit.ts'
import { LOGO, STAMP, stamp } from './parts.ts'
import { beside, lay, type Raster } from './pixels.ts'
import type { Template } from './template.ts'

const PHOTO = { width: 520, height: CARD_SIZE.height } as const
const TEXT = { width: CARD_SIZE.width - PHOTO.width, height: CARD_SIZE.height } as const
/** WhatsApp drops pictures of 300 KB and more; cards stay below 250 KB. */
const MAX_BYTES = 240_000
/** A photo of pure noise needs the last; nearly all do with the first. */
const JPEG_QUALITIES = [82, 68, 50, 30] as const

/** Draws a card whose texts are already bounded. @throws what the libraries throw on a photo they cannot read. */
export async function drawCard(renderer: Renderer, spec: CardSpec): Promise<Card> {
  switch (spec.kind) {
    case 'comment':
      return drawText(
        renderer,
        spec,
        [spec, { ...spec, text: spec.text.replaceAll('\n', ' ') }].map(commentTemplate),
      )
    case 'brand':
      return drawText(renderer, spec, [brandTemplate(spec)])
    case 'article':
      return spec.photo === null
        ? drawText(renderer, spec, [articleTemplate(spec, 0)])
        : drawWithPhoto(renderer, spec, spec.photo)
    default:
      return unreachable(spec)
  }
}

async function drawText(renderer: Renderer, spec: CardSpec, templates: readonly Template[]): Promise<Card> {
  const node = await sized(renderer, templates)
  const bytes = await renderer.render(node, { ...CARD_SIZE, format: 'png', images: imagesOf(spec) })
  return { bytes, type: 'image/png' }
}

/** Text and boxes by takumi, the photo by sharp, which shrinks while decoding; both at once, as raw pixels. */
async function drawWithPhoto(renderer: Renderer, spec: ArticleCardSpec, bytes: Uint8Array): Promise<Card> {
  const [text, mark, photo] = await Promise.all([
    sized(renderer, [articleTemplate(spec, PHOTO.width)]).then((node) =>
      rasterOf(renderer, node, { ...TEXT, images: imagesOf(spec) }),
    ),
    spec.stamp === null ? null : rasterOf(renderer, stamp(spec.stamp), STAMP),
    photoRaster(bytes),
  ])
  const card = beside(text, photo)
  if (mark) lay(mark, card, CARD_SIZE.width - STAMP.width - STAMP.right, STAMP.top)
  return { bytes: await jpegOf(card), type: 'image/jpeg' }
}

async function rasterOf(
  renderer: Renderer,
  node: Node,
  options: { width: number; height: number; images?: ImageSource[] },
): Promise<Raster> {
  const { width, height, images = [] } = options
  const pixels = await renderer.render(node, { width, height, images, format: 'raw' })
  return { pixels, width, height, channels: 4 }
}

function imagesOf({ logo }: CardSpec): ImageSource[] {
  return logo === null ? [] : [{ src: LOGO, data: logo, cache: 'none' }]
}

async function photoRaster(bytes: Uint8Array): Promise<Raster> {
  const photo = await openPhoto(bytes)
  const pixels = await photo
    .resize(PHOTO.width, PHOTO.height, { fit: 'cover' })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  return { pixels, ...PHOTO, channels: 3 }
}

/** Without the second pass over the Huffman tables: a third of the time for a twentieth of the bytes. */
async function jpegOf({ pixels, width, height, channels }: Raster): Promise<Buffer> {
  const sharp = await loadSharp()
  const card = sharp(pixels, { raw: { width, height, channels } })
  for (const quality of JPEG_QUALITIES) {
    const bytes = await card.clone().jpeg({ quality, optimiseCoding: false }).toBuffer()
    if (bytes.length <= MAX_BYTES) return bytes
  }
  throw new RangeError('card does not fit its byte limit')
}
