import type { AppContext, Parts } from '../http/env.ts'
import { retryAfter } from '../http/problem.ts'
import { privatePage } from '../http/respond.ts'
import { PRIVATE, pageHeaders } from '../http/security.ts'
import type { Problem } from '../kernel/errors.ts'
import type { Language } from '../locales/language.ts'
import { renderDocument } from '../ui/render.ts'
import { banner } from './banner.ts'
import { ProblemPage } from './problem.tsx'

/** Pages for refused requests, in place of what was asked for. */
export function createProblemPages(parts: Parts) {
  const busy = new Map<string, string>()

  function draw(
    { type, details }: Problem,
    language: Language,
    isReading: boolean,
    requestId: string | null,
  ) {
    return (
      <ProblemPage
        language={language}
        isReading={isReading}
        problem={{ type, details }}
        requestId={requestId}
        backHref={type === 'not-found' ? `/?lang=${language}` : null}
        assets={{ styles: parts.assets.styles('pages'), scripts: [] }}
        banner={banner(parts, language)}
      />
    )
  }

  /** Drawn once for each figure that it can say: who is turned away must cost next to nothing. */
  function busyPage(problem: Problem, language: Language, isReading: boolean): string {
    const key = `${language} ${isReading} ${problem.details.retryAfter}`
    const html = busy.get(key) ?? renderDocument(draw(problem, language, isReading, null))
    busy.set(key, html)
    return html
  }

  return function problemPage(c: AppContext, problem: Problem, language: Language): Response {
    const headers = { ...pageHeaders(), ...retryAfter(problem) }
    const isReading = c.req.method === 'GET'
    if (problem.type === 'overloaded')
      return c.newResponse(busyPage(problem, language, isReading), problem.status, { ...headers, ...PRIVATE })
    const page = draw(problem, language, isReading, c.get('requestId') ?? '')
    return privatePage(c, page, headers, problem.status)
  }
}
