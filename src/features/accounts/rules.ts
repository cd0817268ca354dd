import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts'
import { checkText, countGraphemes, cutGraphemes } from '../../kernel/text.ts'
import { RETENTION } from '../retention.ts'
import {
  type Account,
  type Actor,
  DISPLAY_NAME,
  type LoginAttempt,
  type LoginPurpose,
  type Session,
  type SessionKind,
  type Viewer,
} from './model.ts'

export const ATTEMPT_MS = RETENTION.attempts.keptMs
/** A finished login must be redeemed by the page that started it within this time. */
export const REDEEM_MS = MINUTE
export const CONSOLE_LINK_MS = 30 * MINUTE
export const PAGE_TOKEN_MS = HOUR
const RENEW_AFTER_MS = DAY
/** A colleague's invitation; the operator's own link lives as long as the sandbox's. */
export const INVITATION_MS = 48 * HOUR
/** Wrong codes in a row, recovery codes included, before the second factor rests. */
export const FACTOR_TRIES = 5
export const FACTOR_LOCK_MS = 15 * MINUTE
export const RECOVERY_CODES = 10
/** Linking, unlinking and erasing ask for a login that is younger than this. */
export const FRESH_MS = 10 * MINUTE
/** X asks for a person's data to be gone within 24 hours of the wish; until then it can be taken back. */
export const ERASURE_WAIT_MS = DAY
/** A name may change once in this time: comments that were answered under it keep their sense. */
export const RENAME_WAIT_MS = DAY

/** Idle and absolute limits per kind of session (ASVS 5 V7.3). */
const LIMITS: Record<SessionKind, { idle: number; absolute: number }> = {
  reader: { idle: 30 * DAY, absolute: RETENTION.sessions.keptMs },
  staff: { idle: HOUR, absolute: 12 * HOUR },
  page: { idle: PAGE_TOKEN_MS, absolute: PAGE_TOKEN_MS },
}

export function sessionEnd(kind: SessionKind, now: number): number {
  return now + LIMITS[kind].absolute
}

export function isSessionLive(session: Session, now: number): boolean {
  return now < session.expiresAt && now < session.lastSeenAt + LIMITS[session.kind].idle
}

export function isFresh(session: Session, now: number): boolean {
  return now < session.createdAt + FRESH_MS
}

/** Readers: one write a day. Staff sessions idle out after an hour, so they renew each five minutes. */
export function mustRenew(session: Session, now: number): boolean {
  return now >= session.lastSeenAt + (session.kind === 'staff' ? 5 * MINUTE : RENEW_AFTER_MS)
}

export function isAttemptOpen(attempt: LoginAttempt, now: number): boolean {
  return now < attempt.expiresAt && attempt.status !== 'failed' && attempt.status !== 'redeemed'
}

/** Where an attempt goes when the provider has said who it is, or why it ends. */
export function afterIdentity(
  purpose: LoginPurpose,
  account: Account | null,
): 'done' | 'name-needed' | 'consent-needed' | 'taken' | 'not-staff' {
  if (purpose === 'link') return account ? 'taken' : 'consent-needed'
  if (purpose === 'staff') return account && isStaff(account) ? 'done' : 'not-staff'
  return account ? 'done' : 'name-needed'
}

export function isStaff(account: Account): account is Account & { role: Exclude<Account['role'], 'reader'> } {
  return account.role !== 'reader'
}

export function newAccount(
  person: Pick<Account, 'id' | 'siteId' | 'displayName' | 'role' | 'language' | 'createdAt'>,
): Account {
  return {
    ...person,
    submissions: 0,
    approved: 0,
    rejected: 0,
    nameChangedAt: null,
    erasureAt: null,
    erasedAt: null,
  }
}

/** The region of a flag such as England's, spelled in signs that nobody sees. */
const FLAG_TAGS = /(?<=\u{1F3F4})[\u{E0020}-\u{E007E}]+\u{E007F}/gu
/** Format characters but the two joiners, which letters and emoji need; fillers, which are letters to Unicode; blanks. */
const UNSEEN = /(?!\u200C|\u200D)\p{Cf}|(?=\p{Default_Ignorable_Code_Point})\p{L}|\n|\u2800|\p{Co}|\p{Cn}/u

/**
 * A display name as it may be shown: one line, 1–30 grapheme clusters, at least one letter or digit,
 * no control, bidi or invisible characters beyond what emoji need. `null` when it cannot be one.
 */
export function checkDisplayName(raw: string): string | null {
  if (raw.length > 400) return null
  const name = raw.replace(/\s+/g, ' ').trim()
  const checked = checkText(name)
  if (!checked.ok || UNSEEN.test(checked.text.replace(FLAG_TAGS, ''))) return null
  if (!/[\p{L}\p{N}]/u.test(checked.text)) return null
  return checked.count >= DISPLAY_NAME.min && checked.count <= DISPLAY_NAME.max ? checked.text : null
}

/** The provider's name made into something the reader can accept or change; empty when nothing is left. */
export function suggestName(raw: string): string {
  const bounded = raw.slice(0, 400).replace(/[\p{C}]/gu, (char) => (char === '\u200D' ? char : ''))
  const name = cutGraphemes(bounded.replace(/\s+/g, ' ').trim(), DISPLAY_NAME.max)
  return countGraphemes(name) > 0 && checkDisplayName(name) !== null ? name : ''
}

/** Who acts with this session; nobody for `null`. */
export function actorOf(viewer: Viewer | null): Actor {
  if (!viewer) return { type: 'visitor' }
  const { session, account } = viewer
  const who = { siteId: account.siteId, accountId: account.id }
  return session.kind === 'staff' && isStaff(account)
    ? { type: 'staff', ...who, role: account.role }
    : { type: 'reader', ...who, articleId: session.articleId }
}
