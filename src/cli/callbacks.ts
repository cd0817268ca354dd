import type { Config } from '../config/config.ts'

export interface CallbackUrl {
  /** Field of the developer console, in its words. */
  what: string
  url: string
}

/** What each developer console wants to be told, to the character. */
export function callbackUrls({
  publicUrl,
  providers,
}: Pick<Config, 'publicUrl' | 'providers'>): CallbackUrl[] {
  const { x, facebook, kakao, google, oidc } = providers
  const login = (name: string, what: string) => ({ what, url: `${publicUrl}/login/${name}/callback` })
  return [
    ...(x
      ? [
          login('x', 'X, Callback URI / Redirect URL'),
          { what: 'X, Website URL', url: publicUrl },
          { what: 'X, Privacy policy', url: `${publicUrl}/privacy` },
        ]
      : []),
    ...(facebook
      ? [
          login('facebook', 'Facebook, Valid OAuth Redirect URIs'),
          {
            what: 'Facebook, Deauthorize callback URL',
            url: `${publicUrl}/facebook/${facebook.appId}/deauthorize`,
          },
          {
            what: 'Facebook, Data deletion request URL',
            url: `${publicUrl}/facebook/${facebook.appId}/data-deletion`,
          },
          { what: 'Facebook, Privacy policy URL', url: `${publicUrl}/privacy` },
          { what: 'Facebook, App domains', url: new URL(publicUrl).hostname },
        ]
      : []),
    ...(kakao ? [login('kakao', 'Kakao, Redirect URI')] : []),
    ...(google ? [login('google', 'Google, Authorized redirect URIs')] : []),
    ...(oidc ? [login('oidc', 'OpenID Connect, redirect URI')] : []),
  ]
}
