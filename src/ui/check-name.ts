import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** In words, a check as it is recorded with a decision: `word-list@3`. One that nobody knows any more stands as it is. */
export function checkName(recorded: string, language: Language): string {
  const { checks, checkVersion } = catalogue(language).common
  const [name = '', version] = recorded.split('@')
  const words: Readonly<Record<string, string>> = checks
  const known = words[name]
  return known === undefined || version === undefined ? recorded : checkVersion(known, version)
}
