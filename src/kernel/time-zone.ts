import { DAY, MINUTE } from './clock.ts'
import { dateFormat } from './formats.ts'

/** Whether a text is the name of a time zone in the IANA database, e.g. `Europe/London`; offsets are not. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

export interface LocalTime {
  year: number
  /** 1–12 */
  month: number
  day: number
  hour: number
  minute: number
  /** 0 is Sunday. */
  weekday: number
}

const CLOCK: Intl.DateTimeFormatOptions = {
  ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  hourCycle: 'h23',
}

/** What a clock and a calendar on the wall show there at that moment (epoch ms). */
export function localTime(at: number, timeZone: string): LocalTime {
  const parts = new Map(
    dateFormat('en-u-ca-gregory-nu-latn', { ...CLOCK, timeZone })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const [year, month, day] = [part('year'), part('month'), part('day')]
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, hour: part('hour'), minute: part('minute'), weekday }
}

/** The moment at which that day begins there; `month` 1–12. */
export function dayStart(year: number, month: number, day: number, timeZone: string): number {
  return momentOf({ year, month, day, hour: 0, minute: 0 }, timeZone)
}

/**
 * When clock and calendar on the wall there show this: the first time where they show it twice, and as much later as
 * the clocks go on where they leave it out.
 */
export function momentOf(wall: Omit<LocalTime, 'weekday'>, timeZone: string): number {
  const { year, month, day, hour, minute } = wall
  const wanted = Date.UTC(year, month - 1, day, hour, minute)
  // By the clocks of the day before, and by those of the day after a change.
  const [before, after] = [wanted - DAY, wanted + DAY].map((at) => wanted - aheadOfUtc(at, timeZone))
  const shows = (at = 0) => at + aheadOfUtc(at, timeZone) === wanted
  return (!shows(before) && shows(after) ? after : before) ?? wanted
}

/** What the wall shows there at that moment, taken for UTC, less the moment itself; ms. */
function aheadOfUtc(at: number, timeZone: string): number {
  const { year, month, day, hour, minute } = localTime(at, timeZone)
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE
}
