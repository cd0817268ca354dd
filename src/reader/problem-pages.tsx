import type { AppContext, Parts } from '../http/env.ts'
import { isDeskPath } from '../http/language.ts'
import { retryAfter } from '../http/problem.ts'
import { privatePage } from '../http/respond.ts'
import { PRIVATE, pageHeaders } from '../http/security.ts'
import { refusedForm } from '../http/validate.ts'
import type { Problem } from '../kernel/errors.ts'
import { parseHttpUrl } from '../kernel/url.ts'
import { catalogue } from '../locales/index.ts'
import { isLanguage, type Language } from '../locales/language.ts'
import { type Asked, askedAt } from '../locales/problem-sentence.ts'
import { loginAgainPath } from '../ui/paths.ts'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { ProblemPage, type ProblemPageProps } from './problem.tsx'

/** Pages for refused requests, in place of what was asked for. */
export function createProblemPages(parts: Parts) {
  const busy = new Map<string, string>()

  function draw(
    { type, details }: Problem,
    language: Language,
    more: Pick<ProblemPageProps, 'asked' | 'requestId' | 'on' | 'draft' | 'isDesk'>,
  ) {
    return (
      <ProblemPage
        language={language}
        problem={{ type, details }}
        {...more}
        assets={{ styles: parts.assets.styles('pages'), scripts: [] }}
        banner={banner(parts, language)}
      />
    )
  }

  /** Drawn once for each figure that it can say: who is turned away must cost next to nothing. */
  function busyPage(problem: Problem, language: Language, asked: Asked): string {
    const key = `${language} ${asked} ${problem.details.retryAfter}`
    const html =
      busy.get(key) ?? renderDocument(draw(problem, language, { asked, requestId: null, on: null }))
    busy.set(key, html)
    return html
  }

  return async function problemPage(c: AppContext, problem: Problem, language: Language): Promise<Response> {
    const headers = { ...pageHeaders(), ...retryAfter(problem) }
    const isReading = c.req.method === 'GET'
    if (problem.type === 'overloaded')
      return c.newResponse(busyPage(problem, language, isReading ? 'opened' : 'written'), problem.status, {
        ...headers,
        ...PRIVATE,
      })
    const draft = isReading ? '' : written(await refusedForm(c, problem.type))
    const page = draw(problem, language, {
      asked: isReading ? 'opened' : draft === '' ? 'pressed' : askedAt(c.req.path),
      requestId: c.get('requestId') ?? '',
      on: wayOn(c, problem, language, parts.settings.publicUrl),
      isDesk: isDeskPath(c.req.path),
      draft,
    })
    return privatePage(c, page, headers, problem.status)
  }
}

/** What a person has put into words, in any form of ours. */
function written(form: URLSearchParams): string {
  return ['text', 'note', 'explanation', 'reason', 'body', 'reference']
    .flatMap((name) => form.getAll(name))
    .join('\n\n')
    .trim()
}

function wayOn(
  c: AppContext,
  { type }: Problem,
  language: Language,
  publicUrl: string,
): ProblemPageProps['on'] {
  const { common, reader } = catalogue(language)
  const { path } = c.req
  if (type !== 'sign-in-required' && type !== 'attempt-expired') {
    // What was too large to be read is in the browser's own way back, and not in a page that is asked for anew.
    const from = type === 'not-found' || type === 'too-large' ? null : cameFrom(c, publicUrl)
    if (from !== null) return { href: from, label: common.back }
    if (isDeskPath(path)) return toQueue(c, language)
    return type === 'not-found' ? { href: `/?lang=${language}`, label: common.back } : null
  }
  return { href: loginFor(c, publicUrl, language), label: reader.me.logInAgain }
}

/** Where the reader logs in again to come back to what was refused: the appeal, or the discussion. */
function loginFor(c: AppContext, publicUrl: string, language: Language): string {
  const { path } = c.req
  // The page of an appeal leads to a login that leads back to it.
  if (/^\/me\/appeals\/[\w-]+$/.test(path)) return `${path}?lang=${language}`
  if (path.startsWith('/console/')) return `/console/login?lang=${language}`
  const [, article] = /^\/a\/([\w-]+)/.exec(cameFrom(c, publicUrl) ?? '') ?? []
  return article === undefined ? `/login?lang=${language}` : loginAgainPath(article, language)
}

function toQueue(c: AppContext, language: Language): ProblemPageProps['on'] {
  const asked = c.req.query('lang')
  const { toQueue: label } = catalogue(language).console.forms
  return { href: isLanguage(asked) ? `/console?lang=${asked}` : '/console', label }
}

/** The page of ours that the form, or the link, was on. */
function cameFrom(c: AppContext, publicUrl: string): string | null {
  const url = parseHttpUrl(c.req.header('referer') ?? '')
  if (url?.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return null
  const isHere = c.req.method === 'GET' && url.pathname === c.req.path
  return isHere ? null : url.pathname + url.search
}
