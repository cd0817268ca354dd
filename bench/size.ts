import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

/** Bytes after brotli at its best, and requests. */
export const LIMITS = { loader: 1_024, total: 12_288, count: 640, requests: 4 } as const

const ASSETS = 'dist/assets'
const LOADER = 'embed.js'
/** For pages that show how many comments their articles have: a tag of its own, which a discussion does not load. */
const COUNT = 'embed-count.js'
const FRAME = ['discussion.js', 'discussion.css'] as const
/** The frame's document, which is a page and not a file. */
const DOCUMENTS = 1

export interface Sizes {
  loaderBrotli: number
  /** Scripts and styles of an article with its discussion, the loader included. */
  totalBrotli: number
  countBrotli: number
  /** Each file of the total, by name. */
  files: Record<string, number>
  /** Until a reader can type in an article that embeds the discussion. */
  requests: number
  limits: typeof LIMITS
  ok: boolean
}

/** What a reader's browser is sent beside pages, as the build made it. @throws when there is no build */
export function measureSizes(): Sizes {
  const files = Object.fromEntries([LOADER, ...FRAME].map((name) => [name, compressed(join(ASSETS, name))]))
  const loaderBrotli = files[LOADER] ?? Number.NaN
  const totalBrotli = Object.values(files).reduce((sum, size) => sum + size, 0)
  const countBrotli = compressed(join(ASSETS, COUNT))
  const requests = 1 + FRAME.length + DOCUMENTS
  const ok =
    loaderBrotli <= LIMITS.loader &&
    totalBrotli <= LIMITS.total &&
    countBrotli <= LIMITS.count &&
    requests <= LIMITS.requests
  return { loaderBrotli, totalBrotli, countBrotli, files, requests, limits: LIMITS, ok }
}

function compressed(file: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  return brotliCompressSync(readFileSync(file), { params }).length
}
