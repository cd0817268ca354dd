import type { LogFilter } from '../features/moderation/log-store.ts'
import { DECISION_ACTIONS } from '../features/moderation/model.ts'
import { DAY } from '../kernel/clock.ts'
import { isId } from '../kernel/ids.ts'
import { dayStart, localTime } from '../kernel/time-zone.ts'
import type { Language } from '../locales/language.ts'

export const LOG_FIELDS = ['action', 'clause', 'actor', 'subject', 'from', 'to'] as const
type LogField = (typeof LOG_FIELDS)[number]

/** What the address asks for, as it was typed; what cannot be understood is left out. */
export type AskedLog = Partial<Record<LogField, string>>

export function askedLog(query: Readonly<Record<string, string | undefined>>): AskedLog {
  const { action, clause, actor, subject, from, to } = query
  return {
    ...(DECISION_ACTIONS.some((known) => known === action) && action ? { action } : {}),
    ...(clause && /^SB-\d{2}$/.test(clause) ? { clause } : {}),
    ...(actor && isId(actor) ? { actor } : {}),
    ...(subject && isId(subject.trim()) ? { subject: subject.trim() } : {}),
    ...(from && dateParts(from) ? { from } : {}),
    ...(to && dateParts(to) ? { to } : {}),
  }
}

/** Days are the site's; the last one is counted in whole. */
export function filterOf(
  { action, actor, clause, from, subject, to }: AskedLog,
  timeZone: string,
): LogFilter {
  const end = to === undefined ? null : startOf(to, timeZone)
  return {
    action: DECISION_ACTIONS.find((known) => known === action) ?? null,
    clause: clause ?? null,
    actorId: actor ?? null,
    subjectId: subject ?? null,
    from: from === undefined ? null : startOf(from, timeZone),
    to: end === null ? null : nextDay(end, timeZone),
  }
}

function startOf(date: string, timeZone: string): number | null {
  const parts = dateParts(date)
  return parts && dayStart(...parts, timeZone)
}

/** A day may have 23 or 25 hours. */
function nextDay(start: number, timeZone: string): number {
  const { day, month, year } = localTime(start + DAY + DAY / 4, timeZone)
  return dayStart(year, month, day, timeZone)
}

function dateParts(text: string): [number, number, number] | null {
  const [, year, month, day] = /^(20\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (!year || !month || !day) return null
  const parts: [number, number, number] = [Number(year), Number(month), Number(day)]
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]))
  return date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === parts[2] ? parts : null
}

/** Address of the log under these filters, from below `before` on. */
export function logPageHref(
  asked: AskedLog,
  { before, language }: { before?: number | undefined; language?: Language | undefined } = {},
): string {
  const query = new URLSearchParams(asked)
  if (before !== undefined) query.set('before', `${before}`)
  if (language !== undefined) query.set('lang', language)
  const text = query.toString()
  return text === '' ? '/console/log' : `/console/log?${text}`
}

export function logRowHref(seq: number, language?: Language | undefined): string {
  return `/console/log/${seq}${language === undefined ? '' : `?lang=${language}`}`
}
