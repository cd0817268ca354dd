import { en } from './en.ts'
import { ko } from './ko.ts'
import type { Language } from './language.ts'

/** The English catalogue's shape: text stays text, a function keeps its arguments. */
export type Widened<Value> = Value extends string
  ? string
  : Value extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof Value]: Widened<Value[Key]> }

export type Catalogue = Widened<typeof en>

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, ko }

export function catalogue(language: Language): Catalogue {
  return CATALOGUES[language]
}
