import { dateFormat, relativeFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** How a time is printed: in this language, as clocks show it in this IANA zone, which is the site's. */
export interface TimeSetting {
  language: Language
  timeZone: string
}

function format(
  { language, timeZone }: TimeSetting,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return dateFormat(catalogue(language).locale, { timeZone, ...options })
}

/** `23 Nov 2026, 14:20`; a day begins at 00:00, which some languages would call 24:00 of the same date. */
export function shortTime(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at)
}

/** `23 November 2026 at 14:20:05 GMT+9` */
export function fullTime(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'long', timeStyle: 'long', hourCycle: 'h23' }).format(at)
}

/** `23 Nov 2026` */
export function shortDate(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'medium' }).format(at)
}

const agos = new Map<Language, string>()

/**
 * What browser code writes in the place of a time of the last week, in this order: now, 1 to 59 minutes, 1 to 23 hours,
 * 1 to 6 days ago; between bars. Printed, since a phone takes a long task to make its first `Intl.RelativeTimeFormat`.
 */
export function agoWords(language: Language): string {
  let words = agos.get(language)
  if (words === undefined) {
    const { locale } = catalogue(language)
    const now = relativeFormat(locale, { numeric: 'auto', style: 'short' }).format(0, 'second')
    // In figures: a day is 24 hours here, and "yesterday" would often be the day before.
    const format = relativeFormat(locale, { numeric: 'always', style: 'short' })
    const upTo = (last: number, unit: Intl.RelativeTimeFormatUnit) =>
      Array.from({ length: last }, (_, index) => format.format(-index - 1, unit))
    const all = [now, ...upTo(59, 'minute'), ...upTo(23, 'hour'), ...upTo(6, 'day')]
    words = all.join('|')
    agos.set(language, words)
  }
  return words
}

interface TimeProps extends TimeSetting {
  at: number
  /** Browser code turns a `relative` time into "2 minutes ago"; a cached page must not. */
  relative?: boolean
  dateOnly?: boolean
}

export function Time({ at, language, timeZone, relative = false, dateOnly = false }: TimeProps) {
  const setting = { language, timeZone }
  return (
    <time
      datetime={new Date(at).toISOString()}
      title={fullTime(at, setting)}
      data-relative={relative || undefined}
    >
      {dateOnly ? shortDate(at, setting) : shortTime(at, setting)}
    </time>
  )
}
