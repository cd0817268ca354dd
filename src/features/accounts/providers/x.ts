import { type Clock, systemClock } from '../../../kernel/clock.ts'
import type { Outbound } from '../../ports.ts'
import { authorizationUrl } from '../crypto.ts'
import { exchangeCode, type Revealable } from './exchange.ts'
import { asObject, requestJson } from './json.ts'
import { checkProfile } from './profile.ts'
import { LoginError, type Profile, type Provider } from './provider.ts'
import { explainXProfile, explainXToken, xRetryAt } from './x-errors.ts'

export interface XEndpoints {
  authorize: string
  token: string
  profile: string
}

/** docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE"; the twitter.com hosts cannot see x.com sessions. */
export const X_ENDPOINTS: XEndpoints = {
  authorize: 'https://x.com/i/oauth2/authorize',
  token: 'https://api.x.com/2/oauth2/token',
  profile: 'https://api.x.com/2/users/me',
}

/** Both are needed for `/2/users/me`. Without `offline.access` the token lives two hours and cannot be renewed. */
const SCOPES = ['users.read', 'tweet.read']

export interface XProviderSettings {
  clientId: string
  clientSecret: Revealable
  outbound: Outbound
  endpoints?: XEndpoints
  identityProvider?: string
  /** Tells whether a rate limit's end is still ahead. */
  clock?: Clock
}

/** Sign-in with X. Each `identify` costs one paid profile read ("User: Read"), deduplicated by X per day. */
export function createXProvider(settings: XProviderSettings): Provider {
  const { clientId, clientSecret, outbound, endpoints = X_ENDPOINTS, identityProvider = 'x' } = settings
  const { clock = systemClock } = settings
  const retryAt = (headers: Headers) => xRetryAt(headers, clock.now())
  return {
    name: 'x',
    identityProvider,
    appId: clientId,
    authorizationUrl: (request) =>
      authorizationUrl({ endpoint: endpoints.authorize, clientId, scopes: SCOPES, ...request }),
    async identify(request) {
      const token = await exchangeCode({
        outbound,
        tokenUrl: endpoints.token,
        clientId,
        clientSecret,
        authentication: 'basic',
        explain: explainXToken,
        retryAt,
        ...request,
      })
      return readProfile({ outbound, endpoint: endpoints.profile, token, retryAt })
    },
  }
}

interface ProfileRead {
  outbound: Outbound
  endpoint: string
  token: string
  retryAt: (headers: Headers) => number | null
}

async function readProfile({ outbound, endpoint, token, retryAt }: ProfileRead): Promise<Profile> {
  const url = new URL(endpoint)
  url.searchParams.set('user.fields', 'profile_image_url,verified,verified_type,protected')
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  const body = await requestJson({
    outbound,
    step: 'profile',
    request: { url, method: 'GET', headers },
    explain: explainXProfile,
    retryAt,
  })
  const data = asObject(body['data'])
  if (!data) throw new LoginError('malformed', 'profile without data')
  return checkProfile(data['id'], data['name'])
}
