import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'
import { momentOf } from '../../kernel/time-zone.ts'

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
  const [year, month, day, hour, minute] = [number(1), number(2), number(3), number(4), number(5)]
  const inUtc = Date.UTC(year, month - 1, day, hour, minute)
  // What no calendar and no clock shows, such as a thirtieth of February, runs over into another day.
  const written = `${found[1]}-${found[2]}-${found[3]}T${found[4] ?? '00'}:${found[5] ?? '00'}`
  if (new Date(inUtc).toISOString().slice(0, 16) !== written) return null
  const away = (number(9) * HOUR + number(10) * MINUTE) * (found[8] === '-' ? -1 : 1)
  const hasOffset = found[7] !== undefined || found[8] !== undefined
  const wall = { year, month, day, hour, minute }
  const time = (hasOffset ? inUtc - away : momentOf(wall, timeZone)) + number(6) * SECOND
  return time >= FIRST_PAGE && time <= now + DAY ? time : null
}
