import type { LoginFailure } from '../model.ts'
import { asObject, codeWord, type Explained, type JsonObject } from './json.ts'

/** Used (36009) and expired (36007) codes; overtrue/socialite#198 shows the latter. */
const CODE_IS_GONE = new Set([36007, 36009])
/** A verifier that does not fit comes as code 1 (better-auth/better-auth#186, expo/expo#15980). */
const VERIFIER = /code.verifier/i
/** App, user and custom limits; they pass by themselves. */
const THROTTLED = new Set([4, 17, 32, 613])

/** Graph's error object: `{error: {message, type, code, error_subcode, fbtrace_id}}`. */
export function explainFacebook(step: 'token' | 'profile', body: JsonObject): Explained | null {
  const error = asObject(body['error'])
  if (!error) return null
  const { code, error_subcode: subcode } = error
  const trace = codeWord(error['fbtrace_id'], '')
  const name = `${codeWord(String(code))}/${codeWord(String(subcode ?? ''), '-')} ${trace}`.trim()
  if (typeof error['message'] === 'string' && VERIFIER.test(error['message'])) {
    return { failure: 'expired', code: `verifier ${name}` }
  }
  const failure = failureOf(step, code, subcode)
  return { failure, code: name, ...(failure === 'config' ? { check: settingFor(step, code) } : {}) }
}

function failureOf(step: 'token' | 'profile', code: unknown, subcode: unknown): LoginFailure {
  if (typeof code !== 'number') return 'malformed'
  if (typeof subcode === 'number' && CODE_IS_GONE.has(subcode)) return 'expired'
  if (THROTTLED.has(code)) return 'throttled'
  // 1 says "wrong secret" at the token endpoint and "unknown error" elsewhere; 2 is a passing fault; 190 a bad token.
  if (code === 1) return step === 'token' ? 'config' : 'outage'
  if (code === 2 || code === 190) return 'outage'
  // Wrong parameters, a missing or wrong appsecret_proof, an unknown app, a missing permission.
  return 'config'
}

/** What most often is behind a code that is ours to mend. */
function settingFor(step: 'token' | 'profile', code: unknown): string {
  if (code === 1) return 'facebook_app_secret'
  if (code === 101) return 'facebook_app_id'
  if (step === 'token') return 'the Valid OAuth Redirect URIs of the app'
  return 'facebook_app_secret and the app’s permission public_profile'
}
