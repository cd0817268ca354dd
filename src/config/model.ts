import type { Secret } from './secrets.ts'

interface OidcClient {
  readonly clientId: string
  readonly clientSecret: Secret
}

export interface Config {
  readonly publicUrl: string
  readonly listen: { readonly host: string; readonly port: number }
  /** How many proxies of one's own a request passes before it is here. */
  readonly trustedProxies: number
  readonly storage: {
    readonly dataDir: string
    readonly database: string
    /** Room that is kept for moderation on a full disk, in 2^20 bytes; 0: none. */
    readonly ballastMb: number
    readonly sharesCommits: boolean
  }
  readonly providers: {
    readonly x: { readonly clientId: string; readonly clientSecret: Secret } | null
    readonly facebook: { readonly appId: string; readonly appSecret: Secret } | null
    readonly kakao: OidcClient | null
    readonly google: OidcClient | null
    readonly oidc: (OidcClient & { readonly issuer: string; readonly label: string }) | null
  }
  readonly log: { readonly level: string }
  /** `everyHours` 0: none by the clock. */
  readonly backups: { readonly dir: string; readonly keep: number; readonly everyHours: number }
  /** Readiness and metrics: on a port of their own, for a token on the public port, both, or neither. */
  readonly metrics: { readonly host: string; readonly port: number | null; readonly token: Secret | null }
  readonly alerts: { readonly webhookUrl: Secret; readonly afterMs: number } | null
  /** Where weaknesses are reported; `undefined`: nothing is said about it. */
  readonly security: { readonly contact: string; readonly policyUrl: string | null } | undefined
}

/** Every fault of a configuration, each as a sentence that says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}
