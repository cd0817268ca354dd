import { dateFormat } from '../../kernel/formats.ts'
import { cutGraphemes } from '../../kernel/text.ts'
import { catalogue } from '../../locales/index.ts'
import type { Language } from '../../locales/language.ts'

/**
 * Text for a place that has one line: control characters, line breaks, explicit bidi controls and lone
 * surrogates gone, at most `limit` grapheme clusters and four code units per cluster on average.
 */
export function oneLine(text: string, limit: number): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
  // A text never has more clusters than code units; splitting is the dear part.
  return clean.length <= limit ? clean : cutGraphemes(cutUnits(clean, limit * 4), limit)
}

/** A cluster may hold many code points; a head of 8 KB may not. Never cuts a surrogate pair. */
function cutUnits(text: string, units: number): string {
  if (text.length <= units) return text
  return `${text.slice(0, units - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** ISO 8601 in UTC, or `null` for a time that no calendar has (beyond ±8.64e15 ms). */
export function isoTime(time: number): string | null {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** `28 Dec 2022`, `2022년 12월 28일`; empty for a time that no calendar has. */
export function dayOf(time: number, language: Language, timeZone: string): string {
  const { locale, share } = catalogue(language)
  return dated(time, locale, timeZone, { day: 'numeric', month: share.month === 'short' ? 'short' : 'long' })
}

/** The calendar year in the time zone; empty for a time that no calendar has. */
export function yearOf(time: number, timeZone: string): string {
  return dated(time, 'en', timeZone, {})
}

function dated(time: number, locale: string, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  if (isoTime(time) === null) return ''
  return dateFormat(locale, { year: 'numeric', ...parts, timeZone }).format(time)
}
