import { graphemes } from '../kernel/text.ts'

/** X counts weights: 280 in all, of which every link takes 23 and a space 1 (twitter-text v3 configuration). */
const X_TEXT_WEIGHT = 280 - 23 - 1
/** Code points of weight 1; Hangul, Han and emoji weigh 2. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
]

/** Weight of a text on X; an emoji sequence is one sign there, counted here by its parts, so never too low. */
export function weightOnX(text: string): number {
  let weight = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    weight += LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2
  }
  return weight
}

/** The text as X takes it beside a link: whole, or cut after a cluster with an ellipsis. */
export function cutForX(text: string): string {
  if (weightOnX(text) <= X_TEXT_WEIGHT) return text
  let kept = ''
  let weight = weightOnX('…')
  for (const cluster of graphemes(text)) {
    weight += weightOnX(cluster)
    if (weight > X_TEXT_WEIGHT) break
    kept += cluster
  }
  return `${kept.trimEnd()}…`
}

export function xShareLink(url: string, text: string): string {
  return `https://x.com/intent/post?${new URLSearchParams({ text: cutForX(text), url })}`
}

export function facebookShareLink(url: string): string {
  return `https://www.facebook.com/sharer/sharer.php?${new URLSearchParams({ u: url })}`
}
