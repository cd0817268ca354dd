import { DAY } from '../kernel/clock.ts'
import { dateFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** 4 January 1970 was a Sunday. */
const SUNDAY = 3 * DAY

/** `Mon`, `월요일`; 0 is Sunday. */
export function weekdayName(weekday: number, language: Language, width: 'short' | 'long'): string {
  return dateFormat(catalogue(language).locale, { weekday: width, timeZone: 'UTC' }).format(
    SUNDAY + weekday * DAY,
  )
}
