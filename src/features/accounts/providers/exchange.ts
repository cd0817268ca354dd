import type { Outbound } from '../../ports.ts'
import { basicAuthorization } from '../crypto.ts'
import { type Explain, type JsonObject, requestJson } from './json.ts'
import { LoginError } from './provider.ts'

/** A secret that prints as nothing: read where it is sent, nowhere else. */
export interface Revealable {
  reveal(): string
}

export interface CodeExchange {
  outbound: Outbound
  tokenUrl: string
  clientId: string
  clientSecret: Revealable
  /** `basic`: an Authorization header, as X asks. `body`: a form field, as Facebook asks. */
  authentication: 'basic' | 'body'
  code: string
  verifier: string
  redirectUri: string
  explain: Explain
  /** When a rate limit ends, by the answer's headers. */
  retryAt?: (headers: Headers) => number | null
}

/**
 * Exchanges an authorization code for an access token (RFC 6749 §4.1.3, RFC 7636 §4.5), once.
 *
 * @throws {LoginError}
 */
export async function exchangeCode(exchange: CodeExchange): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: exchange.code,
    redirect_uri: exchange.redirectUri,
    client_id: exchange.clientId,
    code_verifier: exchange.verifier,
  })
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  }
  if (exchange.authentication === 'basic') {
    headers['authorization'] = basicAuthorization(exchange.clientId, exchange.clientSecret.reveal())
  } else {
    form.set('client_secret', exchange.clientSecret.reveal())
  }
  const body = await requestJson({
    outbound: exchange.outbound,
    step: 'token',
    request: { url: new URL(exchange.tokenUrl), method: 'POST', headers, body: form.toString() },
    explain: exchange.explain,
    ...(exchange.retryAt ? { retryAt: exchange.retryAt } : {}),
  })
  return accessToken(body)
}

/** RFC 6749 §5.1; RFC 6750 §2.1 says which characters a bearer token has, so it fits a header. */
function accessToken(body: JsonObject): string {
  const { access_token: token, token_type: type } = body
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw new LoginError('malformed', 'token type is not bearer')
  }
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(token)) {
    throw new LoginError('malformed', 'token missing')
  }
  return token
}
