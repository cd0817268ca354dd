import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../kernel/clock.ts'
import type { Persona } from './personas.ts'

/** What a person agreed to, from the button to the profile. */
export interface Grant {
  persona: Persona
  redirectUri: string
  /** S256 challenge; `null` when the client sent none. */
  challenge: string | null
  scopes: readonly string[]
  /** Key of the fault that was chosen on the persona page, or empty. */
  fault: string
}

export type TakenCode = { outcome: 'ok'; grant: Grant } | { outcome: 'used' | 'expired' | 'unknown' }

export interface Grants {
  issueCode(grant: Grant, lifetimeMs: number): string
  /** A code works once, whatever comes of it; a second use ends the tokens of the first (RFC 6749 §4.1.2). */
  takeCode(code: string): TakenCode
  issueToken(grant: Grant, lifetimeMs: number): string
  byToken(token: string): Grant | null
}

interface Kept {
  grant: Grant
  expiresAt: number
  isUsed: boolean
}

/** Used codes are remembered this long, to tell them from unknown ones. */
const MEMORY_MS = 600_000

/** Codes and tokens in memory; nothing of the sandbox outlives its process. */
export function createGrants(clock: Clock): Grants {
  const codes = new Map<string, Kept>()
  const tokens = new Map<string, Kept>()

  function keep(kept: Map<string, Kept>, grant: Grant, lifetimeMs: number): string {
    const now = clock.now()
    for (const [key, { expiresAt }] of kept) if (expiresAt + MEMORY_MS < now) kept.delete(key)
    const key = randomBytes(32).toString('base64url')
    kept.set(key, { grant, expiresAt: now + lifetimeMs, isUsed: false })
    return key
  }

  return {
    issueCode: (grant, lifetimeMs) => keep(codes, grant, lifetimeMs),
    takeCode(code) {
      const kept = codes.get(code)
      if (!kept) return { outcome: 'unknown' }
      if (kept.isUsed) {
        for (const [token, { grant }] of tokens) if (grant === kept.grant) tokens.delete(token)
        return { outcome: 'used' }
      }
      kept.isUsed = true
      return kept.expiresAt <= clock.now() ? { outcome: 'expired' } : { outcome: 'ok', grant: kept.grant }
    },
    issueToken: (grant, lifetimeMs) => keep(tokens, grant, lifetimeMs),
    byToken(token) {
      const kept = tokens.get(token)
      return kept && kept.expiresAt > clock.now() ? kept.grant : null
    },
  }
}

/** RFC 7636 §4.6, reckoned here anew so that a mistake in the service cannot agree with itself. */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}
