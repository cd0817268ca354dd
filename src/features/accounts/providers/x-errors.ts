import { DAY, SECOND } from '../../../kernel/clock.ts'
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
  const sentence = typeof description === 'string' ? description : ''
  if (error === 'invalid_grant' || CODE_IS_GONE.test(sentence)) return { failure: 'expired', code }
  if (status === 429) return { failure: 'throttled', code }
  if (status >= 500) return { failure: 'outage', code }
  return { failure: 'config', code, check: tokenSetting(error, sentence) }
}

/** A public client or a missing Basic header is `unauthorized_client` (tweepy/tweepy#2035). */
function tokenSetting(error: string, sentence: string): string {
  if (error === 'unauthorized_client' || error === 'invalid_client') {
    return 'x_client_id, x_client_secret and the app type “Web App”'
  }
  if (/redirect uri/i.test(sentence)) return 'the callback URLs of the app'
  return 'the settings of the app in X’s developer console'
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
  const names = [type, problem['title'], String(problem['code'] ?? '')]
  const code = names.map((name) => codeWord(name, '')).find((name) => name !== '') ?? ''
  const failure = FAILURES.get(type) ?? byOlderCode(problem['code']) ?? byStatus(status)
  if (failure) return { failure, code, ...(failure === 'config' ? { check: profileSetting(type) } : {}) }
  return listed ? { failure: 'outage', code } : null
}

/**
 * When a rate limit ends, by `x-rate-limit-reset` (epoch seconds): at most a day ahead, `null` when it is missing,
 * unreadable or past.
 */
export function xRetryAt(headers: Headers, now: number): number | null {
  const reset = headers.get('x-rate-limit-reset') ?? ''
  if (!/^\d{1,12}$/.test(reset)) return null
  const time = Number(reset) * SECOND
  return time > now ? Math.min(time, now + DAY) : null
}

function profileSetting(type: string): string {
  return type === 'client-forbidden'
    ? 'that the app belongs to a project'
    : 'the app’s access and its scopes users.read and tweet.read'
}

/**
 * By the last segment of a problem's `type`. `credits` and `usage-capped` last until the operator acts and come
 * with 402, 403 or 429; a rate limit passes by itself within 15 minutes.
 */
const FAILURES: ReadonlyMap<string, LoginFailure> = new Map([
  ['credits', 'out-of-credit'],
  ['credits-depleted', 'out-of-credit'],
  ['usage-capped', 'capped'],
  ['rate-limit-exceeded', 'throttled'],
  ['client-forbidden', 'config'],
])

/** Codes of API 1.1: 88 rate limit, 453 access level, 64 suspended app, 32 and 89 credentials. */
function byOlderCode(code: unknown): LoginFailure | null {
  if (code === 88) return 'throttled'
  if (code === 453 || code === 64) return 'config'
  return code === 32 || code === 89 ? 'outage' : null
}

function byStatus(status: number): LoginFailure | null {
  if (status === 402) return 'out-of-credit'
  if (status === 403) return 'config'
  if (status === 429) return 'throttled'
  return status === 401 || status >= 500 ? 'outage' : null
}

function lastSegment(type: unknown): string {
  return typeof type === 'string' ? (type.split('/').at(-1) ?? '') : ''
}
