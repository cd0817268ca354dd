import { DAY, HOUR, MINUTE, SECOND } from '../kernel/clock.ts'
import { numberFormat, relativeFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const

type Width = 'short' | 'long'

/** A span of milliseconds in its largest unit: `18 min`, `2일`. Under a minute counts as 0 minutes. */
export function age(ms: number, language: Language, width: Width = 'short'): string {
  const [unit, size] = UNITS.slice(0, 3).find(([, size]) => ms >= size) ?? ['minute', MINUTE]
  return amount(Math.max(0, Math.floor(ms / size)), unit, language, width)
}

/** A span of milliseconds in its two largest units: `2 min 10 sec`. */
export function span(ms: number, language: Language): string {
  const rounded = Math.max(0, Math.round(ms / SECOND)) * SECOND
  const first = UNITS.findIndex(([, size]) => rounded >= size)
  if (first === -1) return amount(0, 'second', language, 'short')
  let rest = rounded
  return UNITS.slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size)
      rest -= count * size
      return count > 0 ? amount(count, unit, language, 'short') : ''
    })
    .filter((part) => part !== '')
    .join(' ')
}

/**
 * How long ago: `18 minutes ago`, `1일 전`. In figures: a day is 24 hours here, since the reader's midnight is not known,
 * and "yesterday" would often be the day before.
 */
export function ago(at: number, now: number, language: Language): string {
  const { locale } = catalogue(language)
  const past = Math.max(0, now - at)
  const found = UNITS.slice(0, 3).find(([, size]) => past >= size)
  // Under a minute it is `now`.
  if (!found) return relativeFormat(locale, { numeric: 'auto' }).format(0, 'second')
  const [unit, size] = found
  return relativeFormat(locale, { numeric: 'always' }).format(-Math.floor(past / size), unit)
}

function amount(count: number, unit: string, language: Language, width: Width): string {
  // The plain language: British English writes `18 mins`, and every letter counts in a list.
  const [plain = ''] = catalogue(language).locale.split('-')
  return numberFormat(plain, { style: 'unit', unit, unitDisplay: width }).format(count)
}

const PROVIDERS: Readonly<Record<string, string>> = { x: 'X', facebook: 'Facebook' }

/** `x` and `sandbox:x` read `X`; an unknown provider keeps its own name. */
export function providerName(provider: string): string {
  const plain = provider.replace(/^sandbox:/, '')
  return PROVIDERS[plain] ?? plain
}

const OWN_SCRIPTS = LANGUAGES.flatMap((language) => {
  const { ownScript } = catalogue(language)
  return ownScript ? [[language, new RegExp(`\\p{Script=${ownScript}}`, 'u')] as const] : []
})

/** The language tag of a text for fonts and screen readers, where its letters make it plain. */
export function textLanguage(text: string): Language | undefined {
  return OWN_SCRIPTS.find(([, script]) => script.test(text))?.[0]
}
