import type { Language } from '../locales/language.ts'

/** The list of appeals: open ones, or those that are decided; `done` and `undone` say what just happened. */
export function appealsHref(
  query: { language?: Language | undefined; show?: 'decided'; done?: string; undone?: string } = {},
): string {
  const { language, ...rest } = query
  const named = new URLSearchParams(rest)
  if (language !== undefined) named.set('lang', language)
  return named.size === 0 ? '/console/appeals' : `/console/appeals?${named}`
}

export function appealHref(id: string, language?: Language | undefined): string {
  const query = language === undefined ? '' : `?lang=${language}`
  return `/console/appeals/${encodeURIComponent(id)}${query}`
}
