import sharp from 'sharp'
import { type Outbound, OutboundError, type OutboundRequest } from '../../src/features/ports.ts'

export const PAPER = 'https://www.ledger.example'
export const STORY = `${PAPER}/news/shelters`
export const PHOTO = 'https://img.ledger.example/shelters.jpg'

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** How long it takes. */
  ms?: number
  error?: OutboundError['reason']
}

/** A paper's web server as the outbound client sees it: addresses and what they answer; all else is a 404. */
export interface Paper {
  outbound: Outbound
  asked: string[]
  answers: Record<string, Answer>
}

/** `advance` moves the world's clock by what an answer takes. */
export function createPaper(answers: Record<string, Answer>, advance: (ms: number) => void): Paper {
  const paper: Paper = { answers, asked: [], outbound: { request } }
  async function request({ url, maxBytes = 65_536 }: OutboundRequest) {
    paper.asked.push(url.href)
    const {
      status = 200,
      headers = {},
      body = '',
      ms = 0,
      error,
    } = paper.answers[url.href] ?? { status: 404 }
    advance(ms)
    if (error) throw new OutboundError(error)
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    if (bytes.length > maxBytes) throw new OutboundError('too-large')
    return { status, headers: new Headers(headers), body: bytes }
  }
  return paper
}

export const TAGS = {
  title: '<title>Council opens two shelters | The Morning Ledger</title>',
  canonical: `<link rel="canonical" href="${STORY}">`,
  description: '<meta name="description" content="Two shelters on the border road open in June.">',
  ogTitle: '<meta property="og:title" content="Council opens two shelters on the border road">',
  ogDescription: '<meta property="og:description" content="Two shelters on the border road open in June.">',
  ogUrl: `<meta property="og:url" content="${STORY}">`,
  ogImage: `<meta property="og:image" content="${PHOTO}">`,
  imageType: '<meta property="og:image:type" content="image/jpeg">',
  imageWidth: '<meta property="og:image:width" content="1200">',
  imageHeight: '<meta property="og:image:height" content="630">',
  imageAlt: '<meta property="og:image:alt" content="A bus shelter on an empty road at dusk">',
  card: '<meta name="twitter:card" content="summary_large_image">',
  jsonLd: `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council opens two shelters on the border road","image":["${PHOTO}"]}</script>`,
}
export type TagName = keyof typeof TAGS

/** A page that every reader of links is content with, with these tags changed; `''` leaves one out. */
export function storyPage(change: Partial<Record<TagName, string>> = {}): string {
  const head = Object.values({ ...TAGS, ...change }).join('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}</head><body><p>Story</p></body></html>`
}

export const HTML = { 'content-type': 'text/html; charset=utf-8' }

/** Noise, so that its weight follows from its size and quality; a plain picture weighs nothing. */
export async function photo({
  width = 1200,
  height = 630,
  quality = 80,
  noise = 0,
  format = 'jpeg' as 'jpeg' | 'png' | 'webp' | 'avif' | 'gif',
} = {}): Promise<Uint8Array> {
  const background = { r: 60, g: 100, b: 140 }
  const plain = sharp({ create: { width, height, channels: 3, background } })
  const picture =
    noise === 0
      ? plain
      : sharp({
          create: {
            width,
            height,
            channels: 3,
            background,
            noise: { type: 'gaussian', mean: 128, sigma: noise },
          },
        })
  return new Uint8Array(await picture.toFormat(format, { quality }).toBuffer())
}

/** With a picture that every reader shows. */
export async function goodAnswers(): Promise<Record<string, Answer>> {
  const body = await photo()
  const headers = { 'content-type': 'image/jpeg', 'content-length': `${body.length}` }
  return { [STORY]: { headers: HTML, body: storyPage() }, [PHOTO]: { headers, body } }
}
