import { type InferSelectModel, type SQL, sql } from 'drizzle-orm'
import { HOLD_REASONS } from '../../features/comments/model.ts'
import {
  type CaseFile,
  type Lease,
  LONGEST_LEASE_MS,
  type RiskFactor,
} from '../../features/moderation/model.ts'
import { cases } from './schema.ts'

export type CaseRow = InferSelectModel<typeof cases>

/** The lease as it was taken; whether it has expired is for whoever knows the time. */
export function leaseOf(row: CaseRow): Lease | null {
  const {
    leaseHolderId: holderId,
    leaseHolderName: holderName,
    leaseToken: token,
    leaseExpiresAt: expiresAt,
  } = row
  if (holderId === null || token === null || expiresAt === null) return null
  return { holderId, holderName: holderName ?? '', token, expiresAt }
}

/** Nobody's: never taken, over, or taken before the clock was set back. */
export function isFree(now: number): SQL {
  const { leaseExpiresAt, leaseHolderId } = cases
  return sql`(${leaseHolderId} IS NULL OR ${leaseExpiresAt} <= ${now} OR ${leaseExpiresAt} > ${now + LONGEST_LEASE_MS})`
}

export function caseFileOf(row: CaseRow): CaseFile {
  const {
    leaseHolderId: _id,
    leaseHolderName: _name,
    leaseToken: _token,
    leaseExpiresAt: _expiry,
    ...rest
  } = row
  const { priority: _priority, newWriter: _newWriter, ...file } = rest
  return { ...file, factors: row.factors.filter(isKnownFactor), lease: leaseOf(row) }
}

const OTHER_FACTORS = ['reported', 'strikes', 'legal', 'appeal', 'restored', 'own'] as const

/** A word that this version does not know, from a later one's check, is left out; its points stay in the risk. */
function isKnownFactor(factor: { factor: string; points: number }): factor is RiskFactor {
  return [...OTHER_FACTORS, ...HOLD_REASONS].some((known) => known === factor.factor)
}
