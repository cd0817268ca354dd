import { DAY, HOUR, MINUTE } from '../kernel/clock.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** A life in words: `10 minutes`, `12 hours`, `90 days`. */
export function duration(ms: number, language: Language): string {
  const { minutes, hours, days } = catalogue(language).reader.privacy
  if (ms >= DAY) return days(Math.round(ms / DAY))
  return ms >= HOUR ? hours(Math.round(ms / HOUR)) : minutes(Math.round(ms / MINUTE))
}
