import { type Clock, systemClock } from '../kernel/clock.ts'

/** The system's clock, which can stand still in the past while the seeds are written. */
export interface ShiftedClock extends Clock {
  /** Answers this time until it is set again; `null` lets it run. */
  setTo(time: number | null): void
}

export function createShiftedClock(): ShiftedClock {
  let fixed: number | null = null
  return {
    now: () => fixed ?? systemClock.now(),
    setTo(time) {
      fixed = time
    },
  }
}
