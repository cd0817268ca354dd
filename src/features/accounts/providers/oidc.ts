import {
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  type Client,
  type ClientAuth,
  ClientSecretPost,
  clockSkew,
  clockTolerance,
  expectNoState,
  getValidatedIdTokenClaims,
  type IDToken,
  processAuthorizationCodeResponse,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from 'oauth4webapi'
import { type Clock, SECOND, systemClock } from '../../../kernel/clock.ts'
import type { Localized } from '../../../locales/language.ts'
import type { Outbound } from '../../ports.ts'
import { authorizationUrl, basicAuthorization, sha256Hex } from '../crypto.ts'
import type { Revealable } from './exchange.ts'
import { createDiscovery, requestOptions } from './oidc-discovery.ts'
import { oidcStep } from './oidc-errors.ts'
import type { OidcPreset } from './oidc-presets.ts'
import { checkName, isSubject } from './profile.ts'
import { type CodeRequest, LoginError, type Profile, type Provider } from './provider.ts'

/** How far the provider's clock may be from ours, in seconds. */
const TOLERANCE_S = 60

export interface OidcProviderSettings extends OidcPreset {
  name: 'kakao' | 'google' | 'oidc'
  clientId: string
  clientSecret: Revealable
  outbound: Outbound
  label?: Localized
  identityProvider?: string
  clock?: Clock
}

/**
 * Sign-in with any OpenID Connect provider that publishes its metadata. The ID token says who it is: no further
 * request is made, and the access token is dropped unused.
 */
export function createOidcProvider(settings: OidcProviderSettings): Provider {
  const { name, clientId, clientSecret, outbound, scopes, clock = systemClock } = settings
  const discover = createDiscovery(outbound, settings.issuer, clock)
  const options = requestOptions(outbound, new URL(settings.issuer))

  /** The library reads the system's clock; ours may stand elsewhere. */
  function client(): Client {
    const skew = Math.round((clock.now() - systemClock.now()) / SECOND)
    return { client_id: clientId, [clockSkew]: skew, [clockTolerance]: TOLERANCE_S }
  }

  async function idToken(server: AuthorizationServer, request: CodeRequest): Promise<IDToken> {
    const own = client()
    const expectedNonce = await nonceOf(request.verifier)
    const response = await oidcStep('token', async () =>
      authorizationCodeGrantRequest(
        server,
        own,
        clientAuth(server, clientSecret),
        validateAuthResponse(server, own, callbackOf(request), expectNoState),
        request.redirectUri,
        request.verifier,
        options,
      ),
    )
    const claims = await oidcStep('token', async () =>
      getValidatedIdTokenClaims(
        await processAuthorizationCodeResponse(server, own, response, {
          expectedNonce,
          requireIdToken: true,
        }),
      ),
    )
    // It came over TLS from the provider itself, which would do (Core §3.1.3.7); the signature costs little more.
    await oidcStep('keys', () => validateApplicationLevelSignature(server, response, options))
    if (!claims) throw new LoginError('malformed', 'token without id_token')
    return claims
  }

  return {
    name,
    identityProvider: settings.identityProvider ?? name,
    appId: settings.subjectsOf === 'issuer' ? settings.issuer : clientId,
    issuer: settings.issuer,
    ...(settings.label ? { label: settings.label } : {}),

    async authorizationUrl(request) {
      const { authorization_endpoint: endpoint = '' } = await discover()
      const url = await authorizationUrl({ endpoint, clientId, scopes, ...request })
      url.searchParams.set('nonce', await nonceOf(request.verifier))
      return url
    },

    async identify(request) {
      const claims = await idToken(await discover(), request)
      return profileOf(claims, settings, clock.now())
    },
  }
}

/** Of the verifier, which stays here: nobody can tell it from the challenge, and it needs no column. */
function nonceOf(verifier: string): Promise<string> {
  return sha256Hex(`nonce ${verifier}`)
}

function callbackOf({ code, issuer }: CodeRequest): URLSearchParams {
  return new URLSearchParams({ code, ...(issuer ? { iss: issuer } : {}) })
}

/** `client_secret_basic` is the default (Discovery §3); the other only where it is all that is listed. */
function clientAuth(server: AuthorizationServer, secret: Revealable): ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported
  const onlyPost = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic')
  if (onlyPost) return ClientSecretPost(secret.reveal())
  // Not the library's: it escapes `-` and `_`, which not every provider takes back.
  return (_server, { client_id }, _body, headers) =>
    headers.set('authorization', basicAuthorization(formEncoded(client_id), formEncoded(secret.reveal())))
}

/** As a form's value (RFC 6749 §2.3.1). */
function formEncoded(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2)
}

function profileOf(claims: IDToken, { nameClaims }: OidcPreset, now: number): Profile {
  const { sub, iat } = claims
  if (!isSubject(sub)) throw new LoginError('malformed', 'token sub')
  if (iat * SECOND > now + TOLERANCE_S * SECOND) throw new LoginError('malformed', 'token iat')
  const names = nameClaims.map((claim) => checkName(claims[claim]))
  return { subject: sub, name: names.find((name) => name !== '') ?? '' }
}
