import type { en } from './en.ts'
import type { Language } from './language.ts'
import { REGISTRY } from './registry.ts'

/** Which way the language is written. */
export type Direction = 'ltr' | 'rtl'

/** The English catalogue's shape: text stays text, a figure a figure, a function keeps its arguments. */
export type Widened<Value> = Value extends Direction
  ? Direction
  : Value extends string
    ? string
    : Value extends number
      ? number
      : Value extends (...args: infer Args) => string
        ? (...args: Args) => string
        : { readonly [Key in keyof Value]: Widened<Value[Key]> }

export type Catalogue = Widened<typeof en>

export function catalogue(language: Language): Catalogue {
  return REGISTRY[language]
}
