import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'
import { dayStart } from '../../kernel/time-zone.ts'

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/i

/** Before it no page was written. */
const FIRST_PAGE = Date.UTC(1990, 0, 1)

/**
 * A time as pages write it (ISO 8601, also without seconds, colon or offset), in epoch ms. Without an offset it is the
 * paper's own. `null` for anything else, and for what lies before the web or more than a day ahead.
 */
export function pageTime(text: string | undefined, timeZone: string, now: number): number | null {
  const found = TIME.exec(text?.trim() ?? '')
  if (!found) return null
  const number = (at: number) => Number(found[at] ?? 0)
  const [year, month, day] = [number(1), number(2), number(3)]
  const ofDay = number(4) * HOUR + number(5) * MINUTE + number(6) * SECOND
  if (month < 1 || month > 12 || day < 1 || day > 31 || ofDay >= DAY) return null
  const away = (number(9) * HOUR + number(10) * MINUTE) * (found[8] === '-' ? -1 : 1)
  const hasOffset = found[7] !== undefined || found[8] !== undefined
  const start = hasOffset ? Date.UTC(year, month - 1, day) - away : dayStart(year, month, day, timeZone)
  const time = start + ofDay
  return time >= FIRST_PAGE && time <= now + DAY ? time : null
}
