import { dayStart, localTime } from '../../kernel/time-zone.ts'

/** A half of a calendar year, as clocks of the site show it. */
export interface Period {
  /** `2026-H1` */
  name: string
  /** Its first moment, and the one after its last (epoch ms). */
  from: number
  to: number
}

/** `null` for anything but `2026-H1` or `2026-H2`, from 2000 to 2099. */
export function parsePeriod(name: string, timeZone: string): Period | null {
  const [, year = '', half = ''] = /^(20\d\d)-H([12])$/.exec(name) ?? []
  return year === '' ? null : periodAt(Number(year), half === '1' ? 1 : 2, timeZone)
}

export function periodOf(at: number, timeZone: string): Period {
  const { year, month } = localTime(at, timeZone)
  return periodAt(year, month <= 6 ? 1 : 2, timeZone)
}

/** From the one that runs back to the one of `firstAt`. */
export function periodsSince(firstAt: number, now: number, timeZone: string): Period[] {
  const periods = [periodOf(now, timeZone)]
  for (;;) {
    const earliest = periods.at(-1)
    if (!earliest || earliest.from <= firstAt) return periods
    periods.push(periodOf(earliest.from - 1, timeZone))
  }
}

function periodAt(year: number, half: 1 | 2, timeZone: string): Period {
  return {
    name: `${year}-H${half}`,
    from: dayStart(year, half === 1 ? 1 : 7, 1, timeZone),
    to: half === 1 ? dayStart(year, 7, 1, timeZone) : dayStart(year + 1, 1, 1, timeZone),
  }
}
