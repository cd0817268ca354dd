import { MINUTE, SECOND } from '../../kernel/clock.ts'
import { isId } from '../../kernel/ids.ts'
import type { JsonObject } from './providers/json.ts'
import { checkName, isSubject } from './providers/profile.ts'
import { LoginError } from './providers/provider.ts'

/** How far the paper's clock may be from ours. */
const SKEW_MS = MINUTE
/** From `iat` to `exp`, at most. */
const LIFE_MS = 5 * MINUTE

/** What is read of a token. Roles, addresses and whatever else it may hold are not. */
export interface SignOnClaims {
  subject: string
  name: string
  jti: string
  /** After this time (epoch ms) the token is refused by its age alone. */
  until: number
}

/** The key that a token names. @throws {LoginError} for another algorithm, or a header that asks for more */
export function keyIdOf(header: JsonObject): string {
  const { alg, kid, typ, crit } = header
  // The algorithm is ours to say, never the token's: `none` and public keys taken for secrets come that way.
  if (alg !== 'HS256') throw refusal('alg')
  if (typ !== undefined && typ !== 'JWT') throw refusal('typ')
  if (crit !== undefined) throw refusal('crit')
  if (typeof kid !== 'string' || !isId(kid)) throw refusal('kid')
  return kid
}

/**
 * Every claim is needed but `name` and `nbf`; times are whole seconds (RFC 7519 §4.1).
 *
 * @param expected `issuer`: the site's key. `audience`: our public URL. `now` in epoch ms
 * @throws {LoginError} `expired` for a token whose time is over, else `config` with the claim's name
 */
export function checkClaims(
  claims: JsonObject,
  expected: { issuer: string; audience: string; now: number },
): SignOnClaims {
  const { iss, aud, sub, jti, nbf, name } = claims
  if (iss !== expected.issuer) throw refusal('iss')
  if (aud !== expected.audience) throw refusal('aud')
  if (!isSubject(sub)) throw refusal('sub')
  if (typeof jti !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(jti)) throw refusal('jti')
  const from = time(claims['iat'], 'iat')
  const end = time(claims['exp'], 'exp')
  if (end <= from || end > from + LIFE_MS) throw refusal('exp')
  const latest = expected.now + SKEW_MS
  if (from > latest) throw refusal('iat')
  if (nbf !== undefined && time(nbf, 'nbf') > latest) throw refusal('nbf')
  const until = end + SKEW_MS
  if (until <= expected.now) throw new LoginError('expired', 'sign-on token: exp')
  return { subject: sub, name: checkName(name), jti, until }
}

function time(value: unknown, claim: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > 1e11)
    throw refusal(claim)
  return value * SECOND
}

function refusal(part: string): LoginError {
  return new LoginError('config', `sign-on token: ${part}`)
}
