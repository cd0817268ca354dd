import type { Catalogue, Direction } from '../../src/locales/index.ts'
import type { Language } from '../../src/locales/language.ts'

/** The code under which tests register it: of the range that nobody uses. */
export const PSEUDO = 'qps' as Language

/** `src/locales/registry.ts` with one language more, for `vi.mock`: it comes in by the door of every other. */
export function withPseudo<Registry extends { en: Catalogue }>(real: { REGISTRY: Registry }, dir: Direction) {
  return { REGISTRY: { ...real.REGISTRY, [PSEUDO]: pseudoCatalogue(real.REGISTRY.en, dir) } }
}

/** Every message of the English catalogue, longer and in letters that English does not have. */
export function pseudoCatalogue(english: Catalogue, dir: Direction): Catalogue {
  const { name: _, locale, openGraph, ownScript, timeZone, share, ...messages } = english
  const shared = pseudo(share)
  return {
    ...pseudo(messages),
    name: pseudoText('Pseudo'),
    // Its own digits and names of months: what `Intl` writes is told from English, too.
    locale: dir === 'rtl' ? 'ar-EG' : locale,
    openGraph,
    ownScript,
    timeZone,
    dir,
    share: { ...shared, month: share.month },
  }
}

function pseudo<Value>(value: Value): Value {
  if (typeof value === 'string') return pseudoText(value) as Value
  if (typeof value === 'function') {
    const say = value as unknown as (...args: unknown[]) => string
    return ((...args: unknown[]) => pseudoText(say(...args.map(marked)))) as Value
  }
  if (Array.isArray(value)) return value.map(pseudo) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pseudo(part)])) as Value
}

const [OPEN, CLOSE] = ['\uE000', '\uE001']

/** Variables are kept as they are; an empty one often means that there is none. */
function marked(arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map(marked)
  return typeof arg === 'string' && arg !== '' ? `${OPEN}${arg}${CLOSE}` : arg
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'áƀćďéƒǵĥíĵķĺḿńóƥɋŕśťúṽŵẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŤÚṼŴẊÝŹ'

const VARIABLE = /\uE000[\s\S]*?\uE001/g

/**
 * `Log in` → `[Ĺóǵ íń ~~~~]`: 40 % longer, and short ones more, as short words are in German or Finnish. Variables,
 * `{placeholders}` and an empty text are kept.
 */
export function pseudoText(text: string): string {
  if (text === '') return ''
  const shown = text.replace(/\{\w+\}|\uE000[\s\S]*?\uE001|[a-zA-Z]/g, (part) =>
    part.length === 1 ? (ACCENTED[PLAIN.indexOf(part)] ?? part) : part.replaceAll(/[\uE000\uE001]/g, ''),
  )
  const { length } = text.replaceAll(VARIABLE, '')
  const words = Math.ceil(Math.max(3, 0.4 * length - 2) / 5)
  return `[${shown}${' ~~~~'.repeat(words)}]`
}
