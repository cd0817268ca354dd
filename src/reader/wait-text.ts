import { DAY, HOUR, MINUTE, SECOND } from '../kernel/clock.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

const UNITS = [
  ['day', 2 * DAY, DAY],
  ['hour', 2 * HOUR, HOUR],
  ['minute', 2 * MINUTE, MINUTE],
  ['second', 0, SECOND],
] as const

/** A time of waiting (ms) in one unit that tells enough: `95 seconds`, `26 hours`, `3일`. */
export function waitText(ms: number, language: Language): string {
  const [unit, , size] = UNITS.find(([, from]) => ms >= from) ?? UNITS[3]
  return numberFormat(catalogue(language).locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(Math.round(ms / size))
}
