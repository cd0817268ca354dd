import type { ProblemType } from '../kernel/errors.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { isLanguage, type Language } from '../locales/language.ts'
import type { AppContext, Parts } from './env.ts'
import { staffOf } from './session.ts'
import { refusedForm } from './validate.ts'

/** From `?lang=` alone, never from Accept-Language: the same address is the same bytes for everybody. */
export function languageOf(c: AppContext, fallback: Language = 'en'): Language {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : fallback
}

/** For what a refused request is told: a form of ours says its language, also where it was refused unread, or its page does. */
export async function languageOfRefused(c: AppContext, parts: Parts, type: ProblemType): Promise<Language> {
  const asked = c.req.query('lang') ?? (await refusedForm(c, type)).get('lang') ?? languageBefore(c)
  return isLanguage(asked) ? asked : ((await deskLanguage(c, parts, type)) ?? 'en')
}

export function isDeskPath(path: string): boolean {
  return /^\/console(\/|$)/.test(path)
}

/** A moderator's own, as all pages of the desk have it. What cannot answer, or has no time, is not asked for it. */
async function deskLanguage(c: AppContext, parts: Parts, type: ProblemType): Promise<Language | null> {
  if (type === 'overloaded' || !isDeskPath(c.req.path)) return null
  const viewer = await staffOf(c, parts).catch(() => null)
  return viewer?.account.language ?? null
}

/** Of the page that the request came from. */
function languageBefore(c: AppContext): string | null {
  return parseHttpUrl(c.req.header('referer') ?? '')?.searchParams.get('lang') ?? null
}
