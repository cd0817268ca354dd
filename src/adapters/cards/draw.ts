import type { MeasuredNode, MeasuredTextRun, Node, Renderer } from '@takumi-rs/core'
import { type ArticleCardSpec, CARD_SIZE, type Card, type CardSpec } from '../../features/sharing/model.ts'
import { unreachable } from '../../kernel/errors.ts'
import { openPhoto } from '../photos.ts'
import { articleTemplate, brandTemplate, commentTemplate, type Step, type Template } from './templates.ts'

const PHOTO = { width: 520, height: CARD_SIZE.height } as const
/** Below these rows nothing is drawn over the photo. */
const STAMP_ROWS = 120
/** WhatsApp drops pictures of 300 KB and more; cards stay below 250 KB. */
const MAX_BYTES = 240_000
/** A photo of pure noise needs the last; nearly all do with the first. */
const JPEG_QUALITIES = [82, 68, 50, 30] as const

/** A last line that fills less of the width looks forgotten. */
const WIDOW = 0.42
const NARROWER = [0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68] as const

/** Draws a card whose texts are already bounded. @throws what the libraries throw on a photo they cannot read. */
export async function drawCard(renderer: Renderer, spec: CardSpec): Promise<Card> {
  switch (spec.kind) {
    case 'comment':
      return drawText(
        renderer,
        [spec, { ...spec, text: spec.text.replaceAll('\n', ' ') }].map(commentTemplate),
      )
    case 'brand':
      return drawText(renderer, [brandTemplate(spec)])
    case 'article':
      return spec.photo === null
        ? drawText(renderer, [articleTemplate(spec, 0)])
        : drawWithPhoto(renderer, spec, spec.photo)
    default:
      return unreachable(spec)
  }
}

async function drawText(renderer: Renderer, templates: readonly Template[]): Promise<Card> {
  const bytes = await renderer.render(await sized(renderer, templates), { ...CARD_SIZE, format: 'png' })
  return { bytes, type: 'image/png' }
}

/**
 * Text and boxes by takumi with a clear right side, the photo by sharp, which shrinks while decoding. Both come
 * as raw pixels and are joined row by row: sharp's own composite took three times as long as all the rest.
 */
async function drawWithPhoto(renderer: Renderer, spec: ArticleCardSpec, photo: Uint8Array): Promise<Card> {
  const [pixels, picture] = await Promise.all([
    sized(renderer, [articleTemplate(spec, PHOTO.width)]).then((node) =>
      renderer.render(node, { ...CARD_SIZE, format: 'raw' }),
    ),
    openPhoto(photo).then((opened) =>
      opened
        .resize(PHOTO.width, PHOTO.height, { fit: 'cover' })
        .flatten({ background: '#fff' })
        .ensureAlpha()
        .raw()
        .toBuffer(),
    ),
  ])
  placePhoto(pixels, picture)
  const { default: sharp } = await import('sharp')
  const card = sharp(pixels, { raw: { ...CARD_SIZE, channels: 4 } }).removeAlpha()
  for (const quality of JPEG_QUALITIES) {
    const bytes = await card.clone().jpeg({ quality }).toBuffer()
    if (bytes.length <= MAX_BYTES) return { bytes, type: 'image/jpeg' }
  }
  throw new RangeError('card does not fit its byte limit')
}

/** Lays RGBA `picture` under the clear right side of the card: what is drawn there already, the stamp, stays. */
function placePhoto(pixels: Uint8Array, picture: Uint8Array): void {
  if (
    pixels.length !== CARD_SIZE.width * CARD_SIZE.height * 4 ||
    picture.length !== PHOTO.width * PHOTO.height * 4
  ) {
    throw new RangeError('pixels do not have the size of a card')
  }
  const left = CARD_SIZE.width - PHOTO.width
  for (let y = 0; y < PHOTO.height; y += 1) {
    const from = y * PHOTO.width * 4
    const to = (y * CARD_SIZE.width + left) * 4
    if (y >= STAMP_ROWS) pixels.set(picture.subarray(from, from + PHOTO.width * 4), to)
    else layUnder(pixels, to, picture.subarray(from, from + PHOTO.width * 4))
  }
}

function layUnder(pixels: Uint8Array, at: number, row: Uint8Array): void {
  for (let i = 0; i < row.length; i += 4) {
    const clear = 255 - (pixels[at + i + 3] ?? 0)
    if (clear === 0) continue
    for (let channel = 0; channel < 3; channel += 1) {
      const drawn = ((pixels[at + i + channel] ?? 0) * (255 - clear) + (row[i + channel] ?? 0) * clear) / 255
      pixels[at + i + channel] = Math.round(drawn)
    }
  }
}

/** The card at the largest size at which the first template's text fits whole, else the next template's. */
async function sized(renderer: Renderer, templates: readonly Template[]): Promise<Node> {
  for (const template of templates) {
    for (const step of template.steps) {
      const measured = await renderer.measure(template.text(step), { width: template.textWidth })
      if (measured.height > step.height) continue
      return template.at(step, await widthWithoutWidow(renderer, template, step, measured))
    }
  }
  const last = templates.at(-1)
  const step = last?.steps.at(-1)
  if (last === undefined || step === undefined) throw new RangeError('a card needs a template and a step')
  return last.at(step, last.textWidth)
}

/** The full width, or the first narrower one that takes no more lines and leaves no lone short word in the last. */
async function widthWithoutWidow(
  renderer: Renderer,
  { textWidth, avoidsWidow, text }: Template,
  step: Step,
  full: MeasuredNode,
): Promise<number> {
  if (!avoidsWidow || full.height <= step.leading || !isWidowed(full, step, textWidth)) return textWidth
  for (const share of NARROWER) {
    const width = Math.round(textWidth * share)
    const measured = await renderer.measure(text(step), { width })
    if (measured.height > full.height) return textWidth
    if (!isWidowed(measured, step, width)) return width
  }
  return textWidth
}

/** Whether the last line fills less than its share. Runs of one line may start at different heights. */
function isWidowed(measured: MeasuredNode, { leading }: Step, width: number): boolean {
  const runs = [measured, ...measured.children].flatMap((node) => node.runs)
  const last = Math.max(...runs.map((run) => lineOf(run, leading)))
  const filled = runs.filter((run) => lineOf(run, leading) === last).reduce((sum, run) => sum + run.width, 0)
  return filled < width * WIDOW
}

function lineOf(run: MeasuredTextRun, leading: number): number {
  return Math.floor((run.y + run.height / 2) / leading)
}
