import type { OutboundError } from '../ports.ts'

/** In the order in which they are shown. */
export const CLIENT_NAMES = [
  'x',
  'facebook',
  'kakao',
  'whatsapp',
  'google',
  'linkedin',
  'slack',
  'discord',
  'mastodon',
  'bluesky',
  'telegram',
  'signal',
] as const
export type ClientName = (typeof CLIENT_NAMES)[number]

/** Those whose card is drawn, with the crop of the picture in pixels. */
export const SHAPES = {
  x: { width: 800, height: 400 },
  facebook: { width: 800, height: 418 },
  kakao: { width: 800, height: 400 },
  whatsapp: { width: 400, height: 400 },
  google: { width: 800, height: 450 },
} as const
export type DrawnClient = keyof typeof SHAPES

export function isDrawn(name: string): name is DrawnClient {
  return Object.hasOwn(SHAPES, name)
}

/**
 * How sure a rule is: `S` read in the client's source, `O` the platform's own document, `I` a public issue, `2`
 * secondary pages only, `K` common knowledge that nobody wrote down.
 */
export type Mark = 'S' | 'O' | 'I' | '2' | 'K'

export type ImageType = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'svg' | 'other'

/** One value of a page's head. */
export interface HeadValue {
  /** Lower case: `og:title`, `twitter:card`, `title`, `canonical`, `json-ld:headline`. */
  name: string
  /** Decoded, white space folded, at most 2 000 code units. */
  content: string
  by: 'property' | 'name' | 'element'
  /** Bytes from the start of the page to the end of this tag. */
  end: number
}

export interface PageTags {
  values: readonly HeadValue[]
  /** Open Graph and card tags that stand after the head, where most readers do not look. */
  strays: number
  charset: string
  /** Whether something in the values could not be decoded. */
  broken: boolean
}

/** How an answer came, or why there is none. `away`: it points to another site than the paper's. */
export type Outcome = 'ok' | 'status' | 'away' | OutboundError['reason']

export interface Answered {
  /** Where the answer came from, after redirects. */
  url: string
  outcome: Outcome
  status: number
  redirects: number
  /** All redirects included. */
  ms: number
  bytes: number
  /** `Content-Type` without parameters. */
  sentType: string
  /** Names of robots that `robots.txt` keeps away from it. */
  blocked: readonly string[]
}

export interface ImageFacts extends Answered {
  type: ImageType
  /** Pixels; 0 where nobody could say. */
  width: number
  height: number
  /** `unknown`: asked in this process, where no length is sent. */
  length: 'declared' | 'chunked' | 'missing' | 'unknown'
  attachment: boolean
  /** `null` for a picture that is not ours. */
  probes: PictureProbes | null
  /** Under which the crops are kept; `null` where there is nothing to show. */
  hash: string | null
}

/** How one of our own pictures answers those who do not ask for all of it. */
export interface PictureProbes {
  head: { status: number; sentType: string; contentLength: string }
  /** Asked for its first {@link PART} bytes. */
  part: { status: number; contentRange: string; bytes: number }
}

/** Bytes of a picture that are asked for alone. */
export const PART = 100

export interface PageFacts extends Answered, PageTags {
  asked: string
  /** What is wrong with the oEmbed that the page names; `null` where nothing is, or where it is not ours. */
  oembedFault: string | null
  /** By the address as it stands in the tag. */
  images: Readonly<Record<string, ImageFacts>>
}

export const FAULTS = [
  'unreachable',
  'not-html',
  'redirected',
  'slow',
  'robots-page',
  'noindex',
  'tags-late',
  'tags-outside',
  'tags-by-name',
  'charset',
  'title-missing',
  'title-cut',
  'description-missing',
  'description-cut',
  'json-ld-title',
  'canonical-elsewhere',
  'card-tag-missing',
  'image-missing',
  'image-relative',
  'image-insecure',
  'image-unreachable',
  'robots-image',
  'image-slow',
  'image-svg',
  'image-type',
  'image-heavy',
  'image-small',
  'image-not-large',
  'image-undeclared',
  'image-size-wrong',
  'image-type-wrong',
  'image-chunked',
  'image-no-length',
  'image-attached',
  'image-head',
  'image-range',
  'alt-missing',
  'oembed-broken',
] as const
export type FaultCode = (typeof FAULTS)[number]

/** `fails`: no card, or none with a picture. `flawed`: a card that could be better. */
export type Severity = 'fails' | 'flawed'

export interface Fault {
  code: FaultCode
  severity: Severity
  /** What was found, and what the client takes, in figures that need no language: `412 KB`, `1200×630`. */
  is: string
  may: string
  source: Mark
}

export interface Verdict {
  client: ClientName
  outcome: 'passes' | Severity
  title: string
  description: string
  /** Address of the picture as the tag has it, where one is shown. */
  image: string | null
  large: boolean
  faults: readonly Fault[]
}

export interface Preview {
  page: PageFacts
  verdicts: readonly Verdict[]
}
