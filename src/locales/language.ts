import { REGISTRY } from './registry.ts'

export type Language = keyof typeof REGISTRY

/** Languages that the product speaks in whole. The first that holds a text stands in for one that has none. */
export const LANGUAGES = Object.keys(REGISTRY) as [Language, ...Language[]]

/** A text of the paper's, in the languages that it is written in: at least one, none of them empty. */
export type Localized = Readonly<Partial<Record<Language, string>>>

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** The text in this language, or else in the first language that has it; empty in this one where none has. */
export function inLanguage(text: Localized, language: Language): { words: string; language: Language } {
  const found = [language, ...LANGUAGES].find((one) => text[one]) ?? language
  return { words: text[found] ?? '', language: found }
}

/** As `inLanguage`, for a place that cannot say which language it is in, and for names. */
export function wordsIn(text: Localized, language: Language): string {
  return inLanguage(text, language).words
}

/** The languages that this text is written in, in the order of the product. */
export function languagesOf(text: Localized): readonly Language[] {
  return LANGUAGES.filter((language) => text[language])
}

/** One text for every language of the product. */
export function inEvery(words: (language: Language) => string): Readonly<Record<Language, string>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, words(language)])) as Record<
    Language,
    string
  >
}
