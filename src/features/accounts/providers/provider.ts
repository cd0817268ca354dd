import type { Localized } from '../../../locales/language.ts'
import type { LoginFailure, ProviderName } from '../model.ts'
import type { SignedRequestOutcome } from './signed-request.ts'

/** What a provider tells about the person who signed in. All of it is hostile input. */
export interface Profile {
  /** The provider's stable id of the person; for Facebook valid in one app only. */
  subject: string
  /** The name shown there; a suggestion for the display name. */
  name: string
}

export interface CodeRequest {
  code: string
  verifier: string
  redirectUri: string
  issuer?: string | null
}

/** One sign-in provider: an authorization-code flow with PKCE S256 (RFC 7636, RFC 9700). */
export interface Provider {
  readonly name: ProviderName
  /** How identities are stored: `x`, or `sandbox:x` so that a production start can refuse them. */
  readonly identityProvider: string
  readonly appId: string
  /** What its button is called, where the catalogue has no name for it. */
  readonly label?: Localized
  /** Its issuer identifier (RFC 9207), where it has one: an answer that names another is refused. */
  readonly issuer?: string
  /**
   * Where the browser is sent. `redirectUri` is registered at the provider, exact to the character.
   * @throws {LoginError} when that has to be asked first and cannot be
   */
  authorizationUrl(request: { state: string; verifier: string; redirectUri: string }): Promise<URL>
  /**
   * Exchanges the code and reads the profile, once each; tokens are dropped on return. `issuer`: `iss` beside the
   * code (RFC 9207), which some providers must send.
   *
   * @throws {LoginError}
   */
  identify(request: CodeRequest): Promise<Profile>
  /**
   * What the provider's servers say about a person, signed with this app's secret; absent where a provider tells
   * an app nothing. `now` in epoch ms.
   */
  verifySignedRequest?(text: string, now: number): Promise<SignedRequestOutcome>
}

/** Why a login ended. Holds no request, no token and no provider text that was not cut. */
export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly failure: LoginFailure
  /** For the operator's log: at most 200 characters, control characters removed. */
  readonly note: string
  /** When `throttled` ends (epoch ms, at most a day ahead); `null` when the provider does not say. */
  readonly retryAt: number | null

  constructor(failure: LoginFailure, note: string, retryAt: number | null = null) {
    super(failure)
    this.failure = failure
    this.note = note.replace(/\p{C}+/gu, ' ').slice(0, 200)
    this.retryAt = retryAt
  }
}
