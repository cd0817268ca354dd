import { inEvery, type Localized } from '../../../locales/language.ts'
/** An OpenID Connect provider that needs no more than a client's id and secret. No e-mail address is asked for. */
export interface OidcPreset {
  issuer: string
  scopes: readonly string[]
  /** Claims of the ID token that may hold a name, best first. */
  nameClaims: readonly string[]
  /** Whether a person has one subject at the issuer, or another one for each client. */
  subjectsOf: 'issuer' | 'client'
}

export const OIDC_PRESETS = {
  kakao: {
    issuer: 'https://kauth.kakao.com',
    // What else the person shares is settled in Kakao's console; a scope that is not switched on there fails (KOE205).
    scopes: ['openid'],
    nameClaims: ['nickname'],
    // Kakao numbers people per app.
    subjectsOf: 'client',
  },
  google: {
    issuer: 'https://accounts.google.com',
    scopes: ['openid', 'profile'],
    nameClaims: ['name', 'given_name'],
    subjectsOf: 'issuer',
  },
} as const satisfies Record<string, OidcPreset>

/** For any other provider; its issuer comes from the configuration. */
export const FREE_OIDC = {
  scopes: ['openid', 'profile'],
  nameClaims: ['name', 'nickname', 'preferred_username'],
  subjectsOf: 'issuer',
} as const satisfies Omit<OidcPreset, 'issuer'>

/** What the operator calls a provider is its name in every language. */
export function labelled(label: string): Localized {
  return inEvery(() => label)
}
