/** How often the loop is looked at, ms. */
const BEAT_MS = 20
/** How long a figure is remembered, ms: one long stall, such as a collection of garbage, fades within some beats. */
const MEMORY_MS = 500
/** What the turn that runs now counts beside what is remembered: a stall alone must not turn anybody away. */
const NOW_SHARE = 1 / 3

export interface LoopDelay {
  /**
   * How far behind the event loop is, in ms: what the last half second was on average, or a third of how long the turn
   * that runs now has taken, whichever is more. The second holds back a flood before it has filled a single turn.
   */
  lagMs(): number
  stop(): void
}

/** Measures this process; keeps it from ending by nothing. @param now a clock that never jumps, ms */
export function createLoopDelay(now: () => number = () => performance.now()): LoopDelay {
  let last = now()
  let mean = 0
  const late = () => Math.max(0, now() - last - BEAT_MS)
  const timer = setInterval(() => {
    // A beat that took long weighs as much as those that it has swallowed.
    mean += (late() - mean) * (1 - Math.exp(-(now() - last) / MEMORY_MS))
    last = now()
  }, BEAT_MS)
  timer.unref()
  return {
    lagMs: () => Math.max(mean, late() * NOW_SHARE),
    stop: () => clearInterval(timer),
  }
}
