import { monitorEventLoopDelay } from 'node:perf_hooks'
import { SECOND } from '../kernel/clock.ts'

/** How often the timer under it looks, ms; a loop without work shows this figure. */
const RESOLUTION_MS = 10
/** One long stall, such as a collection of garbage, hardly moves the mean of a whole second. */
const WINDOW_MS = SECOND
const NANOSECONDS = 1e6

export interface LoopDelay {
  /** How much later than asked the event loop came round, in ms: the mean of the last whole second. */
  meanMs(): number
  stop(): void
}

/** Measures this process; keeps it from ending by nothing. */
export function createLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let mean = 0
  const timer = setInterval(() => {
    // Without a single sample the mean is not a number.
    mean = histogram.count > 0 ? Math.max(0, histogram.mean / NANOSECONDS - RESOLUTION_MS) : 0
    histogram.reset()
  }, WINDOW_MS)
  timer.unref()
  return {
    meanMs: () => mean,
    stop() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
