import { parseHttpUrl } from '../../kernel/url.ts'
import type { PreviewPictures } from '../ports.ts'
import type { Asked, Got } from './ask.ts'
import { ROBOTS } from './clients.ts'
import { gifSize, imageType } from './image-type.ts'
import { PICTURE_LIMIT } from './judge-image.ts'
import type { ImageFacts, ImageType, PageFacts } from './model.ts'
import { oembedFault, probePicture } from './probes.ts'
import { readPage } from './read-page.ts'
import { isBlocked, ROBOTS_LIMIT } from './robots.ts'

/** A newspaper's page may be long; tags are looked for in its first megabyte only. */
const PAGE_BYTES = 4_000_000
const IMAGE_NAMES = ['og:image', 'og:image:url', 'twitter:image', 'twitter:image:src', 'json-ld:image']
/** Pages name one picture, at most one per family of tags. */
const MOST_IMAGES = 3

export interface FactParts {
  ask(asked: Asked): Promise<Got>
  pictures: PreviewPictures
  /** Makes the crops of a picture and answers under which hash they are. */
  keep(bytes: Uint8Array): Promise<string>
  /** Pages that may be asked for. Pictures may lie anywhere in public: papers keep them at other hosts. */
  may(url: URL): boolean
  /** What this service answers itself. */
  isOwn(url: URL): boolean
}

/** Gathers what is judged: the page, what robots may not see, and the pictures. */
export function createFacts({ ask, pictures, keep, may, isOwn }: FactParts) {
  const files = new Map<string, Promise<string>>()

  function robotsFile({ origin }: URL): Promise<string> {
    const asked: Asked = {
      url: new URL('/robots.txt', origin),
      accept: 'text/plain, */*;q=0.1',
      maxBytes: ROBOTS_LIMIT,
      may: (url) => url.origin === origin,
    }
    const running = files.get(origin) ?? ask(asked).then(textOf)
    files.set(origin, running)
    return running
  }

  async function blocked({ outcome, url: address }: Got): Promise<string[]> {
    if (outcome !== 'ok') return []
    const url = new URL(address)
    const text = await robotsFile(url)
    return ROBOTS.filter((robot) => isBlocked(text, robot, url.pathname + url.search))
  }

  /** `null` for what no decoder may see or can read. */
  async function measured(type: ImageType, bytes: Uint8Array) {
    return type === 'other' || type === 'svg' ? null : pictures.measure(bytes).catch(() => null)
  }

  async function image(url: URL): Promise<ImageFacts> {
    const asked: Asked = { url, accept: 'image/*', maxBytes: PICTURE_LIMIT, may: () => true }
    const got = await ask(asked)
    const { headers, body, own, ...answered } = got
    const type = got.outcome === 'ok' ? imageType(body) : 'other'
    const size = type === 'gif' ? gifSize(body) : await measured(type, body)
    return {
      ...answered,
      type: size ? type : type === 'svg' ? 'svg' : 'other',
      width: size?.width ?? 0,
      height: size?.height ?? 0,
      length: lengthOf(headers, own),
      attachment: /^\s*attachment/i.test(headers.get('content-disposition') ?? ''),
      probes: got.outcome === 'ok' && isOwn(url) ? await probePicture(ask, { ...asked, may: isOwn }) : null,
      hash: size ? await keep(body).catch(() => null) : null,
      blocked: await blocked(got),
    }
  }

  async function oembedOf(values: PageFacts['values']): Promise<string | null> {
    const url = parseHttpUrl(values.find(({ name }) => name === 'oembed')?.content ?? '')
    return url && isOwn(url) ? oembedFault(ask, url, isOwn) : null
  }

  return async function facts(url: URL): Promise<PageFacts> {
    const got = await ask({ url, accept: 'text/html, application/xhtml+xml', maxBytes: PAGE_BYTES, may })
    const { headers, body, own: _, ...answered } = got
    const tags = readPage(body, headers.get('content-type') ?? '')
    const addresses = tags.values
      .filter(({ name }) => IMAGE_NAMES.includes(name))
      .map(({ content }) => content)
    const pictures = [...new Set(addresses)].flatMap((address) => {
      const picture = parseHttpUrl(address)
      return picture ? [{ address, picture }] : []
    })
    // Beside each other: a slow picture must not keep the person waiting for the next.
    const [robots, oembed, ...images] = await Promise.all([
      blocked(got),
      oembedOf(tags.values),
      ...pictures
        .slice(0, MOST_IMAGES)
        .map(async ({ address, picture }) => [address, await image(picture)] as const),
    ])
    return {
      ...{ ...answered, ...tags, asked: url.href, images: Object.fromEntries(images), blocked: robots },
      oembedFault: oembed,
    }
  }
}

function textOf({ outcome, body }: Got): string {
  return outcome === 'ok' ? new TextDecoder().decode(body) : ''
}

function lengthOf(headers: Headers, own: boolean): ImageFacts['length'] {
  if (headers.has('content-length')) return 'declared'
  if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) return 'chunked'
  return own ? 'unknown' : 'missing'
}
