/**
 * Every way Brevier refuses a request. The key is the last segment of the problem's `type`
 * (RFC 9457), the value its HTTP status. A sentence for each, in every language, is in `locales/`.
 */
export const PROBLEMS = {
  'malformed-request': 400,
  'unknown-field': 400,
  'idempotency-key-missing': 400,
  'sign-in-required': 401,
  'not-embeddable': 401,
  'api-key-refused': 401,
  'signature-refused': 401,
  'foreign-origin': 403,
  'login-not-fresh': 403,
  'not-allowed': 403,
  'own-comment': 403,
  'own-report': 403,
  'own-appeal': 403,
  'earlier-decider': 403,
  restricted: 403,
  banned: 403,
  'own-role': 403,
  'factor-missing': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'already-decided': 409,
  'undo-expired': 409,
  'subject-held': 409,
  'identity-taken': 409,
  'last-identity': 409,
  'sign-on-keys-full': 409,
  'site-keys-full': 409,
  'url-taken': 409,
  'last-admin': 409,
  'word-known': 409,
  'words-full': 409,
  'already-staff': 409,
  'wrong-account': 403,
  'lease-lost': 409,
  'stale-draft': 409,
  'stale-settings': 409,
  'discussion-closed': 409,
  'discussion-paused': 409,
  'duplicate-comment': 409,
  'idempotency-in-flight': 409,
  'attempt-expired': 410,
  'invitation-expired': 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'wrong-host': 421,
  'text-empty': 422,
  'text-too-long': 422,
  'text-too-complex': 422,
  'text-malformed': 422,
  'text-bidi': 422,
  'name-invalid': 422,
  'code-wrong': 422,
  'word-unusable': 422,
  'name-changed-lately': 429,
  'name-taken-by-staff': 422,
  'name-reserved': 422,
  'invalid-field': 422,
  'parent-unavailable': 422,
  'wording-held': 422,
  'clause-required': 422,
  'idempotency-key-reused': 422,
  'rate-limited': 429,
  'article-limit': 429,
  'factor-locked': 429,
  'internal-error': 500,
  'format-unknown': 501,
  'login-unavailable': 502,
  'provider-unavailable': 503,
  overloaded: 503,
  'storage-full': 507,
  'storage-unavailable': 503,
} as const

export type ProblemType = keyof typeof PROBLEMS

/** What a client needs beside the type; only fields that are safe to show. */
export interface ProblemDetails {
  /** Grapheme clusters counted by the server. */
  count?: number
  limit?: number
  /** Seconds until a retry makes sense; also sent as `Retry-After`. */
  retryAfter?: number
  /** A field name or JSON pointer that the problem is about. */
  field?: string
  /** What is wrong with a program's request, at most ten faults, in English; an empty field is the whole body. */
  faults?: readonly { field: string; fault: string }[]
  clause?: string
  /** For `already-decided` and `stale-draft`: who decided what, when (epoch ms). */
  decidedBy?: string
  decidedAt?: number
  decision?: string
  /** For `restricted` and `banned`: when it is over (epoch ms); left out for one without an end. */
  endsAt?: number
  /** The site's clocks, by which that is said (IANA). */
  timeZone?: string
}

/** A refusal that the caller may be told about. Anything else that is thrown is an `internal-error`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly type: ProblemType
  readonly details: ProblemDetails

  /** The cause is for the log alone. */
  constructor(type: ProblemType, details: ProblemDetails = {}, options: { cause?: unknown } = {}) {
    super(type, options)
    this.type = type
    this.details = details
  }

  get status(): (typeof PROBLEMS)[ProblemType] {
    return PROBLEMS[this.type]
  }
}

/** A refusal that tells whoever writes a program what to change. */
export function faulty(type: ProblemType, field: string, fault: string): Problem {
  return new Problem(type, { field, faults: [{ field, fault }] })
}

/** Whether an error of the system, or of a library that speaks as it does, is one of these: `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code)
}

/** Marks a branch that the types prove unreachable. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`)
}
