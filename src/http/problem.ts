import { PROBLEMS, type Problem } from '../kernel/errors.ts'
import type { Language } from '../locales/language.ts'
import { type Asked, askedAt, plainProblem, problemSentence } from '../locales/problem-sentence.ts'
import type { AppContext } from './env.ts'
import { dataHeaders, PRIVATE } from './security.ts'

/** The answer to a program. */
export function problemJson(c: AppContext, problem: Problem, language: Language): Response {
  const body = problemBody(problem, language, c.get('requestId'), askedAt(c.req.path))
  return c.newResponse(body, PROBLEMS[problem.type], problemHeaders(problem, c.req.path))
}

/** What scripts of any page may ask for: without this one the browser would keep from them why there is no answer. */
const ASKED_BY_PAGES = new Set(['/v1/counts', '/oembed'])

/**
 * Problem details (RFC 9457). The type is stable; title and detail are the reader's sentence in the asked language, the
 * detail with its figures. Where faults are named, a program asked: then the detail says those.
 */
export function problemBody(
  problem: Problem,
  language: Language,
  requestId: string | undefined,
  asked?: Asked,
): string {
  return JSON.stringify({
    type: `/problems/${problem.type}`,
    title: plainProblem(problem.type, language, asked),
    detail: faultsSaid(problem) ?? problemSentence(problem, language, asked),
    status: problem.status,
    requestId,
    ...problem.details,
  })
}

function faultsSaid({ details: { faults } }: Problem): string | undefined {
  return faults?.map(({ field, fault }) => `${field || 'the body'}: ${fault}`).join('; ')
}

/** `path`: of the address that was asked for. */
export function problemHeaders(problem: Problem, path: string): Record<string, string> {
  return {
    ...dataHeaders('application/problem+json; charset=utf-8'),
    ...PRIVATE,
    ...(ASKED_BY_PAGES.has(path) ? { 'access-control-allow-origin': '*' } : {}),
    ...retryAfter(problem),
    ...challenge(problem),
  }
}

/** RFC 6750 §3. */
function challenge({ type }: Problem): Record<string, string> {
  return type === 'api-key-refused' ? { 'www-authenticate': 'Bearer realm="brevier"' } : {}
}

export function retryAfter(problem: Problem): Record<string, string> {
  const { retryAfter } = problem.details
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
}
