import { isWellFormed } from './canonical-json.ts'

/**
 * What a comment's text may be, checked cheapest first. The same function runs in the browser and on
 * the server; `tests/kernel/text-vectors.json` is run in both.
 */
export const TEXT_LIMITS = {
  /** What a reader counts: extended grapheme clusters (UAX #29) after NFC. */
  graphemes: 250,
  /** UTF-8 bytes before normalising: NFC of alternating marks is quadratic (100 000 marks block for 3 s). */
  bytes: 4_096,
  codePoints: 2_000,
  marksPerBase: 8,
  codePointsPerGrapheme: 32,
} as const

/** From so many clusters left on, the counter says that the end is near. */
export const NEAR_LIMIT = 20

export type TextFault =
  | { fault: 'text-empty' }
  | { fault: 'text-too-long'; count: number; limit: number }
  | { fault: 'text-too-complex' }
  | { fault: 'text-malformed' }
  | { fault: 'text-bidi' }

export type CheckedText = { ok: true; text: string; count: number } | ({ ok: false } & TextFault)

// Control characters other than newline. CR LF has become LF before this runs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g

let segmenter: Intl.Segmenter | undefined

/** Splits into extended grapheme clusters; code points where the browser has no `Intl.Segmenter`. */
export function graphemes(text: string): Iterable<string> {
  // Making the first one takes a while, and using one too: not for an empty box, nor where every sign is ASCII.
  if (/^[\n -~]*$/.test(text) || !('Segmenter' in Intl)) return text
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), (part) => part.segment)
}

/** Grapheme clusters of the text as it will be stored. Bounded: oversized input answers `Infinity`. */
export function countGraphemes(text: string): number {
  if (!isBounded(text)) return Number.POSITIVE_INFINITY
  let count = 0
  for (const _ of graphemes(tidy(text))) count += 1
  return count
}

/** Checks and normalises a comment's text. Pure; never throws. */
export function checkText(raw: string): CheckedText {
  if (raw.length > TEXT_LIMITS.bytes || !isWellFormed(raw)) {
    return raw.length > TEXT_LIMITS.bytes
      ? { ok: false, fault: 'text-too-complex' }
      : { ok: false, fault: 'text-malformed' }
  }
  if (!isBounded(raw) || hasManyMarks(raw)) return { ok: false, fault: 'text-too-complex' }
  const text = tidy(raw)
  // Again: marks that control characters kept apart have met by now.
  if (hasManyMarks(text)) return { ok: false, fault: 'text-too-complex' }
  if (!isBidiBalanced(text)) return { ok: false, fault: 'text-bidi' }
  // U+2800 is a Braille cell without a dot.
  if (!/[^\s\u2800\p{Default_Ignorable_Code_Point}]/u.test(text)) return { ok: false, fault: 'text-empty' }
  let count = 0
  for (const cluster of graphemes(text)) {
    count += 1
    if (codePointLength(cluster) > TEXT_LIMITS.codePointsPerGrapheme) {
      return { ok: false, fault: 'text-too-complex' }
    }
  }
  if (count > TEXT_LIMITS.graphemes) {
    return { ok: false, fault: 'text-too-long', count, limit: TEXT_LIMITS.graphemes }
  }
  return { ok: true, text, count }
}

/** The first `limit` clusters, with an ellipsis when something was left out. */
export function cutGraphemes(text: string, limit: number): string {
  const clusters = Array.from(graphemes(text))
  return clusters.length <= limit
    ? text
    : `${clusters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

/** More marks in a row than a base may carry. */
function hasManyMarks(text: string): boolean {
  return new RegExp(`\\p{M}{${TEXT_LIMITS.marksPerBase + 1}}`, 'u').test(text)
}

function tidy(raw: string): string {
  return (
    raw
      .replace(/\r\n?/g, '\n')
      // Before normalising: a control character between a letter and its mark would keep them apart.
      .replace(CONTROLS, '')
      .normalize('NFC')
      .replace(/[^\S\n]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  )
}

function isBounded(text: string): boolean {
  if (text.length > TEXT_LIMITS.bytes) return false
  return (
    // No UTF-16 unit takes more than three bytes: most texts need not be encoded.
    (text.length * 3 <= TEXT_LIMITS.bytes || new TextEncoder().encode(text).length <= TEXT_LIMITS.bytes) &&
    codePointLength(text) <= TEXT_LIMITS.codePoints
  )
}

function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** Explicit bidi embeddings, overrides and isolates must close in order (Trojan Source, CVE-2021-42574). */
function isBidiBalanced(text: string): boolean {
  const open: ('embedding' | 'isolate')[] = []
  for (const [char] of text.matchAll(/[\u202A-\u202E\u2066-\u2069\n]/g)) {
    if (char === '\n') {
      if (open.length > 0) return false
    } else if (char === '\u202C') {
      if (open.pop() !== 'embedding') return false
    } else if (char === '\u2069') {
      if (open.pop() !== 'isolate') return false
    } else {
      open.push(char >= '\u2066' ? 'isolate' : 'embedding')
    }
  }
  return open.length === 0
}
