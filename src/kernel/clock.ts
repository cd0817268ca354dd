/** The only sources of the current time are here. Times are epoch milliseconds everywhere. */
export interface Clock {
  now(): number
}

/**
 * The wall's time, but never back: a computer's clock is corrected, and what was saved later must not come earlier.
 * While it is ahead of the wall it goes on at half the speed, so that it meets the wall again and no wait takes longer
 * than the correction. `elapsed` in ms, from any start, by a watch that nobody sets.
 */
export function createSteadyClock(wall: Clock, elapsed: () => number): Clock {
  let time = wall.now()
  let mark = elapsed()
  return {
    now() {
      const passed = Math.max(0, elapsed() - mark)
      mark += passed
      time = Math.max(wall.now(), time + passed / 2)
      return Math.floor(time)
    },
  }
}

/**
 * As the computer has it now, also where it was set back: for what other processes write the times of, such as backups.
 * The steady one may be ahead of theirs for as long as the process runs.
 */
export const wallClock: Clock = { now: () => Date.now() }

export const systemClock: Clock = /* @__PURE__ */ createSteadyClock(wallClock, () => performance.now())

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Of what ends at its time, or never (`null`), the one that lasts longest. */
export function lastToEnd<One extends { endsAt: number | null }>(held: readonly One[]): One | undefined {
  const end = ({ endsAt }: One) => endsAt ?? Number.POSITIVE_INFINITY
  return held.toSorted((a, b) => (end(a) === end(b) ? 0 : end(b) - end(a)))[0]
}

/**
 * What is kept of a time further ahead than this was written before the clock was set back, and says nothing about now: no
 * clock that is right would have written it. Less may be the order in which two things at once came.
 */
export const AHEAD_MS = 60 * SECOND
