import type { LoginFailure } from '../model.ts'
import { asObject, codeWord, type Explained, type JsonObject } from './json.ts'

/**
 * X answers a used code, one older than 30 seconds and a wrong verifier by `invalid_request` and one of these
 * sentences (plhery/node-twitter-api-v2#496, xdevplatform/twitter-api-typescript-sdk#26); any other
 * `invalid_request`, such as a redirect URI that does not match, is a mistake of ours.
 */
const CODE_IS_GONE = /authorization code was invalid|code verifier did not match/i

/** The token endpoint's error object (RFC 6749 §5.2). */
export function explainXToken(status: number, body: JsonObject): Explained | null {
  const { error, error_description: description } = body
  if (typeof error !== 'string') return explainXProfile(status, body)
  const code = codeWord(error)
  const isGone =
    error === 'invalid_grant' || CODE_IS_GONE.test(typeof description === 'string' ? description : '')
  if (isGone) return { failure: 'expired', code }
  return { failure: status >= 500 ? 'upstream' : 'config', code }
}

/**
 * The API's problem (`type`, `title`, `status`), alone or in a list, or the older `{errors: [{code, message}]}`.
 * A 200 with `errors` and no `data` is a failure too.
 */
export function explainXProfile(status: number, body: JsonObject): Explained | null {
  if (status === 200 && asObject(body['data'])) return null
  const listed = Array.isArray(body['errors']) ? asObject(body['errors'][0]) : null
  const problem = listed ?? body
  const type = lastSegment(problem['type'])
  const code = codeWord(type || problem['title'] || String(problem['code'] ?? ''))
  const failure = FAILURES.get(type) ?? byOlderCode(problem['code']) ?? byStatus(status)
  if (failure) return { failure, code }
  return listed ? { failure: 'upstream', code } : null
}

/**
 * By the last segment of a problem's `type`. `usage-capped` and `credits` last until the operator pays and come
 * with 402, 403 or 429; a rate limit passes by itself within 15 minutes.
 */
const FAILURES: ReadonlyMap<string, LoginFailure> = new Map([
  ['credits', 'quota'],
  ['credits-depleted', 'quota'],
  ['usage-capped', 'quota'],
  ['rate-limit-exceeded', 'upstream'],
  ['client-forbidden', 'config'],
])

/** Codes of API 1.1: 88 rate limit, 453 access level, 64 suspended app, 32 and 89 credentials. */
function byOlderCode(code: unknown): LoginFailure | null {
  if (code === 453 || code === 64) return 'config'
  if (code === 88 || code === 32 || code === 89) return 'upstream'
  return null
}

function byStatus(status: number): LoginFailure | null {
  if (status === 402) return 'quota'
  if (status === 403) return 'config'
  if (status === 401 || status === 429 || status >= 500) return 'upstream'
  return null
}

function lastSegment(type: unknown): string {
  return typeof type === 'string' ? (type.split('/').at(-1) ?? '') : ''
}
