import { DAY } from '../../../kernel/clock.ts'
import type { Outbound } from '../../ports.ts'
import { authorizationUrl, hmacSha256Hex } from '../crypto.ts'
import { exchangeCode, type Revealable } from './exchange.ts'
import { explainFacebook } from './facebook-errors.ts'
import { requestJson } from './json.ts'
import { checkProfile } from './profile.ts'
import type { Profile, Provider } from './provider.ts'
import { readSignedRequest } from './signed-request.ts'

/** In force since 29 July 2026. Meta moves calls of an expired version forward without a word. */
export const GRAPH_VERSION = 'v26.0'

/**
 * The earliest day on which this version may stop. Versions end in the order of their release and v25.0 ends that
 * day; Meta has not named a later one for v26.0.
 */
const GRAPH_VERSION_ENDS = Date.UTC(2028, 6, 29)
const WARN_BEFORE_MS = 180 * DAY

/** What the log says from 180 days before that day on (`now` in epoch ms); `null` before. */
export function graphVersionWarning(now: number): string | null {
  const left = Math.ceil((GRAPH_VERSION_ENDS - now) / DAY)
  if (now < GRAPH_VERSION_ENDS - WARN_BEFORE_MS) return null
  const day = new Date(GRAPH_VERSION_ENDS).toISOString().slice(0, 10)
  const when = left > 0 ? `may end as early as ${day}, ${left} days from now` : `may have ended on ${day}`
  return `Facebook's Graph ${GRAPH_VERSION} ${when}: update Brevier, or sign-in with Facebook changes without notice.`
}

export interface FacebookEndpoints {
  authorize: string
  token: string
  profile: string
}

export const FACEBOOK_ENDPOINTS: FacebookEndpoints = {
  authorize: `https://www.facebook.com/${GRAPH_VERSION}/dialog/oauth`,
  token: `https://graph.facebook.com/${GRAPH_VERSION}/oauth/access_token`,
  profile: `https://graph.facebook.com/${GRAPH_VERSION}/me`,
}

export interface FacebookProviderSettings {
  appId: string
  appSecret: Revealable
  outbound: Outbound
  endpoints?: FacebookEndpoints
  identityProvider?: string
}

/** Sign-in with Facebook. A person's id is good in this one app: a new app gives every reader a new id. */
export function createFacebookProvider(settings: FacebookProviderSettings): Provider {
  const {
    appId,
    appSecret,
    outbound,
    endpoints = FACEBOOK_ENDPOINTS,
    identityProvider = 'facebook',
  } = settings
  return {
    name: 'facebook',
    identityProvider,
    appId,
    authorizationUrl: (request) =>
      authorizationUrl({
        endpoint: endpoints.authorize,
        clientId: appId,
        // The e-mail address may be absent or refused, and nothing here needs it.
        scopes: ['public_profile'],
        ...request,
      }),
    async identify(request) {
      const token = await exchangeCode({
        outbound,
        tokenUrl: endpoints.token,
        clientId: appId,
        clientSecret: appSecret,
        authentication: 'body',
        explain: (_status, body) => explainFacebook('token', body),
        ...request,
      })
      return readProfile(outbound, endpoints.profile, token, appSecret)
    },
    verifySignedRequest: (text, now) => readSignedRequest(text, appSecret.reveal(), now),
  }
}

async function readProfile(
  outbound: Outbound,
  endpoint: string,
  token: string,
  appSecret: Revealable,
): Promise<Profile> {
  const url = new URL(endpoint)
  url.searchParams.set('fields', 'id,name,picture{url,is_silhouette}')
  // Proves that the call comes from the holder of the secret, so a stolen token alone is worth nothing.
  url.searchParams.set('appsecret_proof', await hmacSha256Hex(appSecret.reveal(), token))
  const body = await requestJson({
    outbound,
    step: 'profile',
    request: {
      url,
      method: 'GET',
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    },
    explain: (_status, error) => explainFacebook('profile', error),
  })
  return checkProfile(body['id'], body['name'])
}
