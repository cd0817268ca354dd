import { isLanguage, type Language } from '../locales/language.ts'
import type { AppContext } from './env.ts'

/** From `?lang=` alone, never from Accept-Language: the same address is the same bytes for everybody. */
export function languageOf(c: AppContext, fallback: Language = 'en'): Language {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : fallback
}
