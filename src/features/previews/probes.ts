import type { Asked, Got } from './ask.ts'
import { PART, type PictureProbes } from './model.ts'

type Ask = (asked: Asked) => Promise<Got>

const OEMBED_BYTES = 100_000

/** How a picture of ours answers HEAD, and a reader that wants its first bytes alone. */
export async function probePicture(ask: Ask, asked: Asked): Promise<PictureProbes> {
  const [head, part] = await Promise.all([
    ask({ ...asked, probe: { method: 'HEAD' } }),
    ask({ ...asked, probe: { range: `bytes=0-${PART - 1}` } }),
  ])
  return {
    head: {
      status: head.status,
      sentType: head.sentType,
      contentLength: head.headers.get('content-length') ?? '',
    },
    part: { status: part.status, contentRange: part.headers.get('content-range') ?? '', bytes: part.bytes },
  }
}

/** In few words that need no language, or `null`: an answer that may be used (https://oembed.com, 2.3). */
export async function oembedFault(ask: Ask, url: URL, may: Asked['may']): Promise<string | null> {
  const { outcome, status, sentType, body } = await ask({
    ...{ url, may },
    accept: 'application/json',
    maxBytes: OEMBED_BYTES,
  })
  if (outcome !== 'ok') return outcome === 'status' ? `${status}` : outcome
  if (sentType !== 'application/json') return sentType
  const answer = membersOf(new TextDecoder().decode(body))
  if (answer === null) return 'JSON?'
  const missing = Object.entries(NEEDED).find(([name, isFit]) => !isFit(answer[name]))
  return missing ? missing[0] : null
}

const isSize = (value: unknown) => typeof value === 'number'
/** Ours are of this type alone. */
const NEEDED: Readonly<Record<string, (value: unknown) => boolean>> = {
  version: (value) => value === '1.0',
  type: (value) => value === 'rich',
  html: (value) => typeof value === 'string' && value !== '',
  width: isSize,
  height: isSize,
}

function membersOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
