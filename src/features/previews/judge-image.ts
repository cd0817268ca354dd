import type { Client } from './client-model.ts'
import { byteText, secondText, sizeText } from './figures.ts'
import { declaredType } from './image-type.ts'
import { type ImageFacts, PART, type PageFacts, type Verdict } from './model.ts'
import { allValues, type Find, firstValue } from './values.ts'

/** A heavier one is not looked at: it may be fine for some, but it is heavy for all. */
export const PICTURE_LIMIT = 5_000_000

const NONE = { image: null, large: false } as const

/** The picture of the card: whether there is one, and whether it is shown large. */
export function judgeImage(page: PageFacts, client: Client, find: Find): Pick<Verdict, 'image' | 'large'> {
  const value = firstValue(page, client, client.image)
  if (!value) {
    const late = firstValue(page, { ...client, window: Number.POSITIVE_INFINITY }, client.image)
    if (late) find('tags-late', 'fails', 'window', byteText(late.end), byteText(client.window))
    else find('image-missing', 'fails', 'tags')
    return NONE
  }
  const address = value.content
  if (!/^https?:\/\//i.test(address)) {
    find('image-relative', 'fails', 'picture', address.slice(0, 120))
    return NONE
  }
  const image = page.images[address]
  if (!image) return NONE
  if (!isFetched(image, client, find)) return NONE
  const isShown = isPicture(image, client, find)
  const large = isLarge(image, client, find)
  judgeClaims(page, image, client, find)
  judgeProbes(image, client, find)
  if (client.alt && !firstValue(page, client, client.alt)) find('alt-missing', 'flawed', 'tags')
  const hasCardTag =
    !client.needsCardTag || firstValue(page, client, ['twitter:card'])?.content === 'summary_large_image'
  return isShown ? { image: address, large: large && hasCardTag } : NONE
}

function isFetched(image: ImageFacts, { picture, robots, deadlineMs }: Client, find: Find): boolean {
  if (image.outcome === 'too-large') {
    const isTooHeavy = picture.maxBytes <= PICTURE_LIMIT
    find(
      'image-heavy',
      isTooHeavy ? 'fails' : 'flawed',
      'picture',
      `> ${byteText(PICTURE_LIMIT)}`,
      byteText(picture.maxBytes),
    )
    return false
  }
  if (image.outcome !== 'ok') {
    find(
      'image-unreachable',
      'fails',
      'picture',
      image.outcome === 'status' ? `${image.status}` : image.outcome,
    )
    return false
  }
  if (robots && image.blocked.includes(robots.image)) {
    find('robots-image', 'fails', 'robots', robots.image)
    return false
  }
  if (image.ms > deadlineMs) find('image-slow', 'fails', 'time', secondText(image.ms), secondText(deadlineMs))
  if (picture.needsHttps && !image.url.startsWith('https:'))
    find('image-insecure', 'fails', 'picture', 'http:')
  return image.ms <= deadlineMs && !(picture.needsHttps && !image.url.startsWith('https:'))
}

function isPicture(image: ImageFacts, { picture }: Client, find: Find): boolean {
  const { type, bytes, width, height, length } = image
  let isShown = true
  const refuse: Find = (...fault) => {
    isShown = false
    find(...fault)
  }
  if (type === 'svg') refuse('image-svg', 'fails', 'picture')
  else if (!picture.types.includes(type))
    refuse(
      'image-type',
      'fails',
      'picture',
      type === 'other' ? image.sentType : type,
      picture.types.join(', '),
    )
  if (bytes > picture.maxBytes)
    refuse('image-heavy', 'fails', 'picture', byteText(bytes), byteText(picture.maxBytes))
  const { smallest } = picture
  if (width > 0 && (width < smallest.width || height < smallest.height))
    refuse('image-small', 'fails', 'picture', sizeText(image), sizeText(smallest))
  if (picture.needsLength && length === 'chunked') refuse('image-chunked', 'fails', 'picture')
  if (picture.needsLength && length === 'missing') refuse('image-no-length', 'fails', 'picture')
  if (picture.needsLength && image.attachment) refuse('image-attached', 'fails', 'picture')
  return isShown
}

function isLarge(image: ImageFacts, { picture }: Client, find: Find): boolean {
  const { large, smallest } = picture
  const isLargeEnough = image.width >= large.width && image.height >= large.height
  const isSmall = image.width < smallest.width || image.height < smallest.height
  if (image.width > 0 && !isLargeEnough && !isSmall)
    find('image-not-large', 'flawed', 'picture', sizeText(image), sizeText(large))
  return isLargeEnough
}

/** What the tags and headers claim of the picture, held against its bytes. The tags matter where they are used. */
function judgeClaims(page: PageFacts, image: ImageFacts, { picture }: Client, find: Find): void {
  const claim = (name: string) => allValues(page, [name])[0]?.content ?? ''
  const [width, height] = [claim('og:image:width'), claim('og:image:height')]
  const isSizeClaimed = width !== '' && height !== ''
  if (picture.usesClaims && !isSizeClaimed) find('image-undeclared', 'flawed', 'picture')
  const isSizeTrue = Number(width) === image.width && Number(height) === image.height
  if (picture.usesClaims && isSizeClaimed && image.width > 0 && !isSizeTrue)
    find(
      'image-size-wrong',
      'flawed',
      'picture',
      `${width.slice(0, 8)}×${height.slice(0, 8)}`,
      sizeText(image),
    )
  if (image.type === 'other' || image.type === 'svg') return
  const claims = [image.sentType, picture.usesClaims ? claim('og:image:type') : '']
  const wrong = claims.find((type) => type !== '' && declaredType(type) !== image.type)
  if (wrong !== undefined)
    find('image-type-wrong', 'flawed', 'picture', wrong.slice(0, 60), `image/${image.type}`)
}

/** HEAD says what GET sends; a part is honoured fully or not at all (Facebook). */
function judgeProbes(image: ImageFacts, { picture }: Client, find: Find): void {
  if (image.probes === null) return
  const { head, part } = image.probes
  const asGet = `${image.status} ${image.sentType} ${image.bytes}`
  const asHead = `${head.status} ${head.sentType} ${head.contentLength || '–'}`
  if (asHead !== asGet) find('image-head', 'flawed', 'head', asHead, asGet)
  if (!picture.usesRange) return
  const length = Math.min(PART, image.bytes)
  const isPart =
    part.status === 206 &&
    part.bytes === length &&
    part.contentRange === `bytes 0-${length - 1}/${image.bytes}`
  const isWhole = part.status === 200 && part.bytes === image.bytes
  if (!isPart && !isWhole)
    find('image-range', 'flawed', 'range', `${part.status} ${part.contentRange || '–'}`)
}
