import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** How a time is printed: in this language, as clocks show it in this IANA zone, which is the site's. */
export interface TimeSetting {
  language: Language
  timeZone: string
}

function format(
  { language, timeZone }: TimeSetting,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(catalogue(language).locale, { timeZone, ...options })
    formats.set(key, made)
  }
  return made
}

/** `23 Nov 2026, 14:20` */
export function shortTime(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'medium', timeStyle: 'short', hour12: false }).format(at)
}

/** `23 November 2026 at 14:20:05 GMT+9` */
export function fullTime(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'long', timeStyle: 'long', hour12: false }).format(at)
}

/** `23 Nov 2026` */
export function shortDate(at: number, setting: TimeSetting): string {
  return format(setting, { dateStyle: 'medium' }).format(at)
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
