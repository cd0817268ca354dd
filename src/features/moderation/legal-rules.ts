import { isWellFormed } from '../../kernel/canonical-json.ts'
import { DAY, HOUR } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes } from '../../kernel/text.ts'
import type { LegalNotice } from './model.ts'
import type { NoticeLimits } from './notice-store.ts'
import { BLIND_MS } from './state-table.ts'

/**
 * What a claimant chooses between, in plain words: illegal under EU law (DSA Art. 16), the same for the abuse of
 * children, where nobody has to give a name (Art. 16(2)(c)), or own rights under Korean Network Act 44-2.
 */
export const CLAIMS = ['dsa16', 'dsa16-child', 'kr44_2'] as const
export type Claim = (typeof CLAIMS)[number]

/** What a claimant has written, checked. */
export type Claimed = Pick<LegalNotice, 'regime' | 'claimantName' | 'claimantEmail' | 'reference' | 'body'>

export interface ClaimInput {
  claim: Claim
  name: string
  email: string
  /** The law that is broken or the right that is injured. */
  reference: string
  /** Why; what happened. */
  body: string
}

export const NOTICE_LIMITS = { name: 100, email: 254, reference: 200, body: 2_000 } as const
/** Code units of a text of so many grapheme clusters, more than any honest one needs. */
const UNITS_PER_GRAPHEME = 4

const CHILD_ABUSE = 'Directive 2011/93/EU, Art. 3–7'

/** @throws {Problem} `invalid-field` with its name */
export function checkClaim({ claim, name, email, reference, body }: ClaimInput): Claimed {
  const isChild = claim === 'dsa16-child'
  const law = line('reference', reference)
  return {
    regime: claim === 'kr44_2' ? 'kr44_2' : 'dsa16',
    claimantName: line('name', name, isChild),
    claimantEmail: address(email, isChild),
    reference: isChild ? `${CHILD_ABUSE}${law === '' ? '' : `; ${law}`}`.slice(0, 400) : required(law),
    body: text('body', body),
  }
}

export interface OrderInput {
  authority: string
  reference: string
  body: string
}

/** An order of a court or an authority, as the desk enters it. @throws {Problem} `invalid-field` */
export function checkOrder({ authority, reference, body }: OrderInput): Claimed {
  return {
    regime: 'authority_order',
    claimantName: line('name', authority, false),
    claimantEmail: '',
    reference: required(line('reference', reference)),
    body: text('body', body),
  }
}

function required(law: string): string {
  if (law === '') throw new Problem('invalid-field', { field: 'reference' })
  return law
}

/** One line without control characters. */
function line(field: 'name' | 'reference', raw: string, mayBeEmpty = field === 'reference'): string {
  const plain = bounded(field, raw)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (plain === '' && !mayBeEmpty) throw new Problem('invalid-field', { field })
  return plain
}

function address(raw: string, mayBeEmpty: boolean): string {
  const plain = bounded('email', raw).trim()
  if (plain === '' && mayBeEmpty) return ''
  if (!/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u.test(plain))
    throw new Problem('invalid-field', { field: 'email' })
  return plain
}

function text(field: 'body', raw: string): string {
  const plain = bounded(field, raw)
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim()
  if (plain === '') throw new Problem('invalid-field', { field })
  return plain
}

/** Size before anything else. */
function bounded(field: keyof typeof NOTICE_LIMITS, raw: string): string {
  const limit = NOTICE_LIMITS[field]
  const isBounded = raw.length <= limit * UNITS_PER_GRAPHEME && isWellFormed(raw)
  if (!isBounded || Array.from(graphemes(raw)).length > limit)
    throw new Problem('invalid-field', { field, limit })
  return raw
}

/** Nobody's address is kept, so what is bounded is what lies on the desk. */
export function noticeLimits(now: number): NoticeLimits {
  return { perComment: 10, perHour: 60, hourAgo: now - HOUR }
}

const CODE_LENGTH = 24
const CODE_GROUP = 4

/** As it is shown: groups of four, so that it can be copied by hand. */
export function spellCode(code: string): string {
  return Array.from({ length: CODE_LENGTH / CODE_GROUP }, (_, at) =>
    code.slice(at * CODE_GROUP, (at + 1) * CODE_GROUP),
  ).join('-')
}

/** As it was typed, in any case and with any hyphens or blanks; `null` for what can be no code. */
export function parseCode(typed: string): string | null {
  if (typed.length > 2 * CODE_LENGTH) return null
  const code = typed.replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z2-7]{24}$/.test(code) ? code : null
}

/** The end of a blind of so many days. @throws {Problem} `invalid-field` for less than one or more than thirty */
export function checkBlindDays(days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > BLIND_DAYS)
    throw new Problem('invalid-field', { field: 'days', limit: BLIND_DAYS })
  return days
}

export const BLIND_DAYS = BLIND_MS / DAY
