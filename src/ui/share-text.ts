import { graphemes } from '../kernel/text.ts'

/** How much text a network takes beside our link, and how it counts. */
export interface Room {
  limit: number
  weigh(text: string): number
}

/** What X makes of any link, and Mastodon of one with a scheme. */
const LINK = 23
/** X: code points of weight 1; Hangul, Han and emoji weigh 2 (twitter-text, configuration 3). */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
]

/**
 * Weight of a text on X. Never too low: an emoji sequence, one sign there, is counted by its parts, and what may be
 * read as a link counts as one besides its letters.
 */
export function weightOnX(text: string): number {
  let weight = (text.match(/\.\p{L}{2}/gu)?.length ?? 0) * LINK
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    weight += LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2
  }
  return weight
}

const STRETCH = 256

/** Clusters of the text. In stretches: for each cluster the engine copies all it was given, which makes it quadratic. */
function clusters(text: string): string[] {
  const found: string[] = []
  let stretch = STRETCH
  for (let from = 0; from < text.length; ) {
    const to = wholeUntil(text, from + stretch)
    const part = Array.from(graphemes(text.slice(from, to)))
    // What the stretch ends with may go on after it.
    if (to < text.length) part.pop()
    // One cluster fills all of it.
    stretch = part.length > 0 ? STRETCH : 2 * stretch
    for (const cluster of part) {
      found.push(cluster)
      from += cluster.length
    }
  }
  return found
}

/** That place, or the next where it would part a pair of surrogates. */
function wholeUntil(text: string, end: number): number {
  return end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end
}

function count(text: string): number {
  return clusters(text).length
}

/** 280 in all, of which our link takes 23 and the space before it 1. */
export const ON_X: Room = { limit: 280 - LINK - 1, weigh: weightOnX }

/** 500 characters as readers count them; every link takes 23 (Mastodon, `StatusLengthValidator`). */
export const ON_MASTODON: Room = {
  limit: 500 - LINK - 1,
  weigh: (text) => count(text) + (text.match(/https?:/gi)?.length ?? 0) * LINK,
}

/** 300 clusters and 3 000 bytes, our link included (`app.bsky.feed.post`). */
export function onBluesky(url: string): Room {
  return {
    limit: 300 - count(url) - 1,
    weigh: (text) => Math.max(count(text), new TextEncoder().encode(text).length / 10),
  }
}

/** Nobody has published a limit: a title, and a message of about a comment's length with its quotation. */
export const TITLE: Room = { limit: 100, weigh: count }
export const MESSAGE: Room = { limit: 300, weigh: count }

/** Mail programs cut a `mailto:` address at about 2 000 characters, and each Hangul syllable takes nine. */
export const IN_MAIL: Room = {
  limit: 1_400,
  weigh: (text) => new URLSearchParams({ '': text }).toString().length,
}

const plain = (text: string) => text

/**
 * The text in its quotation, whole where it fits; else cut after a cluster, with an ellipsis. A quotation that is too
 * long even around nothing is cut itself.
 */
export function fitting(text: string, room: Room, quote: (text: string) => string = plain): string {
  const whole = quote(text)
  if (room.weigh(whole) <= room.limit) return whole
  const parts = clusters(text)
  const cut = (kept: number) => quote(`${parts.slice(0, kept).join('').trimEnd()}…`)
  let fits = -1
  let tooMany = parts.length
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (room.weigh(cut(middle)) <= room.limit) fits = middle
    else tooMany = middle
  }
  if (fits >= 0) return cut(fits)
  return quote === plain ? '' : fitting(whole, room)
}
