import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** Times are printed as the newspaper's readers live them. */
const TIME_ZONE = 'Asia/Seoul'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(catalogue(language).locale, { timeZone: TIME_ZONE, ...options })
    formats.set(key, made)
  }
  return made
}

/** `23 Nov 2026, 14:20` */
export function shortTime(at: number, language: Language): string {
  return format(language, { dateStyle: 'medium', timeStyle: 'short', hour12: false }).format(at)
}

/** `23 November 2026 at 14:20:05 GMT+9` */
export function fullTime(at: number, language: Language): string {
  return format(language, { dateStyle: 'long', timeStyle: 'long', hour12: false }).format(at)
}

/** `23 Nov 2026` */
export function shortDate(at: number, language: Language): string {
  return format(language, { dateStyle: 'medium' }).format(at)
}

interface TimeProps {
  at: number
  language: Language
  /** Browser code turns a `relative` time into "2 minutes ago"; a cached page must not. */
  relative?: boolean
  dateOnly?: boolean
}

export function Time({ at, language, relative = false, dateOnly = false }: TimeProps) {
  return (
    <time
      datetime={new Date(at).toISOString()}
      title={fullTime(at, language)}
      data-relative={relative || undefined}
    >
      {dateOnly ? shortDate(at, language) : shortTime(at, language)}
    </time>
  )
}
